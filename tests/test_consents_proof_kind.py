"""What a consent in force rests on goes on showing it, whatever somebody calls it afterwards."""

from baleharum.cases.api import add_version
from plone import api
from tests.centre import acting
from tests.centre import MINIMAL_PDF
from tests.centre import sample_case
from tests.consents_made import sample_consent
from tests.consents_made import sample_draft
from tests.consents_made import withdraw
from tests.http import Visitor
from tests.test_consents import child_and_mother
from tests.test_consents_void import document
from zExceptions import BadRequest
from zope.event import notify
from zope.lifecycleevent import ObjectModifiedEvent

import pytest
import transaction


def called(found, kind):
    """Call a document something else, as a script does."""
    with acting("worker1"):
        found.kind = kind
        notify(ObjectModifiedEvent(found))


def test_the_form_of_a_consent_in_force_is_called_nothing_else(case):
    consent = sample_consent(case)
    proof = document(case, consent.proof)
    with pytest.raises(BadRequest, match="C1 rests on this document"):
        called(proof, "identitas")
    called(proof, "persetujuan")


@pytest.mark.parametrize("over", [True, False])
def test_a_draft_and_a_consent_that_has_ended_hold_nothing(case, over):
    consent = sample_consent(case) if over else sample_draft(case)
    if over:
        withdraw(consent)
    called(document(case, consent.proof), "identitas")


def test_what_shows_the_authority_of_a_guardian_stays_as_well(case):
    consent = sample_consent(case, **child_and_mother(case))
    card = document(case, consent.authority_proof)
    assert api.content.get_state(consent) == "in_force"
    with pytest.raises(BadRequest, match="rests on this document"):
        called(card, "identitas")
    called(card, "putusan")


def test_a_new_version_is_of_a_kind_that_shows_it_too(case):
    """Otherwise it would put the form aside when it is approved, as something else."""
    proof = document(case, sample_consent(case).proof)
    with acting("worker1"):
        newer = add_version(proof, MINIMAL_PDF + b"\n", "lain.pdf")
    assert newer.kind == "persetujuan"
    with pytest.raises(BadRequest, match="rests on this document"):
        called(newer, "catatan-kasus")


@pytest.fixture
def site(functional):
    """The site of the functional layer."""
    return functional["portal"]


def test_form_and_service_say_which_consent_it_is(site):
    case = sample_case(site["perkara"])
    consent = sample_consent(case)
    proof = document(case, consent.proof)
    transaction.commit()
    where, visitor = f"perkara/{case.getId()}/{proof.getId()}", Visitor(site, "worker1")
    answer = visitor.rest("PATCH", where, {"kind": "identitas"})
    assert answer.status == 400 and "C1 rests on this document" in answer.text
    form = {
        "_authenticator": visitor.authenticator(f"{where}/edit"),
        "form.widgets.kind:list": "identitas",
        "form.widgets.level:list": "confidential",
        "form.buttons.save": "Save",
    }
    page = visitor.post(f"{where}/edit", form)
    assert page.status == 200 and "C1 rests on this document" in page.text
    assert proof.kind == "persetujuan" and api.content.get_state(consent) == "in_force"
