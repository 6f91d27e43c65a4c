"""After an emergency response: what follows it carries the services of every client by itself."""

from baleharum.cases.dues import dues_of
from baleharum.cases.moments import today
from baleharum.consents import policy
from baleharum.consents.watch import emergency_open
from baleharum.consents.work import Expire
from datetime import timedelta
from plone import api
from tests.centre import acting
from tests.centre import sample_case
from tests.centre import sample_document
from tests.centre import sample_person
from tests.consents_made import client_of
from tests.consents_made import sample_basis
from tests.consents_made import sample_consent
from tests.consents_made import take
from tests.consents_made import uid
from tests.referrals_made import some_partner
from zope.event import notify
from zope.lifecycleevent import ObjectModifiedEvent

import pytest


WHAT = "emergency-consent"


@pytest.fixture
def urgent(register):
    """A case whose client was helped at once."""
    case = sample_case(register, risk="darurat")
    client_of(case)
    sample_document(case, kind="asesmen-awal")
    sample_basis(case, basis=policy.VITAL)
    with acting("head1"):
        api.content.transition(case, "emergency", comment="Kepentingan vital.")
    return case


def is_open(case) -> bool:
    """Tell whether the consent is due: by the case itself, and as lists know it."""
    catalog = api.portal.get_tool("portal_catalog")
    (brain,) = catalog.unrestrictedSearchResults(UID=uid(case))
    due = WHAT in {each.what for each in dues_of(case)}
    assert (WHAT in str(brain.dues)) is due, "lists say something else"
    assert (emergency_open(case) is not None) is due
    return due


def test_what_is_for_somebody_else_is_none_that_follows(portal, urgent):
    partner = some_partner(portal)
    witness = sample_person(urgent, name="Amaq Rahim", part="witness")
    sample_consent(urgent, recipient=uid(partner))
    sample_consent(urgent, person=uid(witness))
    sample_basis(urgent, basis="kewajiban-hukum", recipient=uid(partner))
    assert is_open(urgent)
    sample_consent(urgent)
    assert not is_open(urgent)


def test_a_second_client_opens_it_anew(urgent):
    sample_consent(urgent)
    assert not is_open(urgent)
    other = sample_person(urgent, name="Inaq Baru", part="family")
    assert not is_open(urgent)
    with acting("worker1"):
        other.part = "client"
        notify(ObjectModifiedEvent(other))
    assert is_open(urgent)
    sample_consent(urgent, person=uid(other))
    assert not is_open(urgent)
    sample_person(urgent, name="Amaq Baru")
    assert is_open(urgent)


def test_a_consent_that_runs_out_opens_it_anew(portal, urgent):
    consent = sample_consent(urgent)
    consent._keep("valid_until", today() - timedelta(days=1))
    assert emergency_open(urgent) is not None
    consent.reindexObject(idxs=["due_at"])
    Expire()(portal, {}, lambda percent: None)
    assert api.content.get_state(consent) == "expired"
    assert is_open(urgent)


def test_a_proof_that_is_withdrawn_opens_it_anew(urgent):
    consent = sample_consent(urgent)
    (proof,) = [each for each in urgent.objectValues() if uid(each) == consent.proof]
    take(proof, "withdraw", comment="Salah berkas.")
    assert is_open(urgent)
    sample_basis(urgent)
    assert not is_open(urgent)
