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
        """Payload: {'uid': UID of the document}. One that is gone or closed needs nothing."""
        document = uuidToObject(payload["uid"], unrestricted=True)
        if not ICaseFile.providedBy(document) or not document.openable:
            return
        progress(10)
        document.text_reason = ""
        try:
            with document.file.open() as stream:
                look_into(document, stream)
        except Unreadable as broken:
            document.text_reason = broken.reason
            document.text_state, document._text = "unreadable", None
        progress(90)
        document.reindexObject(idxs=["document_words", "document_text"])


def look_into(document, stream) -> None:
    """Take down the number of pages and the text of an open file. Raises Unreadable."""
    document.pages = page_count(stream)
    text = extract(stream, document.media_type)
    keep_text(document, text)
    document.text_state = "indexed" if text.strip() else "none"
