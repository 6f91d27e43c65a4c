"""What the slices above may ask of the intake."""

from baleharum.guard.interfaces import IRealm
from baleharum.team.interfaces import IAppointing
from plone.base.interfaces import IHideFromBreadcrumbs


class IBox(IRealm, IAppointing, IHideFromBreadcrumbs):
    """An intake box: its reports are there for who is appointed to it, and for nobody else."""
