"""What the slices above may ask of the directory of partners."""

from baleharum.guard.interfaces import IRealm
from plone.base.interfaces import IHideFromBreadcrumbs


class IPartners(IRealm, IHideFromBreadcrumbs):
    """A directory of partners: staff of every register of the site read it.

    The public reads partners but not the directory: no trail of links leads there.
    """
