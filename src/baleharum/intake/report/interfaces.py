"""What marks a form of collective.easyform as one that files reports."""

from collective.easyform.interfaces import IAction
from zope.interface import Interface


class IFileReport(IAction):
    """The action of an easyform that files what was sent as a report in the intake box."""


class IReportForm(Interface):
    """Marks a form with that action; its pages are ours from then on, also when the action goes."""
