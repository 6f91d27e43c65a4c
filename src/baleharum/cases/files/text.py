"""The text inside a document: read by the worker, kept sealed for the index of hashed words."""

from baleharum import _
from baleharum.cases.files.content import ICaseFile
from baleharum.cases.sealing import key_of
from baleharum.documents.pages import page_count
from baleharum.documents.text import extract
from baleharum.documents.text import Unreadable
from baleharum.jobs.interfaces import IJobHandler
from baleharum.jobs.queue import enqueue
from baleharum.vault.files import SealedText
from baleharum.vault.objects import seal_to
from dataclasses import dataclass
from plone import api
from plone.app.uuid.utils import uuidToObject
from plone.uuid.interfaces import IUUID
from zope.interface import implementer


JOB = "document-text"


def kept_text(document, limit: int = -1) -> str:
    """Return the text that was read from a document, '' while there is none.

    limit: bytes that are enough.
    """
    kept = document.__dict__.get("_text")
    if kept is None:
        return ""
    with kept.open("r") as stream:
        return stream.read(limit).decode("utf-8", "ignore")


def was_read(document) -> bool:
    """Tell whether the text of a document was read and kept at any time."""
    return document.__dict__.get("_text") is not None


def keep_text(document, text: str) -> None:
    """Keep the text beside the document, so that reindexing does not read the file again."""
    document._text = SealedText(text)
    seal_to(document, key_of(document))


def ask_for_text(document) -> None:
    """Have the worker look into the file."""
    document.text_state = "waiting"
    enqueue(JOB, {"uid": IUUID(document)}, key=IUUID(document))


@implementer(IJobHandler)
class ReadText:
    """Worker job: count the pages of one document, and put its text into the index."""

    title = _("job_document_text", default="Reading an uploaded document")

    def __call__(self, site, payload, progress):
        """Payload: {'uid': UID of the document}. One that is gone or closed needs nothing.

        Returns what writes down the findings: reading takes seconds, writing a moment, and others
        file documents all the while.
        """
        document = waiting(payload["uid"])
        if document is None:
            return None
        progress(10)
        looked_at = document.sha256
        with document.file.open() as stream:
            findings = look_into(stream, document.media_type)
        progress(90)

        def write(site):
            now = waiting(payload["uid"])
            if now is not None and now.sha256 == looked_at:
                write_down(now, findings)

        return write


def waiting(uid: str):
    """Return the document of a job, None for one that is gone or closed."""
    document = uuidToObject(uid, unrestricted=True)
    return document if ICaseFile.providedBy(document) and document.openable else None


@dataclass(frozen=True)
class Findings:
    """What is in a file. text: None where it could not be read, for the reason that stands there."""

    pages: int | None
    text: str | None
    reason: str = ""


def look_into(stream, media_type: str) -> Findings:
    """Return the number of pages and the text of an open file."""
    pages = None
    try:
        pages = page_count(stream)
        return Findings(pages, extract(stream, media_type))
    except Unreadable as broken:
        return Findings(pages, None, broken.reason)


def write_down(document, findings: Findings) -> None:
    """Keep what was found in a file, and index it: nothing else of the catalog is written."""
    if findings.pages is not None:
        document.pages = findings.pages
    document.text_reason = findings.reason
    if findings.text is None:
        document.text_state, document._text = "unreadable", None
    else:
        keep_text(document, findings.text)
        document.text_state = "indexed" if findings.text.strip() else "none"
    api.portal.get_tool("portal_catalog").reindexObject(
        document, idxs=["document_words", "document_text"], update_metadata=0
    )
