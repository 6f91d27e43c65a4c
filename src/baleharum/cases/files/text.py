"""The text inside a document: read by the worker, kept for the index, never for secret files."""

from baleharum.cases.files.content import ICaseFile
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


def kept_text(document) -> str:
    """Return the text that was read from a document, '' while there is none."""
    blob = document.__dict__.get("_text")
    if blob is None:
        return ""
    with blob.open("r") as stream:
        return stream.read().decode("utf-8")


def keep_text(document, text: str) -> None:
    """Keep the text beside the document, so that reindexing does not read the file again."""
    blob = Blob()
    with blob.open("w") as stream:
        stream.write(text.encode("utf-8"))
    document._text = blob


def ask_for_text(document) -> None:
    """Have the worker read the text; of a secret document none is kept."""
    if document.level == "secret":
        document.text_state, document._text = "secret", None
    else:
        document.text_state = "waiting"
        enqueue(JOB, {"uid": IUUID(document)}, key=IUUID(document))


@implementer(IJobHandler)
class ReadText:
    """Worker job: read the text of one document and put it into the index."""

    def __call__(self, site, payload, progress):
        """Payload: {'uid': UID of the document}. A document that is gone needs nothing."""
        document = uuidToObject(payload["uid"], unrestricted=True)
        if not ICaseFile.providedBy(document) or document.level == "secret":
            return
        progress(10)
        document.text_reason = ""
        try:
            text = extract(file_path(document), document.media_type)
        except Unreadable as broken:
            document.text_state, document.text_reason = "unreadable", str(broken.args[0])
        else:
            keep_text(document, text)
            document.text_state = "indexed" if text.strip() else "none"
        progress(90)
        document.reindexObject(idxs=["SearchableText", "document_text"])


def file_path(document) -> pathlib.Path:
    """Return where the committed blob of a document lies on this machine."""
    return pathlib.Path(document.file._blob.committed())
