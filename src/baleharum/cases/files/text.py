"""The text inside a document: read by the worker, kept for the index, never for secret files."""

from baleharum import _
from baleharum.cases.files.content import ICaseFile
from baleharum.documents.pages import page_count
from baleharum.documents.text import extract
from baleharum.documents.text import Unreadable
from baleharum.jobs.interfaces import IJobHandler
from baleharum.jobs.queue import enqueue
from plone.app.uuid.utils import uuidToObject
from plone.uuid.interfaces import IUUID
from ZODB.blob import Blob
from zope.interface import implementer

import pathlib


JOB = "document-text"


def kept_text(document, limit: int = -1) -> str:
    """Return the text that was read from a document, '' while there is none.

    limit: bytes that are enough.
    """
    blob = document.__dict__.get("_text")
    if blob is None or document.level == "secret":
        return ""
    with blob.open("r") as stream:
        return stream.read(limit).decode("utf-8", "ignore")


def keep_text(document, text: str) -> None:
    """Keep the text beside the document, so that reindexing does not read the file again."""
    blob = Blob()
    with blob.open("w") as stream:
        stream.write(text.encode("utf-8"))
    document._text = blob


def ask_for_text(document) -> None:
    """Have the worker look into the file; of a secret document no text is kept."""
    if document.level == "secret":
        document.text_state, document._text = "secret", None
    else:
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
            look_into(document, file_path(document))
        except Unreadable as broken:
            document.text_reason = broken.reason
            if document.level != "secret":
                document.text_state, document._text = "unreadable", None
        progress(90)
        document.reindexObject(idxs=["SearchableText", "document_text"])


def look_into(document, path: pathlib.Path) -> None:
    """Take down the number of pages, and the text unless it is secret. Raises Unreadable."""
    document.pages = page_count(path)
    if document.level == "secret":
        return
    text = extract(path, document.media_type)
    keep_text(document, text)
    document.text_state = "indexed" if text.strip() else "none"


def file_path(document) -> pathlib.Path:
    """Return where the committed blob of a document lies on this machine."""
    return pathlib.Path(document.file._blob.committed())
