"""Handing out the files of a report, always as attachments, and knowingly what acts by itself."""

from baleharum import _
from baleharum.asked import Asked
from baleharum.asked import typed_number
from baleharum.cases.files.download import SAFE
from baleharum.cases.files.opening import WARNED
from baleharum.cases.files.upload import wants_json
from baleharum.documents.findings import is_active
from baleharum.trail.actions import DOWNLOAD
from baleharum.trail.api import read
from plone import api
from plone.namedfile.utils import set_headers
from plone.protect import CheckAuthenticator
from plone.uuid.interfaces import IUUID
from Products.Five.browser import BrowserView
from zExceptions import NotFound
from zope.i18n import translate

import json


class ReportDownload(BrowserView):
    """`@@report-file?number=1`: a file as it was received.

    What may act when it is opened comes by POST with `confirmed` alone.
    """

    def __call__(self):
        """Return the bytes, opened while they are sent, or '' with a redirect that says why not."""
        form = Asked(self.request.form)
        file = self.context.parts("files").get(typed_number(form.get("number", "")) or 0)
        if file is None or file.file is None:
            raise NotFound(self.request["URL"])
        if not file.openable:
            return self._withheld(PENDING)
        if is_active(file.findings) and not self._confirmed(form):
            return self._withheld(WARNED)
        set_headers(file.file, self.request.response, filename=file.name or "dokumen")
        for name, value in SAFE.items():
            self.request.response.setHeader(name, value)
        read(DOWNLOAD, IUUID(self.context), IUUID(self.context), f"file={file.number}")
        return file.file.stream()

    def _confirmed(self, form):
        if self.request.method != "POST" or form.get("confirmed") != "1":
            return False
        CheckAuthenticator(self.request)
        return True

    def _withheld(self, message):
        if wants_json(self.request):
            self.request.response.setStatus(409)
            self.request.response.setHeader("Content-Type", "application/json; charset=utf-8")
            text = translate(message, context=self.request)
            return json.dumps({"error": {"type": "Conflict", "message": text}})
        api.portal.show_message(message, request=self.request, type="warning")
        self.request.response.redirect(self.context.absolute_url())
        return ""


PENDING = _(
    "report_file_pending",
    default="The virus scanner has not looked at this file yet, so it stays closed for everybody."
    " Have it looked at again on the page of the report.",
)
