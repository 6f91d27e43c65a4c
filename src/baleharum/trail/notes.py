"""What a request has read so far: noted in memory, written in one go before any byte leaves."""

from baleharum.trail import facts
from baleharum.trail.actions import LISTS
from baleharum.trail.row import Draft
from baleharum.trail.store import store
from baleharum.trail.unavailable import TrailUnavailable
from collections.abc import Collection
from collections.abc import Iterable
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from dataclasses import field
from dataclasses import replace
from typing import Any
from zope.globalrequest import getRequest

import logging
import secrets


logger = logging.getLogger(__name__)

#: Key in the WSGI environ: the `Notes` of the request. The publisher copies the environ, not them.
NOTES = "baleharum.trail"


def _random_id() -> str:
    return secrets.token_hex(8)


@dataclass
class Notes:
    """The rows of one request. down: the record could not be written, and is not asked again.

    found: what each of its searches found; open: of that, what somebody may see; finding: the row
    of that, without the number; shown: UIDs of the cases of what was taken out to be shown; said:
    whether a page has told which; nameless: who asks is written down nowhere, neither here nor in
    the access log, because the page is for people who must not be found.
    """

    id: str = field(default_factory=_random_id)
    pending: list[Draft] = field(default_factory=list)
    known: set[Draft] = field(default_factory=set)
    down: bool = False
    found: list[Collection[int]] = field(default_factory=list)
    open: list[Collection[int]] = field(default_factory=list)
    finding: Draft | None = None
    shown: set[str] = field(default_factory=set)
    said: bool = False
    nameless: bool = False

    def add(self, draft: Draft) -> None:
        """Note a row; the same one counts once a request, however often it is tried again."""
        plain = replace(draft, attempt=0)
        if plain not in self.known:
            self.known.add(plain)
            self.pending.append(draft)

    def flush(self) -> None:
        """Write what is noted; on the disk when this returns. Raises TrailUnavailable."""
        self._tell()
        if self.pending:
            self.write([])

    def write(self, more: list[Draft]) -> None:
        """Write what is noted and more rows with it, all or none. Raises TrailUnavailable."""
        if self.down:
            raise TrailUnavailable("The record of access failed this request already, see above.")
        self._tell()
        try:
            store().append([*self.pending, *more])
        except TrailUnavailable as error:
            self.down = True
            logger.error("%s", error)
            raise
        self.pending.clear()

    def _tell(self) -> None:
        """Note what was found as one more list, unless a page has told of its own.

        What was shown and no page has told of is noted in any case: a list that counts its lines
        and names no case would otherwise hide them, and beside it there may be one of another
        slice.
        """
        if self.finding is None:
            return
        told = [draft for draft in self.known if draft.action in LISTS and draft.subject]
        rest = self.shown.difference(*((draft.case, *draft.cases) for draft in told))
        if rest or not told:
            number = self._number() or len(rest)
            self.add(replace(self.finding, detail=f"hits={number}", cases=tuple(rest)))

    def _number(self) -> int:
        """Return how many things were found, each counted once."""
        return len(self.found[0]) if len(self.found) == 1 else len(set().union(*self.found))


def notes_of(request: Any) -> Notes | None:
    """Return the notes of a request that somebody waits for, None for one that a script made."""
    environ = getattr(request, "environ", None)
    return None if environ is None else environ.get(NOTES)


@contextmanager
def undone_with(request: Any) -> Iterator[None]:
    """Take back what was noted within, where it raises: its transaction is undone and nothing of
    what it has read is shown, so the answer that says so need not wait for a record that is down."""
    noted = notes_of(request)
    before = (
        None if noted is None else replace(noted, pending=[*noted.pending], known={*noted.known})
    )
    try:
        yield
    except Exception:
        if noted is not None and before is not None:
            noted.pending, noted.known, noted.down = before.pending, before.known, before.down
        raise


def begin(request: Any) -> None:
    """Open the notes of a request, unless the WSGI filter has done so."""
    request.environ.setdefault(NOTES, Notes())


def drafted(
    action: str,
    case: str,
    subject: str,
    detail: str,
    user: str | None,
    cases: Iterable[str] = (),
) -> tuple[Draft, Notes | None]:
    """Return a row with all that is known of the moment, and the notes that it belongs to."""
    request = getRequest()
    notes = notes_of(request)
    who = facts.current_user() if user is None else user
    draft = Draft(who, action, case, subject, detail=detail, cases=tuple(cases))
    if notes is None:
        return draft, None
    attempt = int(getattr(request, "retry_count", 0) or 0)
    shared: dict[str, Any] = facts.of_request(request)
    if notes.nameless:
        shared["network"] = ""
    return replace(draft, request=notes.id, attempt=attempt, **shared), notes
