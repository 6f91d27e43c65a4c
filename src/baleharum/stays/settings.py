"""The settings of the centre: how long a stay lasts."""

from baleharum.stays.policy import Settings
from dataclasses import fields
from plone import api


PREFIX = "baleharum.stays."


def settings() -> Settings:
    """Return them; what nobody has set is as the policy says."""
    read = api.portal.get_registry_record
    return Settings(
        **{f.name: read(f"{PREFIX}{f.name}", default=f.default) for f in fields(Settings)}
    )
