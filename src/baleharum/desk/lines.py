"""The lines of the desk: what a list shows of a case or document, from catalog metadata alone."""

from baleharum.cases.register.dates import local_day
from baleharum.cases.register.dates import plain_day
from baleharum.cases.traces import cases_of
from baleharum.team.policy import CASE_FUNCTIONS
from baleharum.team.records import Holding
from baleharum.trail.api import showing
from collections.abc import Iterable
from dataclasses import dataclass
from dataclasses import field
from datetime import date
from datetime import datetime


@dataclass(frozen=True)
class CaseLine:
    """One of a person's cases. case: its UID; until: moment (UTC) at which the last assignment
    ends, or None."""

    case: str
    number: str
    url: str
    state: str
    risk: str
    functions: tuple[str, ...]
    until: datetime | None
    categories: tuple[str, ...]
    received: date | None
    changed: date | None
    review: date | None


@dataclass(frozen=True)
class DocumentLine:
    """A document, person or note of a case. case: UID of the case; day: of its last change, or
    when it was added."""

    case: str
    number: str
    url: str
    type: str
    kind: str
    state: str
    day: date | None


@dataclass(frozen=True)
class DecisionLine:
    """What waits for a decision. case: UID of the case that it lies in or is about, or ''; asks:
    what is asked, in words; day: since when."""

    case: str
    number: str
    url: str
    asks: object
    day: date | None


@dataclass(frozen=True)
class Lines:
    """The first lines of a list, how many there are in all, and where the rest is ('' nowhere)."""

    lines: list = field(default_factory=list)
    total: int = 0
    more: str = ""

    def tell(self) -> None:
        """Say in the record which cases are shown."""
        showing(line.case for line in self.lines if line.case)


def case_line(brain, held: Iterable[Holding]) -> CaseLine:
    """Return the line of a brain. held: what the person holds in the case now."""
    held = [holding for holding in held if holding.function in CASE_FUNCTIONS]
    ends = [holding.expires for holding in held]
    return CaseLine(
        case=brain.UID,
        number=brain.getId,
        url=brain.getURL(),
        state=brain.review_state,
        risk=brain.case_risk,
        functions=tuple(dict.fromkeys(holding.function for holding in held)),
        until=max(ends) if ends and None not in ends else None,
        categories=tuple(brain.case_categories or ()),
        received=plain_day(brain.case_received),
        changed=local_day(brain.modified),
        review=plain_day(brain.case_review),
    )


def document_line(brain, moment) -> DocumentLine:
    """Return the line of a brain. moment: the catalog DateTime that counts."""
    return DocumentLine(
        case=cases_of([brain])[0],
        number=brain.Title,
        url=brain.getURL(),
        type=brain.portal_type,
        kind=brain.document_kind or "",
        state=brain.review_state or "",
        day=local_day(moment),
    )
