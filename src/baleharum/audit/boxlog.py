"""Who did what with one report, for those who oversee its box and do not read it.

Head and privacy officer answer for who reads reports as for who reads cases: they are told the people,
what kind of access it was and when; of the report its number, and nothing of what it says or became.
"""

from baleharum import _
from baleharum.asked import Asked
from baleharum.audit.api import AccessLogGet
from baleharum.audit.asking import question
from baleharum.audit.caselog import CaseLog
from baleharum.audit.lines import Fold
from baleharum.audit.lines import folded
from baleharum.audit.views import ReportLog
from dataclasses import replace
from functools import cached_property
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from typing import Any
from zExceptions import NotFound
from zope.interface import implementer
from zope.publisher.interfaces import IPublishTraverse


class BoxCaseLog(CaseLog):
    """The record of a report without what each row is about."""

    @cached_property
    def page(self) -> Any:
        """See CaseLog."""
        found, older = super().page
        return [replace(line, what="", url="", more="") for line in found], older


def report_in(box: Any, number: str) -> Any:
    """Return a report of a box by its number, whoever asks, None for none."""
    found = box._getOb(number.strip().upper(), None) if number.strip() else None
    return found if getattr(found, "portal_type", "") == "IntakeReport" else None


@implementer(IPublishTraverse)
class BoxReportLog(ReportLog):
    """`report-log/<number>` of an intake box; without a number it asks for one."""

    browser_title = _("audit_heading_box_report", default="Who read this report")
    template = ViewPageTemplateFile("box_report.pt")
    exports: list[str] = []
    number = ""

    def publishTraverse(self, request: Any, name: str) -> "BoxReportLog":  # noqa: N802 (of Zope)
        """Take the number. Raises NotFound for a second step."""
        if self.number:
            raise NotFound(name)
        self.number = name
        return self

    def __call__(self) -> Any:
        """Show the record, the form, or go where the form asks."""
        asked = Asked(self.request.form).get("report", "")
        self.report = report_in(self.context, self.number or asked)
        if self.number and self.report is None:
            raise NotFound(self.request.get("URL", ""))
        if self.report is not None and not self.number:
            self.request.response.redirect(f"{self.url}/{self.report.getId()}")
            return ""
        self.log = BoxCaseLog(self.report, self.question) if self.report is not None else None
        return self.template()

    @property
    def url(self) -> str:
        """The address of the page without a question."""
        page = f"{self.context.absolute_url()}/@@report-log"
        return f"{page}/{self.number}" if self.number else page

    @property
    def register(self) -> Any:
        """The box."""
        return self.context

    def rows(self) -> tuple[list[Fold], int | None]:
        """See Rows."""
        found, older = self.log.page
        return folded(found), older


@implementer(IPublishTraverse)
class BoxReportLogGet(AccessLogGet):
    """GET @report-log/<number> of an intake box."""

    def __init__(self, context: Any, request: Any) -> None:
        super().__init__(context, request)
        self.names: list[str] = []

    def publishTraverse(self, request: Any, name: str) -> "BoxReportLogGet":  # noqa: N802 (of Zope)
        """Take the number."""
        self.names.append(name)
        return self

    def log(self) -> CaseLog:
        """See AccessLogGet. Raises NotFound."""
        report = report_in(self.context, self.names[0]) if len(self.names) == 1 else None
        if report is None:
            raise NotFound("Write @report-log/ and the number of a report of this box.")
        return BoxCaseLog(report, question(self.request.form))

    def exported(self) -> str:
        """No file of it is handed out."""
        return ""
