"""What the catalog remembers of reports: number, risk, how and when; nothing that was said."""

from baleharum.intake.content import IIntakeBox
from baleharum.intake.content import IIntakeReport
from DateTime import DateTime
from plone.indexer import indexer


@indexer(IIntakeReport)
def report_risk(report):
    """Token of the list `risks`, '' while nobody has looked."""
    return report.risk


@indexer(IIntakeReport)
def report_source(report):
    """Token of the list `intake-sources`."""
    return report.source


@indexer(IIntakeReport)
def report_received(report):
    """When it arrived."""
    return DateTime(report.received_at) if report.received_at else None


@indexer(IIntakeReport)
def searchable_report(report):
    """The number alone."""
    return report.getId()


@indexer(IIntakeBox)
def in_navigation(box):
    """The box stands in the navigation of those who may open it."""
    return False
