"""Documents released to advocates: asked for, decided by who answers for the case, until a day."""

from baleharum.cases.moments import today
from baleharum.cases.moments import WITA
from baleharum.demo.past import write_history
from baleharum.litigation.opened import KEY
from baleharum.team import clock
from baleharum.team.api import revoke_all
from baleharum.team.events import forget_answers
from datetime import datetime
from datetime import timedelta
from plone import api
from tests.access_states import row
from tests.centre import acting
from tests.centre import sample_case
from tests.centre import sample_document
from tests.consents_made import sample_consent
from tests.consents_made import withdraw
from tests.litigation_made import lists
from tests.litigation_made import release
from tests.litigation_made import sample_request
from tests.litigation_made import sees
from tests.referrals_made import refused
from tests.referrals_made import take
from tests.referrals_made import uid
from tests.referrals_made import write
from zExceptions import BadRequest
from zExceptions import Unauthorized
from zope.annotation.interfaces import IAnnotations

import pytest


@pytest.fixture
def case(portal):
    return sample_case(portal["perkara"])


@pytest.fixture
def secret(case):
    """A social report, which advocates do not read."""
    return sample_document(case, "worker1", "laporan-sosial")


@pytest.fixture
def asked(case, secret):
    return sample_request(case)


def test_until_it_is_released_an_advocate_does_not_know_of_it(secret, asked):
    assert not sees(secret, "advocate1") and not lists(secret, "advocate1")


def test_released_it_is_read_at_once_and_found_in_lists(secret, asked):
    release(asked, secret)
    assert sees(secret, "advocate1") and lists(secret, "advocate1")
    with acting("advocate1"):
        assert not api.user.has_permission("Modify portal content", obj=secret)
    for user_id in ("psychologist1", "advocate2", "head1"):
        assert not sees(secret, user_id) and not lists(secret, user_id)


def test_the_last_day_counts_and_the_next_does_not(monkeypatch, secret, asked):
    release(asked, secret, days=2)
    last = datetime.combine(today() + timedelta(days=2), datetime.min.time(), WITA)
    monkeypatch.setattr(clock, "now", lambda: last + timedelta(hours=23))
    assert sees(secret, "advocate1") and lists(secret, "advocate1")
    forget_answers(None, None)
    monkeypatch.setattr(clock, "now", lambda: last + timedelta(hours=24))
    assert not sees(secret, "advocate1") and not lists(secret, "advocate1")


def test_withdrawn_it_is_closed_at_once(secret, asked):
    release(asked, secret)
    take(asked, "supervisor1", "withdraw", comment="Tidak perlu lagi.")
    assert not sees(secret, "advocate1") and not lists(secret, "advocate1")


def test_whoever_leaves_the_case_loses_it_with_all_else(case, secret, asked):
    release(asked, secret)
    with acting("supervisor1"):
        revoke_all(case, "left")
    assert not sees(secret, "advocate1") and not lists(secret, "advocate1")


def test_it_takes_a_reason_a_document_a_day_and_a_basis(case, secret, asked):
    found = refused(asked, "worker1", "release")
    for words in ("A reason is missing", "Choose the document", "last day", "Neither a consent"):
        assert words in found
    sample_consent(case, "litigasi")
    write(asked, "worker1", document=uid(secret), until=today())
    take(asked, "worker1", "release", comment="Perlu.")
    assert asked.rests_on[0] == "consent" and asked.released_by == "worker1"


def test_what_belongs_to_the_psychologists_is_not_released(case, asked):
    document = sample_document(case, "psychologist1", "laporan-psikologis")
    with pytest.raises(BadRequest, match="psychologists"):
        write(asked, "supervisor1", document=uid(document))


@pytest.mark.parametrize("user_id", ["advocate1", "worker2", "head1"])
def test_only_who_answers_for_the_case_releases(asked, secret, user_id):
    with acting(user_id):
        steps = api.portal.get_tool("portal_workflow").getTransitionsFor(asked)
    assert [row["id"] for row in steps] == []


def test_only_advocates_ask(case):
    for user_id in ("worker1", "supervisor1", "psychologist1"):
        with pytest.raises((Unauthorized, ValueError)):
            sample_request(case, user_id)


def test_who_asks_does_not_choose(case, secret):
    with acting("advocate1"), pytest.raises(BadRequest):
        from plone.dexterity.utils import createContentInContainer

        createContentInContainer(
            case, "DocumentRelease", kind="visum", reason="x", document=uid(secret)
        )


def test_a_consent_that_ends_takes_its_releases_along(case, secret, asked):
    consent = sample_consent(case, "litigasi")
    write(asked, "worker1", document=uid(secret), until=today() + timedelta(days=9))
    take(asked, "worker1", "release", comment="Perlu.")
    withdraw(consent)
    assert api.content.get_state(asked) == "withdrawn"
    assert not sees(secret, "advocate1") and not lists(secret, "advocate1")


def test_nothing_is_left_of_a_release_in_a_case_that_is_destroyed(portal, case, secret, asked):
    release(asked, secret)
    write_history(case, "case_workflow", [row("", "worker1", "destroyed")])
    case._delObject(asked.getId())
    assert dict(IAnnotations(portal)[KEY]) == {}


def test_what_was_decided_stays(secret, asked):
    release(asked, secret)
    with pytest.raises(BadRequest):
        asked.until = today() + timedelta(days=300)
    with pytest.raises(BadRequest):
        asked.reason = "Lain"
