"""What is refused of the keeping of reports."""

from baleharum import _
from baleharum.team.api import TeamRefused


class KeepingRefused(TeamRefused):
    """Something that cannot be done; its only argument is the message with the remedy."""


def check_reason(text: str) -> str:
    """Return a reason without blanks around it. Raises KeepingRefused without one."""
    if not text.strip():
        raise KeepingRefused(_("error_reason_missing", default="Please write down the reason."))
    if len(text) > 2000:
        raise KeepingRefused(
            _(
                "error_keeping_reason_long",
                default="This is longer than 2,000 characters: shorten it.",
            )
        )
    return text.strip()
