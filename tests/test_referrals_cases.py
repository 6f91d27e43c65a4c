"""What the steps of a case ask of its referral letters (domain.md 2a), and who is told."""

from baleharum.cases import dues
from baleharum.consents.telling import to_tell
from baleharum.referrals import telling
from datetime import timedelta
from plone import api
from tests.consents_made import sample_basis
from tests.consents_made import sample_consent
from tests.consents_made import withdraw
from tests.referrals_made import answer
from tests.referrals_made import hand_over
from tests.referrals_made import led_to
from tests.referrals_made import missing
from tests.referrals_made import refused
from tests.referrals_made import sample_letter
from tests.referrals_made import sample_referral
from tests.referrals_made import some_partner
from tests.referrals_made import take
from tests.referrals_made import uid
from tests.test_case_rules import approved
from tests.test_case_rules import put
from tests.test_referral_mended import expire

import pytest


@pytest.fixture
def partner(portal, register):
    """A hospital of the directory."""
    return some_partner(portal)


@pytest.fixture
def assessed(case):
    """A case in assessment."""
    case.lawful_basis = "persetujuan"
    return put(case, "triage", "assessment")


@pytest.fixture
def referred(assessed, partner):
    """A case that was referred on a letter that is sent; returns both."""
    letter = sample_referral(assessed, partner)
    take(assessed, "supervisor1", "refer")
    return assessed, letter


@pytest.mark.parametrize("state", ["draft", "submitted", "signed"])
def test_a_case_is_referred_on_a_letter_that_is_sent(assessed, partner, state):
    sample_consent(assessed, "rujukan", uid(partner))
    letter = led_to(sample_letter(assessed, partner), state)
    assert "No referral letter has been sent" in refused(assessed, "supervisor1", "refer")
    led_to(letter, "sent")
    take(assessed, "supervisor1", "refer")
    assert api.content.get_state(assessed) == "referred"


def test_no_case_is_referred_to_a_partner_that_was_deactivated_after_the_letter(assessed, partner):
    sample_referral(assessed, partner)
    take(partner, "head1", "deactivate", comment="Tutup.")
    assert "no longer active" in refused(assessed, "supervisor1", "refer")
    take(partner, "head1", "reactivate", comment="Buka lagi.")
    take(assessed, "supervisor1", "refer")
    assert api.content.get_state(assessed) == "referred"


def test_a_paper_that_is_called_a_referral_letter_is_none(assessed):
    approved(assessed, "surat-rujukan")
    assert "No referral letter has been sent" in refused(assessed, "supervisor1", "refer")


def test_a_case_is_not_referred_once_the_basis_has_ended(assessed, partner):
    sample_letter(assessed, partner)
    basis = sample_basis(assessed, "rujukan", "kewajiban-hukum")
    letter = led_to(sample_letter(assessed, partner), "accepted")
    take(basis, "supervisor1", "end", comment="Tugas selesai.")
    assert api.content.get_state(letter) == "accepted"
    sample_consent(assessed, "rujukan", uid(partner))
    # What the partner got on the basis that has ended does not serve again, see `stopped`.
    assert "L2 has ended" in refused(assessed, "supervisor1", "refer")
    led_to(sample_letter(assessed, partner), "sent")
    take(assessed, "supervisor1", "refer")


def test_a_case_is_referred_on_the_basis_that_its_letter_names(assessed, partner):
    consent = sample_consent(assessed, "rujukan", uid(partner))
    led_to(sample_letter(assessed, partner), "sent")
    expire(consent)
    assert missing(assessed, "supervisor1", "refer")
    sample_basis(assessed, "rujukan", "kewajiban-hukum")
    assert "L1 says that it rests on another basis" in refused(assessed, "supervisor1", "refer")


def test_it_comes_back_when_the_partner_refuses(referred):
    case, letter = referred
    assert missing(case, "worker1", "referral_failed_assessment")
    answer(letter)
    take(letter, "worker1", "refuse", comment="Penuh.")
    take(case, "worker1", "referral_failed_assessment", comment="Penuh.")
    assert api.content.get_state(case) == "assessment"


def test_it_comes_back_when_the_consent_is_withdrawn(assessed, partner):
    consent = sample_consent(assessed, "rujukan", uid(partner))
    letter = led_to(sample_letter(assessed, partner), "sent")
    take(assessed, "supervisor1", "refer")
    withdraw(consent)
    assert api.content.get_state(letter) == "cancelled"
    take(assessed, "worker1", "referral_failed_assessment", comment="Persetujuan ditarik.")
    assert api.content.get_state(assessed) == "assessment"


def test_a_letter_that_failed_before_is_no_reason_to_come_back(assessed, partner):
    first = sample_referral(assessed, partner)
    answer(first)
    take(first, "worker1", "refuse", comment="Penuh.")
    led_to(sample_letter(assessed, partner), "sent")
    take(assessed, "supervisor1", "refer")
    assert "refused by the partner" in refused(
        assessed, "worker1", "referral_failed_assessment", comment="-"
    )


