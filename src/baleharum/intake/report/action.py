"""The action of collective.easyform: what is sent becomes a report in the intake box.

It is chosen on the tab Actions of a form. From then on the pages of the form are ours (`page`),
which file the report themselves; no other action of the form runs, so nothing is mailed or saved.
"""

from baleharum import _
from baleharum.intake.report.interfaces import IFileReport
from baleharum.intake.report.interfaces import IReportForm
from collective.easyform.actions import Action
from collective.easyform.actions import ActionFactory
from collective.easyform.api import get_actions
from collective.easyform.api import get_context
from collective.easyform.config import FORM_ERROR_MARKER
from plone.supermodel.exportimport import BaseHandler
from typing import Any
from zope.interface import alsoProvides
from zope.interface import implementer
from zope.schema import getFieldsInOrder


@implementer(IFileReport)
class FileReport(Action):
    """Files a report; it has no settings."""

    def onSuccess(self, fields: Any, request: Any) -> dict[str, Any]:
        """Refuse what comes by a page that is not ours: it has kept files and texts elsewhere."""
        mark(get_context(self))
        return {FORM_ERROR_MARKER: NOT_HERE}


NOT_HERE = _(
    "report_not_here",
    default="Nothing was sent. Open the form anew and send it again.",
)

FACTORY = ActionFactory(
    FileReport,
    _("action_file_report", default="File a report"),
    "collective.easyform.AddDataSavers",
)
HANDLER = BaseHandler(FileReport)


def actions_of(form: Any) -> list[tuple[str, Any]]:
    """Return the names and actions of a form, those that are switched off as well."""
    return list(getFieldsInOrder(get_actions(form)))


def is_open(form: Any) -> bool:
    """Tell whether the form takes reports: its action is there and switched on."""
    return any(IFileReport.providedBy(each) and each.required for _n, each in actions_of(form))


def mark(form: Any) -> None:
    """Make the pages of a form ours if it files reports. It stays so: a form from which the action
    was taken says that it is closed, where the stock one would thank for what it has thrown away."""
    if IReportForm.providedBy(form):
        return
    if any(IFileReport.providedBy(action) for _name, action in actions_of(form)):
        alsoProvides(form, IReportForm)
        form.reindexObject(idxs=["object_provides"])


def mark_saved(form: Any, event: Any) -> None:
    """Look at a form that was made or changed."""
    mark(form)


def mark_edited(actions: Any, event: Any) -> None:
    """Look at a form whose actions were changed on their page."""
    mark(actions.aq_parent)
