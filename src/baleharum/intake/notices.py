"""Above a case: the report that it began as, and what its reporter has asked for since."""

from baleharum.guard.realm import viewable
from baleharum.intake import words
from baleharum.intake.content import IntakeReport
from baleharum.intake.converting import REPORT_KEY
from functools import cached_property
from plone.app.layout.viewlets import ViewletBase
from plone.app.uuid.utils import uuidToObject
from zope.annotation.interfaces import IAnnotations


class ReportNotice(ViewletBase):
    """Leads from a case to its report. Who may not see that is told all the same how its reporter
    must not be reached: whoever works on the case may call."""

    @cached_property
    def _report(self) -> IntakeReport | None:
        uid = IAnnotations(self.context).get(REPORT_KEY, "")
        return uuidToObject(uid, unrestricted=True) if uid else None

    def report(self):
        """Return number and address of the report, None for who may not see it."""
        report = self._report
        if report is None or not viewable(report):
            return None
        return {"number": report.getId(), "url": report.absolute_url()}

    def wishes(self):
        """Return what the reporter has asked for, in words."""
        return words.wish_labels(self._report.wishes) if self._report is not None else []

    def unheard(self):
        """Tell whether the reporter has written since, and nobody has taken note."""
        return self._report is not None and self._report.unheard_since is not None
