"""What the security check asks of the vault."""

from baleharum import _
from baleharum.secured import SecurityRule
from baleharum.vault import keystore
from typing import Any


def trouble(site: Any) -> list[str]:
    """Look whether the keys of cases can be opened. Raises VaultUnavailable with the remedy."""
    keystore.ready()
    return []


KEYS = SecurityRule(
    title=_("rule_vault", default="The keys of cases can be opened: key and keystore fit."),
    remedy=_(
        "remedy_vault",
        default="Bring the key back from the recovery sheet with bin/vault-restore.",
    ),
    check=trouble,
)
