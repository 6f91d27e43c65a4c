"""What is refused before anything has changed; the screens and services show the message."""

from baleharum import _
from baleharum.team.api import TeamRefused


class RetentionRefused(TeamRefused):
    """Something about keeping or destroying that cannot be done (now); says what to do."""


def check_reason(reason: str) -> str:
    """Return a reason without the spaces around it. Raises RetentionRefused for none."""
    if not reason.strip():
        raise RetentionRefused(_("error_retention_reason", default="Say why: write the reason."))
    return reason.strip()
