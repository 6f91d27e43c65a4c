"""Two people decide at once: the database refuses one, who then sees what the other has done."""

from baleharum.consents.grounds import Grounds
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from plone import api
from tests.centre import sample_case
from tests.consents_made import sample_consent
from tests.consents_made import sample_draft
from tests.consents_made import take
from tests.consents_made import uid
from tests.http import Visitor
from tests.referrals_made import dispatch
from tests.referrals_made import led_to
from tests.referrals_made import sample_letter
from tests.referrals_made import sign_settings
from tests.referrals_made import some_partner
from tests.test_consents import child_and_mother
from threading import Barrier
from threading import get_ident
from zope.component import getGlobalSiteManager
from ZPublisher.interfaces import IPubBeforeCommit

import pytest
import transaction


@pytest.fixture
def site(functional):
    return functional["portal"]


@pytest.fixture
def case(site):
    sign_settings()
    return sample_case(site["perkara"])


@pytest.fixture
def partner(site, case):
    return some_partner(site)


@contextmanager
def met(number):
    """Let the first commits of so many requests wait for each other: each has read what the others
    are about to change."""
    barrier, waited = Barrier(number, timeout=60), set()

    def wait(event):
        if get_ident() not in waited:
            waited.add(get_ident())
            barrier.wait()

    registry = getGlobalSiteManager()
    registry.registerHandler(wait, (IPubBeforeCommit,))
    try:
        yield
    finally:
        registry.unregisterHandler(wait, (IPubBeforeCommit,))


def at_once(site, *asked):
    """Send (user id, method, path, body) all at once; returns the statuses."""
    transaction.commit()

    def ask(user_id, method, path, body):
        visitor = Visitor(site, user_id)
        visitor.look_again = lambda: None
        for _turn in range(5):
            # A server begins a refused transaction anew by itself; here the visitor does.
            answer = visitor.rest(method, path, body)
            if answer.status != 503:
                break
        return answer.status

    with met(len(asked)), ThreadPoolExecutor(len(asked)) as people:
        found = [future.result() for future in [people.submit(ask, *each) for each in asked]]
    site._p_jar.sync()
    return found


def path(content):
    return f"perkara/{content.__parent__.getId()}/{content.getId()}"


def state(content):
    return api.content.get_state(content)


STEPS = [
    ("submit", "draft", "worker1"),
    ("sign", "submitted", "head1"),
    ("send", "signed", "worker1"),
]


@pytest.mark.parametrize("step,before,who", STEPS)
def test_no_letter_goes_on_beside_a_withdrawal(site, case, partner, step, before, who):
    consent = sample_consent(case, "rujukan", uid(partner))
    letter = led_to(sample_letter(case, partner), before)
    if step == "send":
        dispatch(letter)
    found = at_once(
        site,
        (who, "POST", f"{path(letter)}/@workflow/{step}", {}),
        ("privacy1", "POST", f"{path(consent)}/@withdraw", {"channel": "telepon"}),
    )
    assert state(consent) == "withdrawn"
    assert found[1] == 200
    assert state(letter) == ("cancelled" if found[0] == 200 or before != "draft" else "draft")


def test_no_letter_goes_on_beside_the_loss_of_the_proof(site, case, partner):
    consent = sample_consent(case, "rujukan", uid(partner))
    letter = led_to(sample_letter(case, partner), "draft")
    (proof,) = [each for each in case.objectValues() if uid(each) == consent.proof]
    body = {"comment": "Salah berkas."}
    found = at_once(
        site,
        ("worker1", "POST", f"{path(letter)}/@workflow/submit", {}),
        ("worker2", "POST", f"{path(proof)}/@workflow/withdraw", body),
    )
    assert (found[1], state(consent)) == (200, "void")
    assert state(letter) == ("cancelled" if found[0] == 200 else "draft")


def test_of_two_consents_for_the_same_one_holds(site, case):
    drafts = [sample_draft(case), sample_draft(case)]
    found = at_once(
        site,
        *(
            (who, "POST", f"{path(each)}/@workflow/give", {})
            for who, each in zip(("worker1", "worker2"), drafts, strict=True)
        ),
    )
    assert found == [200, 200]
    assert sorted(map(state, drafts)) == ["in_force", "replaced"]


def test_nobody_consents_while_their_part_changes(site, case):
    fields = child_and_mother(case)
    consent = sample_draft(case, **fields)
    mother = Grounds(case).people[fields["givers"][0]]
    found = at_once(
        site,
        ("worker1", "POST", f"{path(consent)}/@workflow/give", {}),
        ("worker2", "PATCH", path(mother), {"part": "alleged_perpetrator"}),
    )
    assert found[1] == 204
    assert state(consent) == ("void" if found[0] == 200 else "draft")


def test_nothing_is_given_on_a_proof_that_goes(site, case):
    consent = sample_draft(case)
    (proof,) = [each for each in case.objectValues() if uid(each) == consent.proof]
    found = at_once(
        site,
        ("worker1", "POST", f"{path(consent)}/@workflow/give", {}),
        ("worker2", "POST", f"{path(proof)}/@workflow/withdraw", {"comment": "Salah berkas."}),
    )
    assert found[1] == 200
    assert state(consent) == ("void" if found[0] == 200 else "draft")


def test_nothing_is_given_on_a_proof_that_is_called_something_else(site, case):
    consent = sample_draft(case)
    (proof,) = [each for each in case.objectValues() if uid(each) == consent.proof]
    found = at_once(
        site,
        ("worker1", "POST", f"{path(consent)}/@workflow/give", {}),
        ("worker2", "PATCH", path(proof), {"kind": "identitas"}),
    )
    assert sorted(found) in ([200, 400], [204, 400])
    assert (state(consent), proof.kind) in (("in_force", "persetujuan"), ("draft", "identitas"))


def test_nobody_consents_while_a_second_record_names_them_as_the_perpetrator(site, case):
    api.portal.set_registry_record("baleharum.sample_niks", True)
    fields, nik = child_and_mother(case), "5271055708120000"
    consent = sample_draft(case, **fields)
    mother = Grounds(case).people[fields["givers"][0]]
    mother.nik, mother.nik_state = nik, "ada"
    double = {"part": "alleged_perpetrator", "name": "Sari", "nik": nik, "nik_state": "ada"}
    found = at_once(
        site,
        ("worker1", "POST", f"{path(consent)}/@workflow/give", {}),
        (
            "worker2",
            "POST",
            f"perkara/{case.getId()}",
            {"@type": "CaseSubject", "matches_seen": True, **double},
        ),
    )
    assert found[1] == 201
    assert state(consent) == ("void" if found[0] == 200 else "draft")


def test_what_a_decision_rests_on_is_written_with_it(site, case, partner):
    consent = sample_consent(case, "rujukan", uid(partner))
    letter = led_to(sample_letter(case, partner), "draft")
    transaction.commit()
    assert not consent._p_changed
    led_to(letter, "submitted")
    assert consent._p_changed
    transaction.commit()
    draft = sample_draft(case)
    transaction.commit()
    person = Grounds(case).people[draft.person]
    (proof,) = [each for each in case.objectValues() if uid(each) == draft.proof]
    take(draft, "give")
    assert person._p_changed and proof.workflow_history._p_changed and not proof._p_changed
