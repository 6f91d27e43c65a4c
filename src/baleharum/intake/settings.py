"""What a centre sets for its intake, as records of the registry."""

from baleharum.intake import policy
from plone import api


#: Days that a report is kept which ended without a case, and one on which nobody has decided; minutes
#: within which an emergency is decided.
KEPT, ANSWER = "baleharum.intake.kept_days", "baleharum.intake.answer_minutes"
OPEN = "baleharum.intake.open_days"


def kept_days() -> int:
    """Return for how many days a report is kept that ended without a case."""
    return int(api.portal.get_registry_record(KEPT, default=policy.KEPT_DAYS))


def open_days() -> int:
    """Return for how many days a report is kept on which nobody decides, since something happened."""
    return int(api.portal.get_registry_record(OPEN, default=policy.OPEN_DAYS))


def answer_minutes() -> int:
    """Return within how many minutes an emergency is taken up and decided."""
    return int(api.portal.get_registry_record(ANSWER, default=policy.ANSWER_MINUTES))
