"""Every opening of a sealed value is a row of the record of access, written before any byte leaves."""

from baleharum.trail.actions import DAMAGED
from baleharum.trail.actions import OPEN
from baleharum.trail.api import read


def opened(event) -> None:
    """Note which values of what were opened. Raises TrailUnavailable outside of a request."""
    read(OPEN, event.case, event.subject, event.what)


def damaged(event) -> None:
    """Note that something is not what was sealed, for the alarm. Raises TrailUnavailable as well."""
    read(DAMAGED, event.case, event.subject, event.what)
