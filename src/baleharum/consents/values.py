"""Values of consents that cannot be right, refused alike by forms and by services."""

from baleharum import _
from baleharum.cases.moments import today
from baleharum.cases.values import FIRST_RECEIVED
from baleharum.cases.values import not_before
from baleharum.cases.values import Refused
from datetime import date
from datetime import timedelta


#: Nobody agrees to something for longer than this without being asked anew.
LONGEST = timedelta(days=5 * 366)


def day_of_end(value: date) -> bool:
    """Field constraint. Raises Refused for a last day that cannot be right."""
    if value > today() + LONGEST:
        raise Refused(
            _(
                "error_late_end",
                default="A consent holds for five years at most. Choose an earlier day, and ask anew"
                " then.",
            )
        )
    return not_before(FIRST_RECEIVED, value)


def not_blank(value: str) -> bool:
    """Field constraint. Raises Refused for a text of spaces alone."""
    if not value.strip():
        raise Refused(_("error_reason_blank", default="Write the reason."))
    return True
