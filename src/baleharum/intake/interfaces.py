"""What the slices above may ask of the intake, and what they are told."""

from baleharum.guard.interfaces import IRealm
from baleharum.team.interfaces import IAppointing
from zope.interface import implementer
from zope.interface.interfaces import IObjectEvent
from zope.interface.interfaces import ObjectEvent


class IBox(IRealm, IAppointing):
    """An intake box: its reports are there for who is appointed to it, and for nobody else."""


class IReportErased(IObjectEvent):
    """A report was emptied, and its key destroyed."""


@implementer(IReportErased)
class ReportErased(ObjectEvent):
    """See IReportErased."""
