"""Asking for the picture of a page with which an exhibit begins, and drawing it in the worker."""

from baleharum import _
from baleharum.cases.files.content import ICaseFile
from baleharum.jobs.interfaces import IJobHandler
from baleharum.jobs.queue import enqueue
from baleharum.litigation.renditions import opened
from baleharum.litigation.renditions import rendered
from baleharum.litigation.thumbnails import drawn
from baleharum.litigation.thumbnails import keep_thumbnail
from baleharum.litigation.thumbnails import thumbnail
from plone import api
from plone.app.uuid.utils import uuidToObject
from plone.uuid.interfaces import IUUID
from zope.interface import implementer


JOB = "document-thumbnail"


def may_show(document) -> bool:
    """Tell whether who asks may see pages of a document now."""
    return document.openable and bool(api.user.has_permission("View", obj=document))


def ask_for_thumbnail(document, page: int) -> None:
    """Have the worker draw a page of a rendition that is there already."""
    if ready(document, page):
        uid = IUUID(document)
        enqueue(JOB, {"uid": uid, "page": page}, key=f"{uid}:{page}")


def ready(document, page: int) -> bool:
    """Tell whether a page can be drawn, and is not."""
    made = rendered(document)
    return made is not None and page <= made.pages and thumbnail(document, page) is None


@implementer(IJobHandler)
class DrawThumbnail:
    """Worker job: draw one page of a rendition."""

    title = _("job_document_thumbnail", default="Drawing a small picture of a page")

    def __call__(self, site, payload, progress):
        """Payload: uid of the document, page. Returns what writes."""
        document, page = waiting(payload), payload["page"]
        if document is None:
            return None
        with opened(document) as stream:
            data = drawn(stream, page)

        def write(site):
            now = waiting(payload)
            if now is not None:
                keep_thumbnail(now, page, data)

        return write


def waiting(payload):
    """Return the document of a job, None for one that needs no picture any more."""
    document = uuidToObject(payload["uid"], unrestricted=True)
    wanted = ICaseFile.providedBy(document) and ready(document, payload["page"])
    return document if wanted else None
