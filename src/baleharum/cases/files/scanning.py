"""Viruses: every upload is shown to clamd if the centre has one; only what is clean is opened."""

from baleharum import _
from baleharum.cases.files.content import ICaseFile
from baleharum.cases.files.text import ask_for_text
from baleharum.cases.files.viruses import address
from baleharum.documents import clamav
from baleharum.jobs.interfaces import IJobHandler
from baleharum.jobs.interfaces import TemporaryFailure
from baleharum.jobs.queue import enqueue
from datetime import datetime
from datetime import UTC
from plone.app.uuid.utils import uuidToObject
from plone.uuid.interfaces import IUUID
from zope.interface import implementer


JOB = "document-scan"

#: For the worker, which keeps nobody waiting.
SECONDS = 600.0

NOT_SCANNED = _(
    "job_scan_failed",
    default="The virus scanner gave no clear answer: the document stays closed. Check that clamd"
    " runs, baleharum.clamav_address and StreamMaxLength, then try again.",
)


def take_down(document, state: str) -> None:
    """Write down what the scanner said, and have a file that may be opened read."""
    document.scan, document.scanned = state, datetime.now(UTC)
    if state == clamav.PENDING:
        enqueue(JOB, {"uid": IUUID(document)}, key=IUUID(document))
    elif state != clamav.INFECTED:
        ask_for_text(document)


@implementer(IJobHandler)
class ScanDocument:
    """Worker job: show a pending document to the scanner again, until it gives a clear answer."""

    title = _("job_document_scan", default="Scanning an uploaded document for viruses")

    def __call__(self, site, payload, progress):
        """Payload: {'uid': UID of the document}. One that is gone or was scanned needs nothing."""
        document = uuidToObject(payload["uid"], unrestricted=True)
        if not ICaseFile.providedBy(document) or document.scan != clamav.PENDING:
            return
        progress(10)
        with document.file.open() as stream:
            result = clamav.scan(stream, address(), SECONDS)
        if result.state == clamav.PENDING:
            raise TemporaryFailure(NOT_SCANNED)
        take_down(document, result.state)
