"""What the security check asks of the site's catalog."""

from baleharum import _
from baleharum.guard.catalog import WatchedCatalog
from baleharum.secured import SecurityRule
from typing import Any


def trouble(site: Any) -> list[str]:
    """Return the name of the catalog if what it finds is not noted."""
    inner = site.portal_catalog._catalog.aq_base
    return [] if isinstance(inner, WatchedCatalog) else ["portal_catalog"]


CATALOG = SecurityRule(
    title=_(
        "rule_catalog",
        default="What lists of the site show of a register is in the record of access.",
    ),
    remedy=_(
        "remedy_catalog",
        default="Apply the profile of this product once more: something has put another catalog"
        " in the place of the one that it installs.",
    ),
    check=trouble,
)
