"""A refusal that comes after something was written takes all of it back, whoever shows it."""

from baleharum.cases.interfaces import ICaseChild
from baleharum.cases.requirements import Missing
from baleharum.cases.requirements import TransitionRefused
from baleharum.cases.timeline import entries
from baleharum.jobs.queue import jobs
from baleharum.whole import whole
from contextlib import contextmanager
from plone import api
from Products.DCWorkflow.interfaces import IAfterTransitionEvent
from tests.centre import sample_case
from tests.centre import sample_document
from tests.consents_made import sample_consent
from tests.consents_made import take
from tests.consents_made import uid
from tests.http import Visitor
from tests.referrals_made import led_to
from tests.referrals_made import sample_letter
from tests.referrals_made import sign_settings
from tests.referrals_made import some_partner
from transaction.interfaces import TransientError
from zope.component import getGlobalSiteManager

import pytest
import transaction


@pytest.fixture
def site(functional):
    return functional["portal"]


@pytest.fixture
def case(site):
    sign_settings()
    return sample_case(site["perkara"])


@contextmanager
def refused_late():
    """Refuse every step when it is taken already, last of all."""

    def refuse(content, event):
        raise TransitionRefused([Missing("Too late.")])

    registry = getGlobalSiteManager()
    registry.registerHandler(refuse, (ICaseChild, IAfterTransitionEvent))
    try:
        yield
    finally:
        registry.unregisterHandler(refuse, (ICaseChild, IAfterTransitionEvent))


def path(content):
    return f"perkara/{content.__parent__.getId()}/{content.getId()}"


def by_form(visitor, content, step):
    page = f"{path(content)}/@@change-state?transition={step}"
    form = {"_authenticator": visitor.authenticator(page), "transition": step, "comment": "x"}
    return visitor.post(f"{path(content)}/@@change-state", form)


def by_rest(visitor, content, step):
    return visitor.rest("POST", f"{path(content)}/@workflow/{step}", {"comment": "x"})


@pytest.mark.parametrize("way", [by_form, by_rest], ids=lambda way: way.__name__)
def test_a_step_that_is_refused_at_its_end_was_not_taken(site, case, way):
    partner = some_partner(site)
    sample_consent(case, "rujukan", uid(partner))
    letter = led_to(sample_letter(case, partner), "draft")
    transaction.commit()
    told = len(entries(case, limit=100))
    with refused_late():
        answer = way(Visitor(site, "worker1"), letter, "submit")
    assert answer.status in (200, 400), answer.text
    site._p_jar.sync()
    assert api.content.get_state(letter) == "draft"
    assert (letter.rest.uid, letter.disclosed, letter.addressee) == ("", (), "")
    assert len(entries(case, limit=100)) == told
    (brain,) = api.portal.get_tool("portal_catalog").unrestrictedSearchResults(UID=uid(letter))
    assert brain.review_state == "draft"
    assert way(Visitor(site, "worker1"), letter, "submit").status in (200, 302)
    site._p_jar.sync()
    assert api.content.get_state(letter) == "submitted"


def test_a_withdrawal_that_is_refused_at_its_end_has_stopped_nothing(site, case):
    partner = some_partner(site)
    consent = sample_consent(case, "rujukan", uid(partner))
    letter = led_to(sample_letter(case, partner), "submitted")
    transaction.commit()
    visitor, page = Visitor(site, "worker1"), f"{path(consent)}/view"
    form = {"_authenticator": visitor.authenticator(page), "action": "withdraw"}
    with refused_late():
        assert visitor.post(page, {**form, "channel": "telepon"}).status == 200
    site._p_jar.sync()
    assert (api.content.get_state(consent), consent.withdrawn_on) == ("in_force", None)
    assert api.content.get_state(letter) == "submitted"


def test_a_review_that_is_refused_at_its_end_decides_nothing(site, case):
    document = sample_document(case)
    take(document, "submit")
    transaction.commit()
    visitor = Visitor(site, "supervisor1")
    page = "perkara/@@review-queue"
    form = {"_authenticator": visitor.authenticator(page), "document": uid(document)}
    with refused_late():
        assert (
            visitor.post("perkara/@@review-decide", {**form, "decision": "approve"}).status == 302
        )
    site._p_jar.sync()
    assert api.content.get_state(document) == "submitted"


def test_what_may_be_tried_again_passes(functional):
    site = functional["portal"]
    with pytest.raises(TransientError), whole():
        site.description = "Anfang"
        raise TransientError
    assert site.description == "Anfang", "the transaction is begun anew as a whole"
    with pytest.raises(ValueError, match="nothing"), whole():
        site.description = "Ende"
        raise ValueError("nothing")
    assert site.description == "Anfang"
    assert not jobs()
