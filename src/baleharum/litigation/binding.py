"""Binding an approved file: a job of the worker, which makes the same bytes however often it runs.

Everything plain is in memory alone, and of the package one file at a time. Whatever stops it, there
is either one bundle or none.
"""

from AccessControl.users import system
from baleharum import _
from baleharum.bundles import manifest
from baleharum.bundles.assembling import WrongRendition
from baleharum.bundles.bag import WrongFile
from baleharum.bundles.package import build
from baleharum.bundles.spec import digest
from baleharum.cases.history import state_of
from baleharum.cases.layout import case_of
from baleharum.cases.sealing import key_of
from baleharum.guard.traces import uid
from baleharum.jobs.interfaces import IJobHandler
from baleharum.jobs.interfaces import PermanentFailure
from baleharum.letters.refusals import LetterRefused
from baleharum.litigation import gates
from baleharum.litigation.choices import document_of
from baleharum.litigation.content import ILitigationFile
from baleharum.litigation.facts import facts_of
from baleharum.litigation.fixing import frozen
from baleharum.litigation.fixing import gate_rows
from baleharum.litigation.redacted import opened
from baleharum.litigation.searching import codes_of
from baleharum.litigation.searching import held_in
from baleharum.litigation.signed import kept
from baleharum.litigation.signed import signed
from baleharum.trail.actions import EXPORT
from baleharum.trail.api import change
from baleharum.vault.files import SealedFile
from baleharum.vault.interfaces import Broken
from baleharum.vault.objects import seal_to
from plone import api
from plone.app.uuid.utils import uuidToObject
from plone.dexterity.utils import createContent
from plone.uuid.interfaces import IUUID
from zope.interface import implementer

import zipfile


JOB = "bundle-export"
STOPPED = _(
    "job_bundle_stopped",
    default="A gate stops this bundle since it was approved. Its page says which, and what helps.",
)
CHANGED = _(
    "job_bundle_changed",
    default="A file is not the one with which the bundle was approved. Restore database and blobs"
    " from the same backup, or have the file sent back and approved anew.",
)
UNSET = _(
    "job_bundle_unset",
    default="A text of the bundle has characters that no font of the product has. Have it sent back.",
)


class Made:
    """What was built: pdf, package: sealed files; first, last: pages; sha256: of the PDF; found:
    see `held_in`; beside: field of the bundle -> what the centre has signed."""

    def __init__(self, bundle) -> None:
        self.bundle = bundle
        self.pdf = SealedFile(b"", "application/pdf", f"{bundle.stem}.pdf")
        self.package = SealedFile(b"", "application/zip", f"{bundle.stem}.zip")
        self.found: tuple[tuple, ...] = ()
        self.beside: dict[str, bytes] = {}

    def take(self, built) -> "Made":
        """Take over what there is to know of what was built."""
        self.sha256, made = built.sha256, built.made
        self.first, self.last, self.starts = made.first, made.last, made.starts
        return self

    def manifest(self) -> bytes:
        """Return manifest.json, as it is in the package."""
        with self.package.open() as source, zipfile.ZipFile(source) as found:
            return found.read(f"{self.bundle.stem}/{manifest.MANIFEST}")


@implementer(IJobHandler)
class BindBundle:
    """Worker job: bind one approved litigation file."""

    title = _("job_bundle_export", default="Binding a litigation file")

    def __call__(self, site, payload, progress):
        """Payload: uid of the file, digest of what was approved. One that was sent back, or bound
        already, needs nothing."""
        context = approved(payload)
        if context is None:
            return None
        progress(5)
        if gates.blockers(facts_of(context)):
            raise PermanentFailure(STOPPED)
        ready = [prepared(context, progress)]

        def write(site):
            now = approved(payload)
            if now is None:
                return
            # The database has taken the files away if this is tried again after a conflict.
            made = ready.pop() if ready else prepared(now, progress)
            if made.found:
                now._keep("found", made.found)
            else:
                bind(now, made)

        return write


def approved(payload):
    """Return the file of a job if it still waits for being bound as it was approved."""
    context = uuidToObject(payload["uid"], unrestricted=True)
    if not ILitigationFile.providedBy(context) or state_of(context) != "approved":
        return None
    return context if digest(frozen(context)) == payload["digest"] else None


def prepared(context, progress) -> Made:
    """Return the bundle of a file, looked through and signed. Raises PermanentFailure."""
    made = built(context, progress)
    made.found = held_in(context, made)
    if not made.found:
        with made.pdf.open() as pdf:
            made.beside = signed(pdf, made.manifest())
    progress(90)
    return made


def built(context, progress) -> Made:
    """Return the bundle of a file. Raises PermanentFailure."""
    bundle = frozen(context)
    codes = codes_of(context, bundle)
    entries = {codes[entry.number]: entry for entry in context.entries}
    documents = {code: document_of(context, entry) for code, entry in entries.items()}
    done: set[str] = set()

    def rendition(code):
        done.add(code)
        progress(5 + 70 * len(done) // len(documents))
        return opened(context, entries[code], documents[code])

    def original(code):
        return documents[code].file.open()

    made = Made(bundle)
    places = made.pdf, made.package
    try:
        return made.take(build(bundle, rendition, original, *places, gate_rows(context)))
    except (WrongRendition, WrongFile, Broken) as error:
        raise PermanentFailure(CHANGED) from error
    except LetterRefused as error:
        raise PermanentFailure(UNSET) from error


def bind(context, made: Made) -> None:
    """File the bundle, and let its file be exported, in one transaction."""
    case, asked_by = case_of(context), context.asked_by
    bundle = createContent("FiledBundle")
    bundle.made_of, bundle.code, bundle.stem = IUUID(context), context.code, made.bundle.stem
    bundle.edition, bundle.made_by = made.bundle.edition, asked_by
    bundle.first_page, bundle.last_page = made.first, made.last
    prefix = context.prefix or "P-"
    numbers = [int(each.code.removeprefix(prefix)) for each in made.bundle.exhibits]
    bundle.last_exhibit = max(numbers)
    bundle.sha256 = made.sha256
    bundle.pdf, bundle.package = made.pdf, made.package
    bundle.manifest = SealedFile(made.manifest(), "application/json", "manifest.json")
    for field, file in kept(made.bundle.stem, made.beside).items():
        setattr(bundle, field, file)
    bundle = filed(case, bundle)
    context._keep("bundle", IUUID(bundle))
    with api.env.adopt_user(user=system):
        api.portal.get_tool("portal_workflow").doActionFor(context, "export")
    change(EXPORT, uid(case), uid(bundle), f"bundle={made.sha256[:32]}")


def filed(case, bundle):
    """File a bundle in its case, sealed by the key of that; returns it as it lies there."""
    with api.env.adopt_user(user=system):
        found = case._getOb(case._setObject("bundle", bundle))
        seal_to(found, key_of(found))
    return found
