"""Litigation files as people of the test centre make, check and bind them."""

from baleharum.cases.moments import today
from baleharum.jobs.running import run_pending
from baleharum.litigation import exhibits
from baleharum.litigation import exporting
from baleharum.litigation import gates
from baleharum.litigation import looked
from baleharum.litigation.binding import filed
from baleharum.litigation.facts import bundle_of
from baleharum.litigation.facts import facts_of
from baleharum.vault.files import SealedFile
from datetime import timedelta
from plone import api
from plone.dexterity.utils import createContent
from plone.dexterity.utils import createContentInContainer
from tests.centre import acting
from tests.consents_made import client_of
from tests.consents_made import sample_consent
from tests.document_samples import pdf
from tests.referrals_made import approved
from tests.referrals_made import some_partner
from tests.referrals_made import take
from tests.referrals_made import uid
from tests.referrals_made import write

import transaction


def court_of(portal):
    """Return a court of the directory."""
    return some_partner(portal, "Pengadilan Contoh", "pengadilan")


def agreed(case, to):
    """Record the consent on which a bundle for a recipient rests; returns it."""
    return sample_consent(case, "litigasi", uid(to))


def sample_file(case, to, author="advocate1", **fields):
    """Begin a litigation file in which no field is missing; returns it."""
    given = {
        "subject": "Permohonan Perwalian",
        "about": uid(client_of(case)),
        "recipient": uid(to),
        "court": "Pengadilan Contoh",
        "case_no": "12/Pdt.P/2026/PA.Contoh",
        "attorney_on": today() - timedelta(days=3),
        **fields,
    }
    with acting(author):
        return createContentInContainer(case, "LitigationFile", **given)


def sample_exhibit(case, text="Surat contoh", kind="catatan-kasus"):
    """File an approved document with a page of text; returns it."""
    return approved(case, kind, data=pdf(text))


def taken_in(context, *documents, section="B", author="advocate1"):
    """Take documents in, and say what is asked of them."""
    with acting(author):
        exhibits.add(context, [uid(each) for each in documents], section)
        for entry in context.entries:
            exhibits.describe(
                context, entry.number, duty="meterai", dated="2026-03-05", proves="Tempat tinggal."
            )


def worked(app):
    """Commit, and have the worker do all that waits."""
    transaction.commit()
    return run_pending(app)


def ready(app, portal, case, count=2, **fields):
    """Return a file with exhibits and renditions, against which nothing stands."""
    to = fields.pop("to", None) or court_of(portal)
    agreed(case, to)
    context = sample_file(case, to, **fields)
    documents = [sample_exhibit(case, f"Surat nomor {n}") for n in range(count)]
    taken_in(context, *documents)
    worked(app)
    return context


def checked(context, by="supervisor1", comment="Sudah diperiksa."):
    """Hand a file in, and approve it as somebody else, who looks at what no program has read."""
    take(context, "advocate1", "submit")
    found = gates.findings(facts_of(context))
    with acting(by):
        for number in looked.wanted(found):
            looked.look(context, number, found)
    take(context, by, "approve", comment=comment)
    return context


def bound(app, context, author="advocate1"):
    """Ask for the bundle of an approved file, and have it made; returns the bundle."""
    with acting(author):
        exporting.ask(context)
    worked(app)
    return bundle_of(context)


def sample_bundle(case):
    """File a bundle as the worker does, of files that say nothing; returns it."""
    bundle = createContent("FiledBundle")
    bundle.made_of, bundle.code, bundle.stem = "", "LF-2026-001", "LF-2026-001-sealed"
    bundle.edition, bundle.made_by, bundle.sha256 = "sealed", "advocate1", "0" * 64
    bundle.first_page, bundle.last_page, bundle.last_exhibit = 1, 4, 1
    bundle.pdf = SealedFile(b"%PDF-1.7", "application/pdf", "LF-2026-001-sealed.pdf")
    bundle.manifest = SealedFile(b"{}", "application/json", "manifest.json")
    bundle.package = SealedFile(b"PK", "application/zip", "LF-2026-001-sealed.zip")
    return filed(case, bundle)


def sample_request(case, author="advocate1", kind="laporan-sosial", **fields):
    """Ask for a document; returns the request."""
    given = {"kind": kind, "wanted": "D1", "reason": "Bukti di persidangan.", **fields}
    with acting(author):
        return createContentInContainer(case, "DocumentRelease", **given)


def release(request, document, by="worker1", days=30):
    """Release a document for a request, with the consent that it takes."""
    sample_consent(request.__parent__, "litigasi")
    write(request, by, document=uid(document), until=today() + timedelta(days=days))
    take(request, by, "release", comment="Perlu untuk sidang.")
    return request


def sees(content, user_id) -> bool:
    """Tell whether somebody may view something."""
    with acting(user_id):
        return bool(api.user.has_permission("View", obj=content))


def lists(content, user_id) -> bool:
    """Tell whether somebody finds something in the catalog."""
    with acting(user_id):
        return bool(api.portal.get_tool("portal_catalog")(UID=uid(content)))
