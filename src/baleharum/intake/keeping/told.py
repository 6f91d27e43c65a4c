"""What the page of a report says of its keeping."""

from baleharum.intake import words
from baleharum.intake.erasing import ends_soon
from datetime import datetime
from typing import Any


def told(report: Any, now: datetime) -> dict[str, str]:
    """Return in words since when a report is restricted, and when it ends if that is soon; ''."""
    return {
        "restricted": words.moment(report.restricted_at),
        "ends": words.moment(ends_soon(report, now)),
    }
