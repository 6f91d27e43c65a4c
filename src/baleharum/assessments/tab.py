"""The tab Assessments of a case."""

from baleharum import _
from baleharum.cases.interfaces import ICaseTab
from zope.interface import implementer


@implementer(ICaseTab)
class AssessmentsTab:
    """See ICaseTab."""

    label = _("tab_assessments", default="Assessments")
    permission = "View"
    place = 40
