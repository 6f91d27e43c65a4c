"""The rules of an adoption: when a field is written, and how long the trial care lasts.

Pure functions. domain.md 1f is the table; `checklist` has what is asked of the couple.
"""

from datetime import date
from datetime import timedelta

import calendar


WORKFLOW = "adoption_workflow"

#: Before the care permit, while the child lives with the couple, and until the court has decided.
PREPARING = ("application", "first_visit")
CARE = ("trial_care", "second_visit")
#: From here on the child lives, or has lived, with the couple.
MOVED = (*CARE, "adoption_permit")
UNDECIDED = (*PREPARING, "care_permit", *MOVED)
OPEN = (*UNDECIDED, "court_order")
ENDED = ("finished", "refused", "withdrawn")

#: group of fields -> states in which they may be written; '' is what is being filed.
WINDOWS = {
    "text": ("", *PREPARING),
    "couple": ("", *PREPARING),
    "means": ("", *PREPARING),
    "consents": ("", *UNDECIDED),
    "first": ("", *PREPARING),
    "care_permit": ("first_visit",),
    "care": ("care_permit",),
    "second": CARE,
    "adoption_permit": ("second_visit",),
    "order": ("adoption_permit",),
    "registration": ("court_order",),
    "afterwards": MOVED,
}

RECOMMENDED = "layak"

TRIAL_MONTHS = 6
#: The second visit is due so long before the six months are over, for the panel reads its report.
VISIT_BEFORE = timedelta(days=30)


def years_later(day: date, years: int) -> date:
    """Return the same day some years later; 29 February becomes the 28th.

    >>> years_later(date(2024, 2, 29), 1)
    datetime.date(2025, 2, 28)
    """
    return months_later(day, 12 * years)


def months_later(day: date, months: int) -> date:
    """Return the same day some months later, or the last day of that month.

    >>> months_later(date(2026, 8, 31), 6)
    datetime.date(2027, 2, 28)
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))


def trial_ends(begun: date) -> date:
    """Return the first day on which six months of trial care are over."""
    return months_later(begun, TRIAL_MONTHS)


def visit_due(begun: date) -> date:
    """Return the day until which the second home visit has to be made."""
    return trial_ends(begun) - VISIT_BEFORE
