"""What the screens of the record are asked for: person, kind of action, days, place to page on."""

from baleharum.asked import Asked
from baleharum.audit.kinds import actions_of
from baleharum.audit.kinds import KINDS
from baleharum.audit.kinds import shown_in
from baleharum.team.times import zone
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from datetime import datetime
from datetime import time
from datetime import timedelta
from datetime import UTC
from typing import Any
from typing import TypedDict
from urllib.parse import urlencode
from zExceptions import BadRequest


class Days(TypedDict):
    """Moments as the record is asked: `since` counts, `until` does not; None leaves it open."""

    since: datetime | None
    until: datetime | None


@dataclass(frozen=True)
class Question:
    """person: user id, '' for everybody; kind: see KINDS, '' for all; since, until: days, both
    included; before: seq of a row, older ones are meant."""

    person: str = ""
    kind: str = ""
    since: date | None = None
    until: date | None = None
    before: int | None = None

    @property
    def actions(self) -> frozenset[str] | None:
        """The actions that are asked for, None for all."""
        return shown_in(self.kind) if self.kind == "listed" else actions_of(self.kind)

    @property
    def span(self) -> Days:
        """The moments of the days, as the record is asked: `since` counts, `until` does not."""
        day = timedelta(days=1)
        until = self.until + day if self.until else None
        return {"since": midnight(self.since), "until": midnight(until)}

    @property
    def narrowing(self) -> int:
        """How many filters narrow the rows."""
        return sum(map(bool, (self.person, self.kind, self.since, self.until)))

    def query(self, **changes: Any) -> str:
        """Return the query string that asks this again with changes, from the newest row on."""
        pairs = {
            "person": self.person,
            "kind": self.kind,
            "since": self.since or "",
            "until": self.until or "",
            **changes,
        }
        return urlencode({name: value for name, value in pairs.items() if value not in ("", None)})


def midnight(day: date | None) -> datetime | None:
    """Return the moment at which a day begins where the site is."""
    return None if day is None else datetime.combine(day, time(), zone()).astimezone(UTC)


def question(form: Mapping[str, Any]) -> Question:
    """Return what an address asks for. Raises BadRequest, naming the remedy."""
    asked = Asked(form)
    kind = asked.get("kind", "")
    if kind and kind not in KINDS:
        raise BadRequest(f"There is no such kind of action. Ask for one of {', '.join(KINDS)}.")
    before = asked.get("before", "")
    if before and not (before.isdecimal() and len(before) < 19):
        raise BadRequest("before is the number (seq) of a row of the page before.")
    return Question(
        person=asked.get("person", ""),
        kind=kind,
        since=day_of(asked.get("since", "")),
        until=day_of(asked.get("until", "")),
        before=int(before) if before else None,
    )


def day_of(text: str) -> date | None:
    """Return the day that is written like 2026-11-25, None for ''. Raises BadRequest."""
    try:
        return date.fromisoformat(text.strip()) if text.strip() else None
    except ValueError:
        raise BadRequest("Write days like 2026-11-25.") from None
