"""Hearings of a procedure: written on its page and over REST alike."""

from baleharum import _
from baleharum.cases.collisions import claim
from baleharum.cases.moments import WITA
from baleharum.litigation.court.clocks import is_time
from baleharum.team.refusals import TeamRefused
from baleharum.terms.lists import terms
from collections.abc import Sequence
from datetime import date
from datetime import datetime
from datetime import time
from typing import Any
from typing import NamedTuple
from zope.event import notify
from zope.lifecycleevent import ObjectModifiedEvent


#: How many hearings a procedure has at most.
MOST = 200
PLANNED = "planned"
#: field -> how long its text is at most.
LENGTHS = {"room": 120, "note": 2000}
#: field -> code list of its token.
CODED = {"what": "hearing-kinds", "state": "hearing-states"}
FIELDS = ("day", "time", "room", "what", "who", "state", "note")


class Hearing(NamedTuple):
    """A hearing. at: moment as ISO text, in Mataram; what: token of `hearing-kinds`; who: tokens of
    `hearing-roles`, never a name; state: of `hearing-states`; note: what came of it."""

    number: int
    at: str
    room: str = ""
    what: str = "lain"
    who: tuple[str, ...] = ()
    state: str = PLANNED
    note: str = ""

    @property
    def moment(self) -> datetime:
        """When it is."""
        return datetime.fromisoformat(self.at)


class HearingRefused(TeamRefused):
    """A hearing that is not written so; its message says the remedy."""


def planned(rows: Sequence[Hearing]) -> list[Hearing]:
    """Return those of which nobody has said yet what came of them, the earliest first."""
    return sorted((row for row in rows if row.state == PLANNED), key=lambda row: row.at)


def upcoming(rows: Sequence[Hearing], now: datetime) -> Hearing | None:
    """Return the next hearing after a moment, None for none."""
    return next((row for row in planned(rows) if row.moment >= now), None)


def add(context: Any, **fields: Any) -> int:
    """Add a hearing; returns its number. Raises HearingRefused."""
    _check_open(context)
    if len(context.rows) >= MOST:
        raise HearingRefused(
            _(
                "error_hearings_many",
                default="A procedure holds ${most} hearings at most. Take one out that never was.",
                mapping={"most": MOST},
            )
        )
    number = (context.highest or 0) + 1
    row = _row(number, {"state": PLANNED, **fields})
    context.highest = number
    _write(context, [*context.rows, row])
    return number


def change(context: Any, number: int, **fields: Any) -> None:
    """Write fields of a hearing; the others stay. Raises HearingRefused."""
    _check_open(context)
    before = one(context, number)
    local = before.moment.astimezone(WITA)
    known = before._asdict() | {"day": local.date().isoformat(), "time": f"{local:%H:%M}"}
    row = _row(number, {name: known[name] for name in FIELDS} | fields)
    _write(context, [row if each.number == number else each for each in context.rows])


def remove(context: Any, number: int) -> None:
    """Take out a hearing that was written by mistake. Raises HearingRefused."""
    _check_open(context)
    gone = one(context, number)
    _write(context, [row for row in context.rows if row != gone])


def one(context: Any, number: int) -> Hearing:
    """Return a hearing. Raises HearingRefused."""
    for row in context.rows:
        if row.number == number:
            return row
    raise HearingRefused(_("error_hearing_gone", default="There is no such hearing (any more)."))


def _check_open(context: Any) -> None:
    if context.is_fixed:
        raise HearingRefused(
            _(
                "error_court_over",
                default="The procedure is over: nothing in it changes. Add another one for what"
                " follows.",
            )
        )


def _write(context: Any, rows: list[Hearing]) -> None:
    context.hearings = tuple(tuple(row) for row in sorted(rows, key=lambda row: row.at))
    claim(context)
    notify(ObjectModifiedEvent(context))


def _row(number: int, fields: dict[str, Any]) -> Hearing:
    unknown = set(fields) - set(FIELDS)
    if unknown:
        raise HearingRefused(
            _("error_hearing_field", default="A hearing has no such field: ${names}.",
              mapping={"names": ", ".join(sorted(unknown))})
        )  # fmt: skip
    return Hearing(
        number=number,
        at=_moment(fields.get("day"), fields.get("time")).isoformat(),
        room=_text(fields, "room"),
        what=_token(fields, "what", "lain"),
        who=_who(fields.get("who") or ()),
        state=_token(fields, "state", PLANNED),
        note=_text(fields, "note"),
    )


def _moment(day: Any, clock: Any) -> datetime:
    try:
        found = date.fromisoformat(day)
    except (TypeError, ValueError) as error:
        raise HearingRefused(
            _("error_hearing_day", default="Write the day of the hearing: 2026-03-05.")
        ) from error
    if not isinstance(clock, str) or not is_time(clock):
        raise HearingRefused(
            _("error_clock", default="Write hours and minutes, for example 09:30.")
        )
    return datetime.combine(found, time(int(clock[:2]), int(clock[3:])), WITA)


def _text(fields: dict[str, Any], name: str) -> str:
    value = fields.get(name) or ""
    if not isinstance(value, str) or len(value) > LENGTHS[name]:
        raise HearingRefused(_("error_exhibit_text", default="A text is too long, or is none."))
    return value.strip()


def _token(fields: dict[str, Any], name: str, default: str) -> str:
    value = fields.get(name) or default
    if value not in {term.token for term in terms(CODED[name])}:
        raise HearingRefused(_("error_exhibit_token", default="Choose one of the list."))
    return str(value)


def _who(value: Any) -> tuple[str, ...]:
    known = [term.token for term in terms("hearing-roles")]
    if not isinstance(value, list | tuple) or not set(map(str, value)) <= set(known):
        raise HearingRefused(_("error_exhibit_token", default="Choose one of the list."))
    return tuple(token for token in known if token in value)
