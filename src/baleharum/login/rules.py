"""What the security check asks of the login."""

from baleharum import _
from baleharum.login.demands import factor_required
from baleharum.login.demands import RECORD
from baleharum.secured import SecurityRule
from typing import Any


def trouble(site: Any) -> list[str]:
    """Return the setting that lets people with a function in with a password alone."""
    return [] if factor_required() else [RECORD]


# A centre for training does without; its login page says so.
FACTOR = SecurityRule(
    title=_("rule_factor", default="Who has a function needs a second factor."),
    remedy=_(
        "remedy_factor",
        default="Set the record named to true in the configuration registry.",
    ),
    check=trouble,
    link="portal_registry",
    required=False,
)
