"""A consent is void when what it was given on is gone: its proof, or the right of who gave it."""

from baleharum.cases.api import add_version
from baleharum.cases.dues import dues_of
from baleharum.cases.timeline import entries
from baleharum.consents.api import basis_for
from baleharum.consents.api import why_not
from baleharum.consents.grounds import Grounds
from baleharum.consents.tab import summary
from baleharum.consents.telling import mark_told
from baleharum.consents.telling import untold
from datetime import timedelta
from plone import api
from tests.centre import acting
from tests.centre import MINIMAL_PDF
from tests.centre import sample_document
from tests.centre import sample_person
from tests.consents_made import client_of
from tests.consents_made import sample_basis
from tests.consents_made import sample_consent
from tests.consents_made import sample_draft
from tests.consents_made import take
from tests.consents_made import uid
from tests.referrals_made import led_to
from tests.referrals_made import sample_letter
from tests.referrals_made import some_partner
from tests.test_consents import child_and_mother
from tests.test_consents import refused
from tests.test_consents import told_why
from zope.event import notify
from zope.i18n import translate
from zope.lifecycleevent import ObjectModifiedEvent

import pytest


@pytest.fixture
def partner(portal, register):
    """A hospital of the directory."""
    return some_partner(portal)


def state(content) -> str:
    return api.content.get_state(content)


def document(case, found):
    """Return a document of a case by its UID."""
    return next(each for each in case.objectValues() if uid(each) == found)


def withdrawn(case, found):
    """Withdraw a document."""
    take(document(case, found), "withdraw", comment="Salah berkas.")


def newer(case, found):
    """File a newer version of a document, which takes its place; returns the older one."""
    old = document(case, found)
    with acting("worker1"):
        add_version(old, MINIMAL_PDF + b"% besser", "formulir.pdf")
    assert state(old) == "superseded"
    return old


def blame(person):
    """Say that somebody is the alleged perpetrator, as a form does."""
    with acting("worker1"):
        person.part = "alleged_perpetrator"
        notify(ObjectModifiedEvent(person))


@pytest.mark.parametrize("kind", ["proof", "authority_proof"])
def test_what_cannot_be_shown_is_void(case, kind):
    consent = sample_consent(case, **child_and_mother(case))
    withdrawn(case, getattr(consent, kind))
    assert (state(consent), consent.voided_why) == ("void", "proof_gone")
    assert basis_for(case, "layanan") is None
    assert "Consent C1 is void." in told_why(case)
    assert untold(consent) == [""]
    (due,) = dues_of(consent)
    assert due.what == "withdrawal"
    (_key, entry), *_more = entries(case, limit=1)
    assert (entry.what, entry.actor) == ("consent:void", "system")
    with acting("worker1"):
        assert summary(case)["waiting"] == 1
        mark_told(consent, "", None, "telepon")
    assert dues_of(consent) == []


def test_the_letters_that_rest_on_it_stop(case, partner):
    consent = sample_consent(case, "rujukan", uid(partner))
    letter = led_to(sample_letter(case, partner), "sent")
    withdrawn(case, consent.proof)
    assert (state(letter), untold(consent)) == ("cancelled", [uid(partner)])


def test_a_proof_that_was_replaced_has_the_consent_recorded_anew(case, partner):
    consent = sample_consent(case, "rujukan", uid(partner))
    letter = led_to(sample_letter(case, partner), "sent")
    old = newer(case, consent.proof)
    assert basis_for(case, "rujukan", uid(partner)) is None
    assert any("recorded" in text or "record" in text for text in told_why(case, "rujukan"))
    assert (state(consent), state(letter)) == ("in_force", "sent")
    due = next(each for each in dues_of(consent) if each.what == "consent-proof")
    since = old.workflow_history["case_document_workflow"][-1]["time"].asdatetime()
    assert due.at - since == timedelta(hours=72)
    anew = sample_consent(case, "rujukan", uid(partner))
    assert (state(consent), letter.rest.uid) == ("replaced", uid(anew))


def test_a_guardian_who_becomes_the_perpetrator_has_consented_to_nothing(case, partner):
    fields = child_and_mother(case)
    consent = sample_consent(case, "rujukan", uid(partner), **fields)
    letter = led_to(sample_letter(case, partner, about=fields["person"]), "sent")
    blame(Grounds(case).people[fields["givers"][0]])
    assert (state(consent), consent.voided_why) == ("void", "perpetrator")
    assert (state(letter), untold(consent)) == ("cancelled", [uid(partner)])
    assert [due.what for due in dues_of(consent)] == ["withdrawal"]


def test_what_is_still_there_is_not_declared_void(case):
    consent = sample_consent(case)
    with api.env.adopt_roles(["Manager"]), pytest.raises(Exception) as refusal:
        api.portal.get_tool("portal_workflow").doActionFor(consent, "void", comment="-")
    assert type(refusal.value).__name__ in ("WorkflowException", "TransitionRefused")
    assert state(consent) == "in_force"


@pytest.mark.parametrize("kind", ["catatan-kasus", "identitas", "pernyataan-keluarga"])
def test_not_every_document_shows_the_authority_of_a_guardian(case, kind):
    other = uid(sample_document(case, kind=kind))
    fields = child_and_mother(case, authority_proof=other)
    assert any("does not show the authority" in t for t in refused(sample_draft(case, **fields)))


def test_each_client_agrees_in_person(case):
    first = client_of(case)
    second = sample_person(case, name="Lalu Contoh")
    consent = sample_consent(case, person=uid(first))
    assert basis_for(case, "layanan") is None
    assert basis_for(case, "layanan", person=uid(first)).uid == uid(consent)
    (row,) = told_why(case)
    assert row.startswith("Neither a consent of P2")
    days = timedelta(days=20)
    other = sample_consent(case, person=uid(second), valid_until=consent.valid_until - days)
    assert basis_for(case, "layanan").uid == uid(other), "the one that ends first"
    assert why_not(case, "layanan") == []


def test_who_may_not_view_a_consent_hears_nothing_of_it(case):
    consent = sample_consent(case)
    take(consent, "withdraw", reason_code="telepon")
    with acting("archivist1"):
        words = " ".join(translate(row.message) for row in why_not(case, "layanan"))
        line = summary(case)
    assert "C1" not in words and "not visible to you" in words and "withdrawn" not in words
    assert (line["held"], line["unseen"], line["waiting"]) == (False, True, 0)
    sample_basis(case)
    with acting("archivist1"):
        assert (summary(case)["held"], summary(case)["unseen"]) == (False, True)
    with acting("worker1"):
        assert (summary(case)["held"], summary(case)["waiting"]) == (True, 1)
