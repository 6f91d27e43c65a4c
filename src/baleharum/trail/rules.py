"""What the security check asks of the record of access."""

from baleharum import _
from baleharum.secured import SecurityRule
from baleharum.trail.api import rows
from typing import Any


def trouble(site: Any) -> list[str]:
    """Look whether the record can be asked. Raises TrailUnavailable."""
    rows(limit=1)
    return []


RECORD = SecurityRule(
    title=_("rule_trail", default="The record of access can be read."),
    remedy=_(
        "remedy_trail",
        default="Look whether its disk is full or its folder gone; bring the record back from"
        " its backup, and run bin/audit-verify.",
    ),
    check=trouble,
)
