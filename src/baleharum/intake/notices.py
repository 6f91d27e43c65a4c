"""Above a case: the report that it began as, for who may see that."""

from baleharum.intake.converting import REPORT_KEY
from plone import api
from plone.app.layout.viewlets import ViewletBase
from plone.app.uuid.utils import uuidToObject
from zope.annotation.interfaces import IAnnotations


class ReportNotice(ViewletBase):
    """Leads from a case to its report."""

    def report(self):
        """Return number and address of the report, None for who may not see it."""
        uid = IAnnotations(self.context).get(REPORT_KEY, "")
        report = uuidToObject(uid, unrestricted=True) if uid else None
        if report is None or not api.user.has_permission("View", obj=report):
            return None
        return {"number": report.getId(), "url": report.absolute_url()}
