"""What an installation sets up that no profile file can say, slice by slice."""

from baleharum.guard import setup as guard
from baleharum.login import setup as login
from baleharum.public import setup as public
from baleharum.team import setup as team
from plone import api
from plone.registry.interfaces import IRegistry
from zope.annotation.interfaces import IAnnotations
from zope.component import getUtility
from zope.schema.interfaces import ValidationError


#: Where the settings of before lie while the profile is read.
KEPT = "baleharum.installed.kept"
OURS = "baleharum."


def keep_settings(tool) -> None:
    """Put aside what is set here already: reading the profile sets all of it to its defaults."""
    records = getUtility(IRegistry).records
    kept = {name: record.value for name, record in records.items() if name.startswith(OURS)}
    IAnnotations(api.portal.get())[KEPT] = kept


def settings_again() -> None:
    """Set what was put aside; a value that is allowed no longer stays the default."""
    registry = getUtility(IRegistry)
    for name, value in IAnnotations(api.portal.get()).pop(KEPT, {}).items():
        try:
            registry[name] = value
        except ValidationError:
            continue


def installed(tool) -> None:
    """Set up what is below first; doing it again changes nothing."""
    settings_again()
    team.installed(tool)
    guard.installed(tool)
    login.installed(tool)


def uninstalled(tool) -> None:
    """Take it back in the other order."""
    public.uninstalled(tool)
    login.uninstalled(tool)
    guard.uninstalled(tool)
    team.uninstalled(tool)