def test_it_returns_with_the_reply(referred):
    case, letter = referred
    assert "reply" in refused(case, "worker1", "return_from_referral")
    led_to(letter, "replied")
    take(case, "worker1", "return_from_referral")
    assert api.content.get_state(case) == "monitoring"


def test_an_older_reply_does_not_count(assessed, partner):
    led_to(sample_referral(assessed, partner), "replied")
    led_to(sample_letter(assessed, partner), "sent")
    take(assessed, "supervisor1", "refer")
    assert "reply" in refused(assessed, "worker1", "return_from_referral")


def test_a_full_handover_takes_the_minutes_of_both(assessed, partner):
    letter = sample_referral(assessed, partner, mode="serah-penuh")
    take(assessed, "supervisor1", "refer")
    led_to(letter, "accepted")
    assert "minutes" in refused(assessed, "supervisor1", "full_handover")
    hand_over(letter)
    take(assessed, "supervisor1", "full_handover")
    assert api.content.get_state(assessed) == "termination"


def test_minutes_of_a_letter_for_a_service_hand_nothing_over(referred):
    case, letter = referred
    led_to(letter, "accepted")
    hand_over(letter)
    assert "full handover" in refused(case, "supervisor1", "full_handover")


@pytest.mark.parametrize(
    "state", ["draft", "submitted", "signed", "sent", "accepted", "replied", "finished"]
)
def test_a_case_with_an_open_letter_does_not_close(case, partner, state):
    put(case, "termination")
    letter = sample_referral(case, partner, state)
    found = [text for text in missing(case, "head1", "close") if "L1 is still open" in text]
    assert bool(found) is (state != "finished")
    if state in ("draft", "submitted", "signed", "sent"):
        take(letter, "supervisor1", "cancel", comment="Selesai.")
        assert not [text for text in missing(case, "head1", "close") if "L1" in text]


@pytest.fixture
def mails(monkeypatch):
    """Whom a mail is promised to."""
    told = []
    monkeypatch.setattr(
        telling, "enqueue", lambda kind, payload, key="": told.append((kind, payload["to"]))
    )
    return told


def test_the_team_is_told_when_the_referral_fails(referred, mails):
    case, letter = referred
    answer(letter)
    take(letter, "worker1", "refuse", comment="Penuh.")
    assert mails == [(telling.JOB, who) for who in ("supervisor1", "worker1", "worker2")]
    subject, body = telling.news(letter, "id")
    assert case.getId() in subject and "L1" in body
    assert "RSUD" not in body and "Melati" not in body


def test_nobody_is_told_while_the_case_is_not_referred(assessed, partner, mails):
    letter = sample_referral(assessed, partner)
    take(letter, "supervisor1", "cancel", comment="Klien pindah.")
    assert mails == []


def test_partners_of_letters_are_told_of_a_withdrawal(portal, case, partner):
    consent = sample_consent(case, "rujukan", uid(partner))
    led_to(sample_letter(case, partner), "sent")
    withdraw(consent)
    assert to_tell(consent) == [uid(partner)]


def test_partners_that_got_a_letter_on_another_basis_are_not(portal, case, partner):
    other = some_partner(portal, "LBH Contoh", "lbh")
    basis = sample_basis(case, "rujukan", "kewajiban-hukum")
    led_to(sample_letter(case, other), "sent")
    consent = sample_consent(case, "rujukan", uid(partner))
    assert to_tell(consent) == [uid(partner)]
    assert uid(other) not in to_tell(consent) and basis


def due_of(content) -> list[str]:
    """Return the tokens of what is due, as the catalog knows it."""
    catalog = api.portal.get_tool("portal_catalog")
    (brain,) = catalog.unrestrictedSearchResults(UID=uid(content))
    return [what for _moment, what in brain.dues]


def test_what_is_due_follows_the_letter(case, partner):
    letter = sample_referral(case, partner, "draft")
    expected = {
        "draft": [],
        "submitted": ["referral-signature"],
        "signed": [],
        "sent": ["referral-answer"],
        "accepted": ["referral-answer"],
        "replied": [],
    }
    for state, tokens in expected.items():
        led_to(letter, state)
        assert due_of(letter) == tokens, state


def test_the_answer_is_due_seven_days_after_sending(case, partner):
    letter = sample_referral(case, partner)
    for state in ("sent", "accepted"):
        (due,) = dues.dues_of(led_to(letter, state))
        assert due.at - letter.sent_at == timedelta(days=7), state


def test_nothing_is_due_of_a_letter_that_was_stopped(case, partner):
    consent = sample_consent(case, "rujukan", uid(partner))
    letter = led_to(sample_letter(case, partner), "accepted")
    assert due_of(letter) == ["referral-answer"]
    withdraw(consent)
    assert due_of(letter) == []
