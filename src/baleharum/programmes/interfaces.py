"""What the slices above may ask of the programmes, and add to them."""

from baleharum.guard.interfaces import IRealm
from baleharum.team.interfaces import IAppointing
from zope.interface import Interface


class IProgrammes(IRealm, IAppointing):
    """A folder of programmes: what is in it is there for who is appointed to it, and nobody else."""


class IActivityLinks(Interface):
    """A subscription adapter of an activity and a request: what slices above offer on its page."""

    def links():
        """Return (label, address) of what the person may do with it there."""
