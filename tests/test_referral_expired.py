"""A letter whose consent has run out: it stays sent, but nobody is handed over without a basis."""

from baleharum.cases.moments import today
from baleharum.referrals.parts import handover_rows
from baleharum.referrals.parts import is_handed_over
from datetime import timedelta
from plone import api
from tests.consents_made import client_of
from tests.consents_made import sample_basis
from tests.consents_made import sample_consent
from tests.consents_made import withdraw
from tests.referrals_made import hand_over
from tests.referrals_made import led_to
from tests.referrals_made import missing
from tests.referrals_made import reply
from tests.referrals_made import sample_letter
from tests.referrals_made import sign_settings
from tests.referrals_made import some_partner
from tests.referrals_made import take
from tests.referrals_made import uid
from tests.referrals_made import write
from tests.test_referral_mended import expire

import pytest


@pytest.fixture
def partner(portal, register):
    """A hospital of the directory."""
    sign_settings()
    return some_partner(portal)


def expired(case, partner, state):
    """A letter for a full handover in a state, whose consent has run out since."""
    consent = sample_consent(case, "rujukan", uid(partner))
    letter = led_to(sample_letter(case, partner, mode="serah-penuh", services=()), state)
    expire(consent)
    return letter, consent


def again(case, partner):
    """A newer consent of the same person for the same partner."""
    return sample_consent(case, "rujukan", uid(partner), person=uid(client_of(case)))


def lacks(letter) -> list[str]:
    """Return what the minutes lack, by name."""
    return [str(row.message) for row in handover_rows(letter)]


@pytest.mark.parametrize("state,then", [("sent", "cancelled"), ("accepted", "accepted")])
def test_who_withdraws_the_newer_consent_stops_what_went_out_on_the_older_one(
    case, partner, state, then
):
    letter, older = expired(case, partner, state)
    assert letter.rest.uid == uid(older)
    withdraw(again(case, partner))
    assert api.content.get_state(letter) == then
    assert (letter.stopped is not None) is (then == "accepted")


def test_a_withdrawal_for_another_partner_or_person_stops_nothing(portal, case, partner):
    letter, _consent = expired(case, partner, "accepted")
    other = some_partner(portal, "Puskesmas Contoh", "puskesmas")
    for purpose, to in (("rujukan", uid(other)), ("layanan", "")):
        withdraw(sample_consent(case, purpose, to, person=uid(client_of(case))))
    assert letter.stopped is None


def test_a_letter_on_another_basis_goes_on(case, partner):
    sample_basis(case, "rujukan", "kewajiban-hukum")
    letter = led_to(sample_letter(case, partner), "accepted")
    withdraw(again(case, partner))
    assert (letter.rest.kind, letter.stopped) == ("law", None)


def test_nobody_is_handed_over_once_the_consent_has_run_out(case, partner):
    letter, consent = expired(case, partner, "accepted")
    hand_over(letter)
    assert lacks(letter) == ["missing_consent_handover"]
    again(case, partner)
    assert is_handed_over(letter)
    assert api.content.get_state(consent) == "expired"


def test_a_handover_of_a_day_on_which_the_consent_held_counts(case, partner):
    letter, consent = expired(case, partner, "accepted")
    day = today() - timedelta(days=1)
    for name, value in (("given_on", day), ("valid_until", day)):
        consent._keep(name, value)
    letter._keep("sent_on", day)
    hand_over(letter)
    assert lacks(letter) == ["missing_consent_handover"]
    write(letter, handed_on=day, taken_on=day)
    assert is_handed_over(letter)
    consent._keep("given_on", today())
    assert lacks(letter) == ["missing_consent_handover"]


def test_a_handover_that_no_longer_takes_place_keeps_no_letter_open(case, partner):
    letter, _consent = expired(case, partner, "accepted")
    reply(letter)
    take(letter, "worker1", "reply")
    hand_over(letter)
    assert any("had ended" in row for row in missing(letter, "worker1", "finish"))
    write(letter, minutes=None, handed_by=None, handed_on=None, taken_by=None, taken_on=None)
    take(letter, "worker1", "finish")
    assert api.content.get_state(letter) == "finished"
