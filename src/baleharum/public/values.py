"""Values of public pages that cannot be right, refused alike by forms and by services."""

from baleharum import _
from baleharum.cases.moments import today
from baleharum.cases.values import Refused
from datetime import date
from datetime import timedelta


#: A page is looked at again within a year (domain.md 2b).
LATEST_REVIEW = timedelta(days=366)


def review_in_time(value: date) -> bool:
    """Field constraint. Raises Refused for a day further away than 12 months."""
    if value > today() + LATEST_REVIEW:
        raise Refused(
            _(
                "error_review_late",
                default="A page is looked at again within 12 months. Choose an earlier day.",
            )
        )
    return True


#: What the checker finds: tokens of `checker.SAID`.
NIK, PHONE, NAME = "nik", "phone", "name"
WITH_METADATA, UNKNOWN_PICTURE = "with-metadata", "unknown-picture"
