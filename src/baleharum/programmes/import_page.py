"""The page that takes a list in, and the report of what was refused of one."""

from baleharum import _
from baleharum.asked import Asked
from baleharum.cases.register.export import attached
from baleharum.cases.register.export import MEDIA_TYPES
from baleharum.cases.register.export import write_csv
from baleharum.programmes import checking
from baleharum.programmes import marking
from baleharum.programmes import refusals
from baleharum.programmes import taking
from baleharum.programmes.batch_page import BatchPage
from baleharum.terms.lists import label
from baleharum.terms.lists import terms
from baleharum.whole import whole
from plone import api
from plone.protect import CheckAuthenticator
from Products.Five.browser import BrowserView
from typing import Any
from zExceptions import NotFound

import io


#: Refused lines that the page shows; all of them are in the file.
SHOWN = 50
COLUMNS = {taking.RECIPIENTS: checking.COLUMNS, taking.OUTCOMES: marking.COLUMNS}
NEEDED = {taking.RECIPIENTS: checking.NEEDED, taking.OUTCOMES: marking.NEEDED}


class ImportPage(BatchPage):
    """`@@import-list` of a batch: recipients while it is a draft, then what became of them."""

    error = None

    def __call__(self):
        """Show the form; a POST hands a list in, or takes all recipients out (`forget`)."""
        if self.request.method == "POST":
            CheckAuthenticator(self.request)
            if "forget" in self.request.form:
                return self._forget()
            if self._hand_in():
                return self._back()
        return super().__call__()

    def _hand_in(self) -> bool:
        upload = self.request.form.get("file")
        if not getattr(upload, "filename", ""):
            self.error = _("error_no_file", default="Choose the file first.")
            return False
        try:
            with whole():
                taking.hand_in(self.context, upload, str(upload.filename), self.takes())
        except taking.ListRefused as refused:
            self.error = refused.args[0]
            return False
        return True

    def _forget(self) -> str:
        sure = Asked(self.request.form).get("sure") == "1"
        try:
            if not sure:
                raise taking.ListRefused(NOT_SURE)
            with whole():
                taking.forget(self.context)
        except taking.ListRefused as refused:
            self.error = refused.args[0]
            return super().__call__()
        message = _("message_recipients_gone", default="All recipients are taken out.")
        api.portal.show_message(message, request=self.request)
        return self._back()

    def _back(self) -> str:
        self.request.response.redirect(f"{self.context.absolute_url()}/@@import-list")
        return ""

    def columns(self) -> list[dict[str, Any]]:
        """Return the columns of the list that is taken in now: name, whether it is needed."""
        what = self.takes()
        return [
            {"name": name, "needed": name in NEEDED[what]}
            for name in (COLUMNS[what] if what else ())
            if name != checking.PASSED_OVER
        ]

    def template_formats(self) -> list[str]:
        """Return the formats of an empty list, see `templates`."""
        return sorted(MEDIA_TYPES, reverse=True)

    def reasons(self) -> list[tuple[str, Any]]:
        """Return (token, label) of the reasons of a return."""
        return [(t.token, label("return-reasons", t.token)) for t in terms("return-reasons")]

    def wrong(self) -> list[Any]:
        """Return the first refused lines of the last list."""
        return refusals.parsed(self.context)[:SHOWN]


class RefusedLines(BrowserView):
    """`@@refused-lines`: the report of the last list as CSV, to be mended beside the list."""

    def __call__(self):
        found = refusals.parsed(self.context)
        if not found:
            raise NotFound("No list of this batch was refused.")
        file = io.BytesIO()
        heads = refusals.heads()
        write_csv(file, [heads, *([row.line or "", row.column, row.message] for row in found)])
        name = f"{self.context.getId()}-ditolak.csv"
        data = file.getvalue()
        return attached(self.request.response, data, name, MEDIA_TYPES["csv"])


NOT_SURE = _(
    "error_forget_sure", default="Tick that you are sure: all recipients would be taken out."
)
