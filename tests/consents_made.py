"""Consents and other lawful bases as people of the test centre record them."""

from baleharum.consents.grounds import Grounds
from plone import api
from plone.dexterity.utils import createContentInContainer
from tests.centre import acting
from tests.centre import MINIMAL_PDF
from tests.centre import sample_document
from tests.centre import sample_person


def uid(content) -> str:
    """Return the UID of something."""
    return api.content.get_uuid(content)


def client_of(case, author="worker1"):
    """Return the first client of a case; one is filed where there is none."""
    for person in Grounds(case).people.values():
        if person.part == "client":
            return person
    return sample_person(case, author)


def sample_proof(case, author="worker1"):
    """File a signed form; returns it."""
    return sample_document(case, author, kind="persetujuan", data=MINIMAL_PDF)


def sample_draft(case, purpose="layanan", recipient="", author="worker1", **fields):
    """Begin a consent of the client in which nothing is missing; returns it.

    recipient: UID of a partner; fields: of IConsentForm, instead of what is filled in here.
    """
    person = fields.pop("person", None) or uid(client_of(case, author))
    given = {
        "person": person,
        "givers": (person,),
        "explained": True,
        "method": "tertulis",
        **fields,
    }
    if "proof" not in given:
        given["proof"] = uid(sample_proof(case, author))
    with acting(author):
        return createContentInContainer(
            case, "ConsentForm", purpose=purpose, recipient=recipient, **given
        )


def sample_consent(case, purpose="layanan", recipient="", author="worker1", **fields):
    """Record a consent that is given today; see `sample_draft`."""
    consent = sample_draft(case, purpose, recipient, author, **fields)
    take(consent, "give", author)
    return consent


def sample_basis(
    case,
    purpose="layanan",
    basis="tugas-publik",
    recipient="",
    author="supervisor1",
    reason="Tugas pusat menurut peraturan daerah.",
):
    """Record another lawful basis; returns it."""
    with acting(author):
        return createContentInContainer(
            case, "LawfulBasis", purpose=purpose, basis=basis, recipient=recipient, reason=reason
        )


def take(content, transition, author="worker1", **given):
    """Take a step of a consent or basis as somebody."""
    with acting(author):
        workflow = api.portal.get_tool("portal_workflow")
        workflow.doActionFor(content, transition, **given)


def withdraw(consent, author="worker1", **given):
    """Record that a consent was withdrawn."""
    take(consent, "withdraw", author, **{"reason_code": "telepon", **given})
