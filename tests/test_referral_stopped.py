"""A letter that the partner has accepted says when what it rests on has ended, and goes no further."""

from baleharum.cases.moments import today
from baleharum.consents.telling import untold
from baleharum.letters.refusals import LetterRefused
from baleharum.referrals import parcels
from baleharum.referrals import telling
from baleharum.referrals.api import letter_json
from baleharum.referrals.parts import handover_rows
from baleharum.referrals.parts import is_handed_over
from datetime import timedelta
from plone import api
from tests.centre import acting
from tests.centre import sample_case
from tests.consents_made import client_of
from tests.consents_made import sample_basis
from tests.consents_made import sample_consent
from tests.consents_made import take
from tests.consents_made import withdraw
from tests.http import Visitor
from tests.referrals_made import approved
from tests.referrals_made import hand_over
from tests.referrals_made import led_to
from tests.referrals_made import missing
from tests.referrals_made import reply
from tests.referrals_made import sample_letter
from tests.referrals_made import sign_settings
from tests.referrals_made import some_partner
from tests.referrals_made import take as take_step
from tests.referrals_made import uid
from tests.referrals_made import write
from tests.test_case_rules import put
from tests.test_referral_mended import expire
from zExceptions import BadRequest
from zope.i18n import translate

import pytest
import transaction


@pytest.fixture
def partner(portal, register):
    """A hospital of the directory."""
    sign_settings()
    return some_partner(portal)


def led(case, partner, state, **fields):
    """A letter in a state, and the consent on which it rests."""
    consent = sample_consent(case, "rujukan", uid(partner))
    return led_to(sample_letter(case, partner, **fields), state), consent


@pytest.mark.parametrize("state", ["accepted", "replied", "finished"])
def test_it_says_so_and_the_partner_is_told(case, partner, state):
    letter, consent = led(case, partner, state)
    withdraw(consent)
    assert api.content.get_state(letter) == state
    assert (letter.stopped.on, letter.stopped.why) == (today(), "withdrawn")
    assert untold(consent) == [uid(partner)]
    with acting("worker1"):
        assert letter_json(letter)["stopped"]["on"] == today().isoformat()


def test_nothing_more_goes_out_whatever_else_is_recorded(case, partner):
    letter, consent = led(case, partner, "accepted")
    withdraw(consent)
    sample_basis(case, "rujukan", "kewajiban-hukum", uid(partner))
    with acting("worker1"), pytest.raises(LetterRefused) as refusal:
        parcels.parcel(letter, "pdf")
    assert "nothing more goes out" in translate(refusal.value.problems[0])


def test_nobody_is_handed_over_after_a_withdrawal(case, partner):
    letter, consent = led(case, partner, "accepted", mode="serah-penuh", services=())
    withdraw(consent, withdrawn_on=today())
    with pytest.raises(BadRequest, match="no handover is noted"):
        hand_over(letter)
    assert (letter.handed_by, letter.handed_on, letter.minutes) == (None, None, None)
    case.workflow_history["case_workflow"] = (
        *case.workflow_history["case_workflow"],
        {**case.workflow_history["case_workflow"][-1], "review_state": "referred"},
    )
    rows = missing(case, "supervisor1", "full_handover")
    assert any("minutes that both have signed" in row for row in rows)
    reply(letter)
    take(letter, "reply")
    take(letter, "finish")
    assert api.content.get_state(letter) == "finished", "it is brought to its end all the same"


def test_a_signature_that_is_dated_after_the_end_hands_nobody_over(case, partner):
    letter, consent = led(case, partner, "accepted", mode="serah-penuh", services=())
    hand_over(letter)
    withdraw(consent)
    letter._stopped = ((today() - timedelta(days=1)).isoformat(), *letter._stopped[1:])
    assert any(
        "had ended before the handover" in row.message.default for row in handover_rows(letter)
    )


def test_nobody_signs_minutes_before_the_letter_was_sent(case, partner):
    letter, _consent = led(case, partner, "accepted", mode="serah-penuh", services=())
    hand_over(letter)
    assert is_handed_over(letter)
    for day in (today() - timedelta(days=1), today() + timedelta(days=1)):
        write(letter, taken_on=day)
        assert [row.message for row in handover_rows(letter)] == ["missing_handover_day"], day


