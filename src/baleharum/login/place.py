"""Where logins and their key are kept, outside the ZODB."""

from App.config import getConfiguration
from baleharum.login.unavailable import LoginUnavailable
from pathlib import Path

import os


STORE = "BALEHARUM_LOGIN"
KEY = "BALEHARUM_LOGIN_KEY"


def located(variable: str, name: str) -> Path:
    """Return the file that a variable names, or `login/<name>` beside the client home of Zope."""
    named = os.environ.get(variable)
    if named:
        return Path(named)
    configuration = getConfiguration()
    # Only a Zope that was started from a zope.conf knows a client home that is its own.
    if getattr(configuration, "dbtab", None) is None:
        raise LoginUnavailable(
            f"Nobody said where logins are kept: set the environment variable {variable} to the"
            " path of a file, or start Zope with a zope.conf."
        )
    return Path(configuration.clienthome).resolve().parent / "login" / name


def remedy(path: Path, error: Exception) -> str:
    """Return what to do about a file that can't be used."""
    return (
        f"{path} can't be used ({error}). Check that the folder exists, belongs to the user that"
        " runs Zope, and that the disk has room."
    )
