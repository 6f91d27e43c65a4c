"""What an installation sets up that no profile file can say, slice by slice."""

from baleharum.guard import setup as guard
from baleharum.login import setup as login
from baleharum.team import setup as team


def installed(tool) -> None:
    """Set up what is below first; doing it again changes nothing."""
    team.installed(tool)
    guard.installed(tool)
    login.installed(tool)


def uninstalled(tool) -> None:
    """Take it back in the other order."""
    login.uninstalled(tool)
    guard.uninstalled(tool)
    team.uninstalled(tool)
