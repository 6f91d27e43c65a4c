"""Reading a list in the worker: every line is looked at, and rows are sealed as they come."""

from Acquisition import aq_parent
from baleharum.cases.history import state_of
from baleharum.cases.moments import today
from baleharum.cases.people.checks import samples_accepted
from baleharum.programmes import checking
from baleharum.programmes import marking
from baleharum.programmes import policy
from baleharum.programmes import table
from baleharum.programmes.recipients import hasher
from baleharum.programmes.recipients import Outcome
from baleharum.programmes.recipients import Staged
from baleharum.programmes.recipients import staged
from baleharum.programmes.wrong import NotAList
from baleharum.programmes.wrong import Wrong
from collections.abc import Callable
from collections.abc import Iterator
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from zope.i18nmessageid import Message


#: Wrong lines that a report names; that there are more it says as well.
REPORTED = 5000

RECIPIENTS, OUTCOMES = "recipients", "outcomes"


@dataclass
class Read:
    """A list that was read. lines: how many said something; refused: how many of them are wrong;
    wrong: what is, see REPORTED; reason: why the file as a whole is none; encoding: of a text;
    staged, outcomes: what is left to file where nothing is wrong; place: names a column."""

    lines: int = 0
    refused: int = 0
    wrong: tuple[Wrong, ...] = ()
    reason: Message | None = None
    encoding: str = ""
    staged: Staged | None = None
    outcomes: Mapping[int, Outcome] | None = None
    place: Callable[[str], str] = str

    @property
    def fits(self) -> bool:
        """Whether all of it can be taken in."""
        return self.reason is None and not self.refused and self.lines > 0


def read(batch: Any, what: str, progress: Callable[[float], None] = lambda part: None) -> Read:
    """Read the list that waits in a batch, and store nothing. progress: told the part, 0 to 1."""
    found = Read()
    kind = {RECIPIENTS: checking, OUTCOMES: marking}[what]
    try:
        with batch.incoming.open() as stream:
            lines = table.opened(stream, kind.ALIASES, kind.NEEDED, progress)
            found.encoding, found.place = lines.encoding, lines.place
            {RECIPIENTS: _recipients, OUTCOMES: _outcomes}[what](batch, lines, found)
    except NotAList as refused:
        found.reason = refused.args[0]
    return found


def _recipients(batch: Any, lines: table.List, found: Read) -> None:
    looking = checker(batch, serials=not lines.encoding)
    rows = _good(lines, looking.look, found)
    made = staged(batch, rows, looking.digests)
    if found.fits:
        found.staged = made


def _outcomes(batch: Any, lines: table.List, found: Read) -> None:
    looking = marking.Checker(len(batch.recipients), today(), serials=not lines.encoding)
    marked = dict(_good(lines, looking.look, found))
    if found.fits:
        found.outcomes = marked


def _good(lines: table.List, look: Callable[[table.Line], Any], found: Read) -> Iterator[Any]:
    """Yield what lines are good for, until the first is wrong; those after it are looked at."""
    wrong: list[Wrong] = []
    for line in lines.lines:
        found.lines += 1
        row = look(line)
        if isinstance(row, list):
            found.refused += 1
            wrong += row[: max(0, REPORTED - len(wrong))]
        elif not found.refused:
            yield row
    found.wrong = tuple(wrong)


def checker(batch: Any, serials: bool = False) -> checking.Checker:
    """Return what looks at the lines of a list for a batch."""
    own, others = batch.recipients.hashes, rivals(batch)

    def elsewhere(digest: bytes) -> str:
        return next((each.getId() for each in others if digest in each.recipients.hashes), "")

    return checking.Checker(
        digest=hasher(folder_of(batch)),
        here=lambda digest: own.get(digest, 0),
        elsewhere=elsewhere,
        today=today(),
        samples=samples_accepted(),
        first=len(batch.recipients) + 1,
        amount=batch.amount,
        serials=serials,
    )


def rivals(batch: Any) -> list[Any]:
    """Return the other batches of the programme in which nobody of this one may be."""
    programme = aq_parent(batch)
    rule = programme.repeat
    own = policy.same_help(rule, batch.year, batch.period)
    return [
        each
        for each in programme.objectValues()
        # Activities of the programme lie beside its batches.
        if each.portal_type == "AssistanceBatch"
        and each.getId() != batch.getId()
        and state_of(each) != policy.VOID
        and policy.same_help(rule, each.year, each.period) == own
    ]


def doubles(batch: Any) -> dict[str, list[int]]:
    """Return number of another batch -> numbers of the rows here who are in it as well."""
    found = {}
    for each in rivals(batch):
        theirs = each.recipients.hashes
        numbers = sorted(n for digest, n in batch.recipients.hashes.items() if digest in theirs)
        if numbers:
            found[each.getId()] = numbers
    return found


def folder_of(batch: Any) -> Any:
    """Return the folder of programmes around a batch."""
    return aq_parent(aq_parent(batch))
