"""The rendition of a document: made once, by the worker, and kept sealed beside the document."""

from baleharum import _
from baleharum.cases.files.content import ICaseFile
from baleharum.cases.files.versions import versions
from baleharum.cases.sealing import key_of
from baleharum.documents import kinds
from baleharum.jobs.interfaces import IJobHandler
from baleharum.jobs.interfaces import TemporaryFailure
from baleharum.jobs.queue import enqueue
from baleharum.litigation.known import Rendered
from baleharum.litigation.thumbnails import drawn
from baleharum.litigation.thumbnails import keep_thumbnail
from baleharum.renditions.making import behind
from baleharum.renditions.making import RECIPE
from baleharum.renditions.making import rendition
from baleharum.renditions.making import Unreadable
from baleharum.vault.files import SealedFile
from baleharum.vault.objects import opened_with
from baleharum.vault.objects import seal_to
from baleharum.vault.objects import sealed_with
from collections.abc import Mapping
from dataclasses import astuple
from plone.app.uuid.utils import uuidToObject
from plone.uuid.interfaces import IUUID
from types import MappingProxyType
from zope.interface import implementer


JOB = "document-rendition"
PLACE = "rendition"


def rendered(document) -> Rendered | None:
    """Return what is known of the rendition of a document, None while there is none of now.

    The file of a document is never replaced: what was made of it with the recipe of now stays.
    """
    row = document.__dict__.get("_rendition_facts")
    if row is None or row[0] != RECIPE:
        return None
    return Rendered(*row[1:])


def sha256_of(document) -> str:
    """Return the SHA-256 of the rendition of a document; sealed, as it tells of the document."""
    return opened_with(document, document._rendition_sha256, PLACE)


def opened(document):
    """Return the rendition of a document as an open file."""
    return document._rendition.open()


def ask_for_rendition(document) -> None:
    """Have the worker make the rendition of a document, where there is none of now."""
    if rendered(document) is None:
        enqueue(JOB, {"uid": IUUID(document)}, key=IUUID(document))


@implementer(IJobHandler)
class MakeRendition:
    """Worker job: make the rendition of one document."""

    title = _("job_document_rendition", default="Making a PDF of a document for a bundle")

    def __call__(self, site, payload, progress):
        """Payload: {'uid': UID of the document}. Returns what writes: making it may take minutes."""
        document = waiting(payload["uid"])
        if document is None:
            check_scan(payload["uid"])
            return None
        progress(5)
        try:
            with document.file.open() as stream:
                held = {"behind": behind(stream, document.media_type), "before": before(document)}
                made = rendition(stream, document.media_type, _counted(progress))
        except Unreadable as refused:
            made, reason = None, refused.reason
        picture = None if made is None else drawn(made.data)
        progress(95)

        def write(site):
            now = waiting(payload["uid"])
            if now is None:
                return
            if made is None:
                now._rendition_facts = (RECIPE, *astuple(Rendered(reason, **held)))
            else:
                keep(now, made, held)
                keep_thumbnail(now, 1, picture)

        return write


def before(document) -> tuple[str, ...]:
    """Return what the last earlier version that is an office file holds behind what it shows, for a
    document that is none itself: people print such a file to PDF."""
    if document.media_type in kinds.OFFICE:
        return ()
    for brain in versions(document):
        earlier = brain._unrestrictedGetObject()
        older = earlier.version < document.version and earlier.openable
        if older and earlier.media_type in kinds.OFFICE:
            with earlier.file.open() as stream:
                return behind(stream, earlier.media_type)
    return ()


def keep(document, made, held: Mapping[str, tuple[str, ...]] = MappingProxyType({})) -> None:
    """Keep a rendition beside its document. held: behind and before, see `Rendered`."""
    document._rendition = SealedFile(made.data, "application/pdf", "rendition.pdf")
    document._rendition_sha256 = sealed_with(document, made.sha256, PLACE)
    names = "pages silent blank lying covered dense turned unsure unread read".split()
    told = {name: getattr(made, name) for name in names}
    found = Rendered(size=len(made.data), **held, **told)
    document._rendition_facts = (RECIPE, *astuple(found))
    seal_to(document, key_of(document))


def waiting(uid: str):
    """Return the document of a job, None for one that is gone, closed, or has its rendition."""
    document = uuidToObject(uid, unrestricted=True)
    if not ICaseFile.providedBy(document) or not document.openable:
        return None
    return document if rendered(document) is None else None


def check_scan(uid: str) -> None:
    """Raise TemporaryFailure for a document that the virus scanner has not looked at yet."""
    document = uuidToObject(uid, unrestricted=True)
    if ICaseFile.providedBy(document) and document.scan == "pending":
        raise TemporaryFailure(
            _(
                "job_rendition_scan",
                default="The virus scanner has not looked at the document yet.",
            )
        )


def _counted(progress):
    return lambda done, of: progress(5 + 90 * done // max(1, of))
