"""Fills both sites: people, cases with documents, and what plain Plone would have instead."""

from baleharum.cases.api import add_document
from baleharum.cases.api import open_case
from baleharum.team.api import assign
from baleharum.team.api import book
from baleharum.team.api import revoke
from datetime import date
from datetime import timedelta
from itertools import cycle
from itertools import islice
from itertools import product
from plone import api
from plone.dexterity.utils import createContentInContainer
from plone.namedfile.file import NamedBlobFile
from time import perf_counter

import secrets
import transaction


#: Of accounts that live as long as the run.
PASSWORD = secrets.token_urlsafe()
WORKER = "worker1"
#: Leads the cases with documents; as many cases as the worker, with those.
LEAD = "worker2"
SUPERVISOR = "supervisor1"
INTAKE = "intake1"
#: The other people of a large centre, among whom the other cases are spread.
OTHERS = tuple(f"worker{number}" for number in range(3, 62))
#: Cases of the worker whose register page is measured, all among the first ones.
CASELOAD = 40
FIRST = 200
BATCH = 200

CATEGORIES = ("korban-kekerasan", "anak-telantar", "lansia-telantar", "gelandangan")
RISKS = ("rendah", "sedang", "tinggi", "darurat")
UPLOAD_BYTES = 100_000


def pdf(size: int) -> bytes:
    """Return a PDF of one page and so many bytes; no two are alike."""
    start = (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 300]>>endobj\n%"
    )
    end = b"\ntrailer<</Root 1 0 R>>\n%%EOF\n"
    return start + secrets.token_hex(size)[: max(size - len(start) - len(end), 32)].encode() + end


def register_people(user_ids) -> None:
    """Make accounts with the role Member, who come in with a password alone."""
    if api.portal.get_registry_record("baleharum.second_factor_required", default=None):
        api.portal.set_registry_record("baleharum.second_factor_required", False)
        api.portal.set_registry_record("baleharum.pledge_version", 0)
    for user_id in user_ids:
        api.user.create(
            email=f"{user_id}@example.org",
            username=user_id,
            password=PASSWORD,
            properties={"fullname": user_id.capitalize()},
        )


def fill_centre(site):
    """Make the people and the register of the centre."""
    register_people((WORKER, LEAD, SUPERVISOR, INTAKE, *OTHERS))
    register = api.content.create(site, "CaseRegister", id="perkara", title="Perkara")
    for user_id in (WORKER, LEAD, *OTHERS):
        assign(register, user_id, "staff", granted_by="system")
    assign(register, SUPERVISOR, "supervisor", granted_by="system")
    assign(register, INTAKE, "intake", granted_by="system")
    return register


def fill_plain(site, sizes):
    """Make the same people, a folder a size with as many files, and one of 25 pages."""
    register_people((WORKER, *OTHERS))
    for size in sizes:
        folder = shared_folder(site, f"folder-{size}")
        for number in range(size):
            file_in(folder, f"Berkas {number + 1}", pdf(1000))
            if number % BATCH == BATCH - 1:
                transaction.commit()
    listing = shared_folder(site, "listing")
    listing.setLayout("listing_view")
    for number in range(25):
        createContentInContainer(listing, "Document", title=f"Perkara {number + 1}")


def shared_folder(site, name: str):
    """Return a new private folder that two people share."""
    folder = createContentInContainer(site, "Folder", id=name, title=name)
    for user_id in (WORKER, OTHERS[-1]):
        folder.manage_setLocalRoles(user_id, ["Contributor", "Editor", "Reader", "Reviewer"])
    folder.reindexObjectSecurity()
    return folder


def file_in(folder, title: str, data: bytes):
    """Return a new File."""
    file = NamedBlobFile(data=data, filename=f"{title}.pdf", contentType="application/pdf")
    return createContentInContainer(folder, "File", title=title, file=file)


def open_one(register, lead: str, number: int = 0):
    """Open a case as the intake officer does and give it to whoever leads it; returns it."""
    with api.env.adopt_user(username=INTAKE):
        case = open_case(
            register,
            categories=(CATEGORIES[number % len(CATEGORIES)],),
            risk=RISKS[number // 3 % len(RISKS)],
            lawful_basis="kepentingan-vital",
            received_on=date.today() - timedelta(days=number % 300),
            review_on=date.today() + timedelta(days=30),
        )
    for record in list(book(case).values()):
        revoke(case, record.number, "diserahkan", by=SUPERVISOR)
    assign(case, lead, "lead", granted_by=SUPERVISOR)
    return case


def fill_register(register, cases: int, already: int = 0) -> float:
    """Open cases until there are so many; returns the seconds that one took.

    Those of the worker stand evenly among the first 200, the others are spread.
    """
    begin = perf_counter()
    others = cycle(OTHERS)
    every = max(FIRST // CASELOAD, 1)
    for number in range(already, cases):
        own = number < FIRST and number % every == 0
        open_one(register, WORKER if own else next(others), number)
        if number % BATCH == BATCH - 1:
            transaction.commit()
    transaction.commit()
    return (perf_counter() - begin) / max(cases - already, 1)


def fill_case(register, documents: int) -> str:
    """Open a case with so many documents and return its id."""
    case = open_one(register, LEAD)
    with api.env.adopt_user(username=LEAD):
        for number in range(documents):
            add_document(case, pdf(1000), f"catatan-{number + 1}.pdf", kind="catatan-kasus")
            if number % BATCH == BATCH - 1:
                transaction.commit()
    transaction.commit()
    return case.getId()


def fill_caseloads(register, caseloads) -> tuple[str, list[str]]:
    """Make a person for each number of assignments.

    Returns the id of the case that all of them lead, and their user ids.
    """
    cases = sorted(register.objectIds())
    user_ids = [f"caseload-{size}" for size in caseloads]
    register_people(user_ids)
    for user_id, size in zip(user_ids, caseloads, strict=True):
        places = product(("lead", "worker", "clinician"), cases)
        for function, case in islice(places, size):
            assign(register[case], user_id, function, granted_by=SUPERVISOR)
        transaction.commit()
    return cases[0], user_ids
