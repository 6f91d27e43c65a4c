"""Services go on only on what holds on that day; the worker looks for ends in every site."""

from baleharum.cases.moments import today
from baleharum.consents import policy
from baleharum.consents.api import basis_for
from baleharum.consents.work import DailyLook
from baleharum.consents.work import EXPIRE
from baleharum.jobs.queue import jobs
from baleharum.jobs.sites import sites
from datetime import timedelta
from plone import api
from tests.centre import acting
from tests.centre import sample_case
from tests.centre import sample_document
from tests.centre import sample_person
from tests.consents_made import client_of
from tests.consents_made import sample_basis
from tests.consents_made import sample_consent
from tests.consents_made import sample_draft
from tests.consents_made import take
from tests.consents_made import uid
from tests.test_case_rules import missing
from tests.test_case_rules import put

import pytest
import transaction


#: step -> the state that it leaves, and who takes it.
STEPS = {
    "make_plan": ("assessment", "worker1"),
    "approve_plan": ("planning", "supervisor1"),
    "start_monitoring": ("intervention", "worker1"),
    "revise_plan": ("intervention", "worker1"),
    "continue_service": ("monitoring", "worker1"),
}


def held_back(case) -> set[str]:
    """Return the steps that the consents of a case hold back."""
    found = set()
    for transition, (state, user_id) in STEPS.items():
        put(case, state)
        if "consents" in {place for _text, place in missing(case, user_id, transition)}:
            found.add(transition)
    return found


def test_a_last_day_that_has_passed_needs_no_worker(case):
    consent = sample_consent(case)
    assert held_back(case) == set()
    consent._keep("valid_until", today() - timedelta(days=1))
    assert api.content.get_state(consent) == "in_force"
    assert held_back(case) == {*STEPS}


def test_a_basis_that_was_ended_carries_nothing_on(case):
    client_of(case)
    basis = sample_basis(case)
    assert held_back(case) == set()
    take(basis, "end", "supervisor1", comment="Tidak berlaku lagi.")
    assert held_back(case) == {*STEPS}
    sample_basis(case, basis="kewajiban-hukum")
    assert held_back(case) == set()


def test_a_second_client_is_asked_as_well(case):
    sample_consent(case)
    other = sample_person(case, name="Inaq Baru")
    assert held_back(case) == {*STEPS}
    sample_consent(case, person=uid(other))
    assert held_back(case) == set()


def test_an_emergency_goes_on_while_its_basis_holds(register):
    case = sample_case(register, risk="darurat")
    client_of(case)
    sample_document(case, kind="asesmen-awal")
    basis = sample_basis(case, basis=policy.VITAL)
    with acting("head1"):
        api.content.transition(case, "emergency", comment="Kepentingan vital.")
    places = {place for _text, place in missing(case, "worker1", "start_monitoring")}
    assert "consents" not in places
    take(sample_draft(case), "refuse", comment="Klien menolak.")
    take(basis, "end", "supervisor1", comment="Bahaya sudah lewat.")
    assert basis_for(case, policy.SERVICES) is None
    places = {place for _text, place in missing(case, "worker1", "start_monitoring")}
    assert "consents" in places


@pytest.fixture
def deeper(functional):
    """The test site as somebody made it: within a folder of the database."""
    app, site = functional["app"], functional["portal"]
    app.manage_addFolder("tengah")
    transaction.commit()
    app["tengah"]._setObject(site.getId(), app._getOb(site.getId()).aq_base)
    app._delOb(site.getId())
    app._objects = tuple(each for each in app._objects if each["id"] != site.getId())
    transaction.commit()
    return app


def test_the_worker_finds_a_site_in_a_folder(deeper):
    DailyLook(lambda: deeper._p_jar.db().open().root()["Application"])()
    assert [each.getPhysicalPath() for each in sites(deeper)] == [("", "tengah", "plone")]
    (job,) = jobs(kind=EXPIRE)
    assert (job.key, job.site) == (today().isoformat(), "/tengah/plone")
