"""How long cases are kept: dates computed from the schedule. Pure functions, the clock an argument.

domain.md 3: five years active and ten inactive after closing; a child's case at least until the
child is 18 + 10.
"""

from baleharum import _
from collections.abc import Iterable
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date


#: What becomes of a case when its time is over: tokens of the list `retention-fates`.
DESTROY = "musnah"

MAJORITY = 18
ACTIVE_YEARS = 5
INACTIVE_YEARS = 10
CHILD_YEARS = 10

#: States in which the time of a case begins to run.
CLOSING = ("closed", "declined")

#: Who agrees to a disposal list, in this order; each by another person.
STEPS = ("prepare", "approve", "sign")

#: step -> permission.
PERMISSIONS = {
    "prepare": "baleharum: Prepare disposal",
    "approve": "baleharum: Approve disposal",
    "sign": "baleharum: Sign disposal",
}

STEP_LABELS = {
    "prepare": _("disposal_step_prepare", default="Checked by the archivist"),
    "approve": _("disposal_step_approve", default="Approved by the privacy officer"),
    "sign": _("disposal_step_sign", default="Signed by the head"),
}

#: A birth that is known by its day, or only by its year.
Birth = date | int


@dataclass(frozen=True)
class Schedule:
    """Years that a case is kept after closing, its fate, and years after a child's majority."""

    active: int = ACTIVE_YEARS
    inactive: int = INACTIVE_YEARS
    fate: str = DESTROY
    child: int = CHILD_YEARS


def add_years(day: date, years: int) -> date:
    """Return the same day so many years later; after a 29 February the 1 March where need be.

    >>> add_years(date(2024, 2, 29), 1)
    datetime.date(2025, 3, 1)
    """
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)


def latest_birthday(birth: Birth) -> date:
    """Return the last day on which somebody can have been born of whom only the year is known."""
    return date(birth, 12, 31) if isinstance(birth, int) else birth


def active_until(closed: date, schedule: Schedule) -> date:
    """Return when the active years after closing are over."""
    return add_years(closed, schedule.active)


def was_child(birth: Birth, received: date) -> bool:
    """Tell whether somebody was, or can have been, a child when the case was received."""
    return add_years(latest_birthday(birth), MAJORITY) > received


def grown_up(birth: Birth, schedule: Schedule) -> date:
    """Return the day on which the years after a child's majority are over.

    The end of that year: the day itself would tell the birthday, to whoever sees a list.
    """
    year = birth if isinstance(birth, int) else birth.year
    return date(year + MAJORITY + schedule.child, 12, 31)


def due_on(closed: date, received: date, births: Iterable[Birth], schedule: Schedule) -> date:
    """Return the day from which a case may be destroyed.

    births: of its clients; those who were children when it was received keep it longer.
    """
    ends = [add_years(closed, schedule.active + schedule.inactive)]
    ends += [grown_up(birth, schedule) for birth in births if was_child(birth, received)]
    return max(ends)


def closing_time(history: Sequence[dict]) -> object | None:
    """Return the time of the last closing in a workflow history; None for a case never closed.

    history: rows with review_state and time, oldest first.
    """
    found = [row["time"] for row in history if row["review_state"] in CLOSING]
    return found[-1] if found else None


def next_step(done: Iterable[str]) -> str:
    """Return the step that a list waits for, '' when it has all of them."""
    taken = set(done)
    return next((step for step in STEPS if step not in taken), "")
