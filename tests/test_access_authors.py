"""Who wrote something keeps nothing by it; and nothing inside follows the state of the case."""

from Acquisition import aq_base
from baleharum.cases.kinds import kinds
from baleharum.team import api as team
from plone import api
from plone.indexer.interfaces import IIndexer
from Products.CMFCore.indexing import processQueue
from tests.access_rows import account
from tests.access_states import CASE_STATES
from tests.access_states import OVER
from tests.access_states import put
from tests.assessments_made import sample_assessment
from tests.centre import acting
from tests.centre import sample_document
from tests.centre import sample_note
from tests.centre import sample_person
from tests.consents_made import sample_consent
from tests.plans_made import sample_conference
from tests.plans_made import sample_plan
from tests.plans_made import sample_record
from zope.component import getMultiAdapter

import pytest


MAKERS = {
    "CaseFile": lambda case: sample_document(case, "worker2"),
    "CaseSubject": lambda case: sample_person(case, "worker2"),
    "CaseNote": lambda case: sample_note(case, "worker2"),
    "Assessment": lambda case: sample_assessment(case, author="worker2"),
    "CarePlan": lambda case: sample_plan(case, "worker2"),
    "ServiceRecord": lambda case: sample_record(case, "worker2"),
    "CaseConference": lambda case: sample_conference(case, "worker2"),
    "ConsentForm": lambda case: sample_consent(case, author="worker2"),
}
RIGHTS = (
    "View",
    "Access contents information",
    "Modify portal content",
    "Delete objects",
    "baleharum: Submit document",
    "Change local roles",
)


def leave(case, user_id):
    """End what somebody holds in a case."""
    for record in team.current(case, team.utcnow()):
        if record.principal == user_id:
            team.revoke(case, record.number, "left")


def has_nothing(user_id, content) -> bool:
    """Tell whether somebody has no right on something and does not find it."""
    with acting(user_id):
        rights = [r for r in RIGHTS if api.user.has_permission(r, obj=content)]
        return not rights and not api.content.find(UID=api.content.get_uuid(content))


@pytest.mark.parametrize("portal_type", MAKERS)
def test_an_author_who_leaves_keeps_nothing(case, portal_type):
    content = MAKERS[portal_type](case)
    assert content.Creator() == "worker2"
    assert content.get_local_roles() == ()
    assert not has_nothing("worker2", content)
    leave(case, "worker2")
    assert has_nothing("worker2", content)


def test_who_opened_a_case_keeps_nothing_once_a_team_has_it(case):
    put(case, "case_workflow", [("", "intake")], "assessment")
    assert case.Creator() == "intake1"
    assert case.get_local_roles() == ()
    assert has_nothing("intake1", case)


def test_who_made_a_register_keeps_no_role_in_it(register):
    assert register.Creator()
    assert register.get_local_roles() == ()


def allowed(content) -> set[str]:
    """Return what the catalog would index now as allowed to see something."""
    catalog = api.portal.get_tool("portal_catalog")
    return set(getMultiAdapter((content, catalog), IIndexer, name="allowedRolesAndUsers")())


def permissions(portal, content) -> dict:
    """Return who holds which right on something now."""
    held = {}
    for user_id in ("worker1", "psychologist1", "advocate1", "supervisor1", "head1", "privacy1"):
        with account(portal, user_id):
            held[user_id] = [r for r in RIGHTS if api.user.has_permission(r, obj=content)]
    return held


def test_nothing_in_a_case_follows_its_state(portal, case):
    children = [maker(case) for maker in MAKERS.values()]
    children += [sample_document(case, kind="laporan-psikologis")]
    person = sample_person(case, name="Amaq Rahim")
    put(person, "subject_workflow", [("", "active")], "restricted")
    children.append(person)
    before = [(allowed(child), permissions(portal, child)) for child in children]
    for state in CASE_STATES:
        put(case, "case_workflow", [("", "intake")], state)
        now = [(allowed(child), permissions(portal, child)) for child in children]
        assert now == before, state


def test_a_step_of_a_case_reindexes_the_case_alone(case, monkeypatch):
    # What may be due is asked anew when a case ends, see cases.dues.
    makers = [maker for name, maker in MAKERS.items() if not kinds()[name].timed]
    children = [maker(case) for maker in makers]
    catalog = type(aq_base(api.portal.get_tool("portal_catalog")))
    processQueue()
    indexed = []
    reindex = catalog._reindexObject

    def noted(self, content, *args, **options):
        indexed.append(content.getId())
        return reindex(self, content, *args, **options)

    monkeypatch.setattr(catalog, "_reindexObject", noted)
    with acting("supervisor1"):
        api.content.transition(case, "decline", comment="Outside of our task.", reason_code="lisan")
    processQueue()
    assert set(indexed) == {case.getId()}
    assert len(children) == len(makers) >= 4


@pytest.mark.parametrize("state", OVER)
def test_a_case_that_is_over_takes_readers_only(case, state):
    document = sample_document(case)
    with acting("supervisor1"):
        team.revoke_all(case, "over")
        put(case, "case_workflow", [("", "intake")], state)
        for function in ("lead", "worker", "clinician", "advocate", "supervisor"):
            with pytest.raises(team.TeamRefused):
                team.assign(case, "worker3", function)
        assert has_nothing("worker3", document)
        team.assign(case, "worker3", "reader")
    assert not has_nothing("worker3", document)
    assert not has_nothing("worker3", case)
