"""The reports of a box that somebody may see, from the catalog: none of them is opened."""

from baleharum.asked import Asked
from baleharum.intake import policy
from collections import Counter
from collections.abc import Iterable
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from datetime import UTC
from plone import api
from typing import Any


#: Lines of a page.
SIZE = 50

#: What stands for the states in which a report still waits.
WAITING = "open"


@dataclass(frozen=True)
class Row:
    """A report as the catalog knows it; received: aware UTC; the rest: tokens."""

    number: str
    uid: str
    url: str
    state: str
    risk: str
    source: str
    received: datetime

    @property
    def emergency(self) -> bool:
        """Whether somebody is in danger, and nobody has ended the report."""
        return self.risk == policy.EMERGENCY and self.state in policy.OPEN


@dataclass(frozen=True)
class Wanted:
    """What is asked for: tokens, '' for any; state also WAITING, which is what is shown first."""

    state: str = WAITING
    risk: str = ""
    source: str = ""
    start: int = 0

    @property
    def narrowing(self) -> int:
        """How many filters are set."""
        return sum((self.state != WAITING, bool(self.risk), bool(self.source)))


def wanted(form: Mapping[str, Any]) -> Wanted:
    """Return what a request asks for."""
    asked = Asked(form)
    start = asked.get("start", "")
    return Wanted(
        state=asked.get("state", WAITING),
        risk=asked.get("risk", ""),
        source=asked.get("source", ""),
        start=int(start) if start.isdecimal() and len(start) < 7 else 0,
    )


def reports(box: Any, asked: Wanted = Wanted()) -> list[Row]:  # noqa: B008 (frozen)
    """Return all that fit: emergencies first, then by risk, and what waits longest."""
    rows = [row(brain) for brain in _brains(box)]
    found = [each for each in rows if _fits(each, asked)]
    return sorted(found, key=lambda each: policy.order_of(each.risk, each.received, each.number))


def counts(rows: Iterable[Row]) -> dict[str, int]:
    """Return how many there are of each state, and of each risk among those that wait."""
    rows = list(rows)
    found = Counter(each.state for each in rows)
    found.update(f"risk:{each.risk}" for each in rows if each.state in policy.OPEN)
    return dict(found)


def everything(box: Any) -> list[Row]:
    """Return all reports that the person may see, in no order."""
    return [row(brain) for brain in _brains(box)]


def row(brain: Any) -> Row:
    """Return what the catalog knows of a report."""
    return Row(
        number=brain.getId,
        uid=brain.UID,
        url=brain.getURL(),
        state=brain.review_state,
        risk=brain.report_risk or "",
        source=brain.report_source or "",
        received=brain.report_received.asdatetime().astimezone(UTC),
    )


def _fits(found: Row, asked: Wanted) -> bool:
    states = policy.OPEN if asked.state == WAITING else (asked.state,)
    risk = {"none": ""}.get(asked.risk, asked.risk)
    return (
        (not asked.state or found.state in states)
        and (not asked.risk or found.risk == risk)
        and (not asked.source or found.source == asked.source)
    )


def _brains(box: Any) -> Any:
    path = {"query": "/".join(box.getPhysicalPath()), "depth": 1}
    return api.portal.get_tool("portal_catalog")(portal_type="IntakeReport", path=path)
