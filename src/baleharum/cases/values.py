"""Values that cannot be right, refused alike by forms and by services."""

from baleharum import _
from baleharum.cases.moments import today
from datetime import date
from datetime import timedelta
from zope.schema import ValidationError

import re


#: No case that is still kept was received before: a child's file, the one that is kept longest,
#: goes 10 years after its 18th birthday (domain.md 3), and this is 36 years and more ago.
FIRST_RECEIVED = date(1990, 1, 1)

#: Nobody alive was born before, and nothing that a case speaks of happened before.
FIRST_DAY = date(1900, 1, 1)

#: A review that is further away than this is a slip of the pen.
LATEST_REVIEW = timedelta(days=2 * 366)


class Refused(ValidationError):
    """A value that cannot be right; its only argument says what to do."""

    def doc(self):
        """Return what to do; forms and services both ask for it here."""
        return self.args[0]


def not_in_future(value: date) -> bool:
    """Field constraint. Raises Refused for a day after today."""
    if value > today():
        raise Refused(_("error_future_day", default="This day is yet to come. Choose another."))
    return True


def not_before(first: date, day: date) -> bool:
    """Return True. Raises Refused for a day before the first one that can be right."""
    if day < first:
        raise Refused(
            _(
                "error_ancient_day",
                default="A day before ${year} cannot be right. Look at the year.",
                mapping={"year": f"{first.year:04d}"},
            )
        )
    return True


def day_received(value: date) -> bool:
    """Field constraint of the day a case came in. Raises Refused."""
    return not_in_future(value) and not_before(FIRST_RECEIVED, value)


def day_past(value: date) -> bool:
    """Field constraint of a birth, of a document, of what happened. Raises Refused."""
    return not_in_future(value) and not_before(FIRST_DAY, value)


def day_of_review(value: date) -> bool:
    """Field constraint. Raises Refused; a day that has passed stays until a new one is set."""
    if value > today() + LATEST_REVIEW:
        raise Refused(
            _("error_late_review", default="This review is more than two years away. Choose a day.")
        )
    return not_before(FIRST_RECEIVED, value)


def year_of_birth(value: int) -> bool:
    """Field constraint. Raises Refused for a year that is yet to come."""
    if value > today().year:
        raise Refused(_("error_future_year", default="This year is yet to come. Choose another."))
    return True


def begins_a_number(value: str) -> bool:
    """Field constraint. Raises Refused for what cannot stand before the number of a case.

    A case's number is part of addresses and names of files, and does not change any more.
    """
    if not re.fullmatch(r"[A-Z][A-Z0-9]{0,7}", value):
        raise Refused(
            _(
                "error_prefix",
                default="Write one to eight capital letters A–Z or digits, a letter first: BH.",
            )
        )
    return True
