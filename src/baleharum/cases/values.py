"""Values that cannot be right, refused alike by forms and by services."""

from baleharum import _
from baleharum.cases.moments import today
from datetime import date
from zope.schema import ValidationError

import re


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
