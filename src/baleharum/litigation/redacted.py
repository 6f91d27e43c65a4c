"""What is bound of an exhibit: the PDF of its document, or one without what lies in its boxes.

That one is made by the worker and kept sealed beside the file, under a key that says of what it was
made: the PDF of the document, the recipe and the boxes. The PDF of the document stays.
"""

from baleharum import _
from baleharum.bundles.looking import hits
from baleharum.cases.sealing import key_of
from baleharum.jobs.interfaces import IJobHandler
from baleharum.jobs.interfaces import TemporaryFailure
from baleharum.jobs.queue import enqueue
from baleharum.litigation import redactions
from baleharum.litigation import renditions
from baleharum.litigation.choices import document_of
from baleharum.litigation.content import ILitigationFile
from baleharum.litigation.known import Rendered
from baleharum.litigation.redactions import boxes_of
from baleharum.litigation.redactions import entry_of
from baleharum.litigation.redactions import held
from baleharum.renditions import boxes
from baleharum.renditions.making import RECIPE
from baleharum.renditions.making import redacted
from baleharum.renditions.making import Unreadable
from baleharum.vault.files import SealedFile
from baleharum.vault.objects import opened_with
from baleharum.vault.objects import seal_to
from baleharum.vault.objects import sealed_with
from collections.abc import Iterable
from dataclasses import replace
from plone.app.uuid.utils import uuidToObject
from plone.uuid.interfaces import IUUID
from typing import NamedTuple
from zope.interface import implementer

import hashlib


JOB = "exhibit-redaction"


class Redacted(NamedTuple):
    """The PDF of an exhibit without what lies in its boxes. key: of what it was made; reason: why
    there is none, '' where there is one; legible: pages on which something can be read in a box;
    loose: whether something lies in it that no page needs; the others: see Rendered."""

    key: str
    reason: str = ""
    sha256: str = ""
    pages: int = 0
    size: int = 0
    silent: tuple[int, ...] = ()
    blank: tuple[int, ...] = ()
    lying: tuple[int, ...] = ()
    legible: tuple[int, ...] = ()
    loose: bool = False
    unsure: tuple[int, ...] = ()
    unread: tuple[int, ...] = ()


def place(number: int | str) -> str:
    """Return the name of the attribute that keeps the PDF of an exhibit."""
    return f"_redacted_{number}"


def recipe(original: str, hidden: Iterable[boxes.Box]) -> str:
    """Return the key of what is made of a PDF with these boxes: why somebody drew them is not in it."""
    told = boxes.as_json({replace(box, reason="") for box in hidden})
    return hashlib.sha256(f"{RECIPE}\n{original}\n{told}".encode()).hexdigest()


def made(context, number: int, document, hidden) -> Redacted | None:
    """Return what is known of the PDF of an exhibit with these boxes, None while there is none."""
    sealed = context.__dict__.get(f"{place(number)}_facts")
    if sealed is None or not _is_rendered(document):
        return None
    found = Redacted(*opened_with(context, sealed, place(number)))
    return found if found.key == recipe(renditions.sha256_of(document), hidden) else None


def _is_rendered(document) -> bool:
    found = renditions.rendered(document)
    return found is not None and not found.reason


def rendered(context, entry, document) -> Rendered | None:
    """Return what is known of the PDF that is bound of an exhibit, None while there is none."""
    hidden, known = held(context, entry), renditions.rendered(document)
    if not hidden or known is None or known.reason:
        return known
    found = made(context, entry.number, document, hidden)
    if found is None:
        return None
    touched = set(boxes.pages(hidden))
    return Rendered(
        found.reason, found.pages, found.size, found.silent, found.blank, found.lying,
        tuple(page for page in known.covered if page not in touched),
        found.legible, found.loose, known.dense, known.turned,
        # The other pages are as they were read with the document.
        _joined(known.unsure, found.unsure, touched), _joined(known.unread, found.unread, touched),
        known.behind, known.before, known.read,
    )  # fmt: skip


def _joined(known: Iterable[int], found: Iterable[int], touched: set[int]) -> tuple[int, ...]:
    return tuple(sorted((set(known) - touched) | (set(found) & touched)))


def sha256_of(context, entry, document) -> str:
    """Return the SHA-256 of the PDF that is bound of an exhibit."""
    hidden = held(context, entry)
    if not hidden:
        return renditions.sha256_of(document)
    return made(context, entry.number, document, hidden).sha256