def test_a_handover_from_before_the_withdrawal_counts(case, partner):
    letter, consent = led(case, partner, "accepted", mode="serah-penuh", services=())
    hand_over(letter)
    withdraw(consent)
    assert missing(letter, "worker1", "reply") == []


def test_a_newer_consent_carries_an_accepted_letter_too(case, partner):
    letter, older = led(case, partner, "accepted")
    newer = sample_consent(case, "rujukan", uid(partner), person=uid(client_of(case)))
    assert (api.content.get_state(older), letter.stopped) == ("replaced", None)
    assert letter.rest.uid == uid(newer)
    withdraw(newer)
    assert letter.stopped is not None and untold(newer) == [uid(partner)]


def test_what_has_expired_after_the_partner_accepted_is_no_stop(case, partner):
    letter, consent = led(case, partner, "accepted")
    expire(consent)
    assert letter.stopped is None


def test_which_record_it_rests_on_is_told_to_who_may_view_it(case, partner):
    letter, consent = led(case, partner, "sent")
    with acting("worker1"):
        assert letter_json(letter)["rest"]["uid"] == uid(consent)
    with acting("archivist1"):
        rest = letter_json(letter)["rest"]
    assert (rest["uid"], rest["title"], rest["basis"]) == ("", "", "persetujuan")


def test_a_case_comes_back_from_a_referral_that_was_stopped(case, partner, monkeypatch):
    told = []
    monkeypatch.setattr(
        telling, "enqueue", lambda kind, payload, key="": told.append(payload["to"])
    )
    case.lawful_basis = "persetujuan"
    put(case, "triage", "assessment")
    letter, consent = led(case, partner, "sent")
    take_step(case, "supervisor1", "refer")
    led_to(letter, "accepted")
    assert "was refused by the partner" in missing(case, "worker1", "referral_failed_assessment")[0]
    withdraw(consent)
    assert told == ["supervisor1", "worker1", "worker2"]
    assert "what it rested on has ended" in telling.news(letter, "en")[1]
    take_step(case, "worker1", "referral_failed_assessment", comment="Persetujuan ditarik.")
    assert api.content.get_state(case) == "assessment"
    sample_consent(case, "rujukan", uid(partner), person=uid(client_of(case)))
    led_to(sample_letter(case, partner), "sent")
    take_step(case, "supervisor1", "refer")
    assert missing(case, "worker1", "referral_failed_assessment"), "that was another referral"


@pytest.mark.parametrize("state", ["accepted", "replied"])
def test_a_case_closes_with_a_letter_that_was_stopped(case, partner, state):
    put(case, "termination")
    letter, consent = led(case, partner, state)
    assert any("L1 is still open" in row for row in missing(case, "head1", "close"))
    withdraw(consent)
    assert not any("L1" in row for row in missing(case, "head1", "close")), letter.stopped


def test_its_page_and_the_list_say_so(functional):
    site = functional["portal"]
    sign_settings()
    case, hospital = sample_case(site["perkara"]), some_partner(site)
    letter, consent = led(case, hospital, "accepted", documents=(uid(approved(case)),))
    withdraw(consent)
    write(letter, reply_summary="Klien tetap dilayani.")
    transaction.commit()
    visitor, base = Visitor(site, "worker1"), f"perkara/{case.getId()}"
    page = visitor.get(f"{base}/{letter.getId()}/view", Accept="text/html").text
    assert 'data-stopped="1"' in page and "@@parcel" not in page and "@@handover" not in page
    assert visitor.get(f"{base}/{letter.getId()}/@@handover").status == 302
    late = visitor.rest("PATCH", f"{base}/{letter.getId()}", {"handed_by": "Lalu Contoh"})
    assert late.status == 400 and "no handover is noted" in late.text
    assert "nothing more goes out" in visitor.get(f"{base}/referrals", Accept="text/html").text
    found = visitor.rest("GET", f"{base}/@referrals").json()
    assert found["items"][0]["stopped"]["why"] == "withdrawn"
