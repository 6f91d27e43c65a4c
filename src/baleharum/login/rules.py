"""What the security check asks of the login."""

from baleharum import _
from baleharum.login import store
from baleharum.login.demands import factor_required
from baleharum.login.demands import RECORD
from baleharum.login.secrets import open as unseal
from baleharum.secured import SecurityRule
from typing import Any


def trouble(site: Any) -> list[str]:
    """Return the setting that lets people with a function in with a password alone."""
    return [] if factor_required() else [RECORD]


def store_trouble(site: Any) -> list[str]:
    """Look whether the store can be asked, and its key opens it. Raises LoginUnavailable."""
    with store.reading() as table:
        row = table.execute("SELECT secret FROM factor LIMIT 1").fetchone()
    if row is not None:
        unseal(row["secret"])
    return []


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

STORED = SecurityRule(
    title=_("rule_login_store", default="The store of logins can be read, and its key fits."),
    remedy=_(
        "remedy_login_store",
        default="Look whether its disk is full or its database down; bring store and key back"
        " from their backups, or the key from another machine of the cluster.",
    ),
    check=store_trouble,
)