def opened(context, entry, document):
    """Return the PDF that is bound of an exhibit as an open file."""
    if not held(context, entry):
        return renditions.opened(document)
    return getattr(context, place(entry.number)).open()


def ask(context, number: int) -> None:
    """Have the worker make the PDF of an exhibit with its boxes, where there is none of now; take
    away what was made of boxes that are gone."""
    hidden = boxes_of(context, number)
    if not hidden:
        forget(context, number)
        return
    document = document_of(context, entry_of(context, number))
    known = None if document is None else renditions.rendered(document)
    unreadable = document is None or (known is not None and known.reason)
    if not unreadable and made(context, number, document, hidden) is None:
        uid = IUUID(context)
        enqueue(JOB, {"uid": uid, "number": number}, key=f"{uid}-{number}")


def share(context, number: int, other: int) -> None:
    """Let the boxes of an exhibit hold in another one of the same document, which was part of it."""
    if boxes_of(context, number):
        redactions.write(context, other, boxes_of(context, number))
        ask(context, other)


def forget(context, number: int) -> None:
    """Take away what was made of an exhibit."""
    for name in (place(number), f"{place(number)}_facts"):
        if name in context.__dict__:
            delattr(context, name)


def forget_gone(context) -> None:
    """Take away what was made of exhibits that were taken out of the file."""
    there = {entry.number for entry in context.entries}
    kept = [
        name for name in context.__dict__ if name.startswith(place("")) and name[-1].isdecimal()
    ]
    for name in kept:
        number = int(name.rpartition("_")[2])
        if number not in there:
            forget(context, number)


@implementer(IJobHandler)
class RedactExhibit:
    """Worker job: make the PDF of one exhibit without what lies in its boxes."""

    title = _("job_exhibit_redaction", default="Making places of an exhibit unreadable")

    def __call__(self, site, payload, progress):
        """Payload: uid of the file, number of the exhibit. Returns what writes."""
        found = waiting(payload)
        if found is None:
            return None
        context, document, hidden = found
        progress(5)
        with renditions.opened(document) as stream:
            data = stream.read()
        key = recipe(renditions.sha256_of(document), hidden)
        result, pdf = looked_at(key, data, hidden, progress)
        progress(95)

        def write(site):
            now = waiting(payload)
            if now is not None and recipe(renditions.sha256_of(now[1]), now[2]) == key:
                keep(now[0], payload["number"], result, pdf)

        return write


def looked_at(key, data: bytes, hidden, progress) -> tuple[Redacted, bytes]:
    """Return what comes of a PDF and boxes, looked at once more by reading it."""
    try:
        found = redacted(data, hidden, lambda done, of: progress(5 + 85 * done // max(1, of)))
    except Unreadable as refused:
        return Redacted(key, refused.reason), b""
    left = hits(found.data, (), hidden)
    legible = tuple(sorted({hit.page for hit in left if hit.page}))
    loose = any(hit.where == "file" for hit in left)
    lists = (found.silent, found.blank, found.lying)
    read = (found.unsure, found.unread)
    told = (found.sha256, found.pages, len(found.data), *lists, legible, loose, *read)
    return Redacted(key, "", *told), found.data


def keep(context, number: int, result: Redacted, data: bytes) -> None:
    """Keep the PDF of an exhibit beside its file."""
    forget(context, number)
    if data:
        setattr(context, place(number), SealedFile(data, "application/pdf", "exhibit.pdf"))
    facts = sealed_with(context, tuple(result), place(number))
    setattr(context, f"{place(number)}_facts", facts)
    seal_to(context, key_of(context))


def waiting(payload):
    """Return file, document and boxes of a job, None for what is gone, or made already."""
    context, number = uuidToObject(payload["uid"], unrestricted=True), payload["number"]
    if not ILitigationFile.providedBy(context):
        return None
    try:
        entry = entry_of(context, number)
    except KeyError:
        return None
    hidden = boxes_of(context, number)
    document = document_of(context, entry)
    if not hidden or document is None:
        return None
    if not _is_rendered(document):
        raise TemporaryFailure(
            _("job_redaction_waits", default="The PDF of the document is not made yet.")
        )
    return None if made(context, number, document, hidden) else (context, document, hidden)
