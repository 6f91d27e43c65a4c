"""What the slices above may ask of the directory of partners."""

from baleharum.guard.interfaces import IRealm
from zope.interface import Interface


class IPartners(IRealm):
    """A directory of partners: staff of every register of the site read it."""


class IPartnerLike(Interface):
    """A partner, whatever its kind."""
