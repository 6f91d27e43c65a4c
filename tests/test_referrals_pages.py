"""The pages of letters: list, forms, steps and downloads, as people use them."""

from baleharum.cases.moments import today
from baleharum.trail.actions import EXPORT
from baleharum.trail.api import rows
from io import BytesIO
from plone import api
from tests.centre import sample_case
from tests.consents_made import client_of
from tests.consents_made import sample_consent
from tests.http import Visitor
from tests.referrals_made import approved
from tests.referrals_made import dispatch
from tests.referrals_made import led_to
from tests.referrals_made import sample_letter
from tests.referrals_made import sample_referral
from tests.referrals_made import some_partner
from tests.referrals_made import take
from tests.referrals_made import uid
from tests.test_case_rules import put
from tests.test_referrals_rest import path

import pytest
import pyzipper
import re
import transaction


@pytest.fixture
def site(functional):
    """The site of the functional layer."""
    return functional["portal"]


@pytest.fixture
def partner(site):
    """A hospital of the directory."""
    return some_partner(site)


@pytest.fixture
def made(site, partner):
    """A case with a consent for the partner; committed."""
    case = sample_case(site["perkara"])
    sample_consent(case, "rujukan", uid(partner))
    transaction.commit()
    return case


def send(visitor, page, query="", **fields):
    """Send the form of a page with its token."""
    token = visitor.authenticator(f"{page}{query}")
    return visitor.post(page, {"_authenticator": token, **fields})


def letter_fields(case, partner, **more):
    """Return a letter as the form sends it."""
    prefix = "form.widgets."
    fields = {
        "partner:list": uid(partner),
        "partner-empty-marker": "1",
        "about:list": uid(client_of(case)),
        "about-empty-marker": "1",
        "mode:list": "layanan",
        "services:list": ["kesehatan"],
        "services-empty-marker": "1",
        "purpose": "Pemeriksaan kesehatan",
        "data-marker": "1",
        "data.nama": "Untuk pendaftaran pasien",
        "documents-empty-marker": "1",
        "text": "Klien memerlukan pemeriksaan.",
        "code:list": "400-9-8",
        "nature:list": "rahasia",
        **more,
    }
    return {**{prefix + name: value for name, value in fields.items()}, "form.buttons.save": "1"}


def test_a_letter_is_written_in_the_form(site, made, partner):
    document = approved(made)
    transaction.commit()
    worker = Visitor(site, "worker1")
    page = f"{path(made)}/++add++ReferralLetter"
    shown = worker.get(page).text
    assert "RSUD Contoh" in shown and "Baiq Melati" in shown and "D2" in shown
    answer = send(
        worker, page, **letter_fields(made, partner, **{"documents:list": [uid(document)]})
    )
    assert answer.status == 302, answer.text[-3000:]
    letter = made["l1"]
    assert (letter.partner, letter.about) == (uid(partner), uid(client_of(made)))
    assert letter.data == {"nama": "Untuk pendaftaran pasien"}
    assert letter.documents == (uid(document),)
    view = worker.get(path(letter)).text
    assert "RSUD Contoh" in view and document.sha256 in view and "Untuk pendaftaran" in view


def test_a_draft_is_edited_and_keeps_what_was_not_touched(site, made, partner):
    letter = sample_letter(made, partner)
    transaction.commit()
    worker = Visitor(site, "worker1")
    page = f"{path(letter)}/edit"
    seen = re.search(r'name="state_seen"\s+type="hidden"\s+value="(\w+)"', worker.get(page).text)[1]
    fields = letter_fields(made, partner, text="Isi yang diperbaiki.", **{"data.nik": "Identitas"})
    assert send(worker, page, state_seen=seen, **fields).status == 302
    assert letter.text == "Isi yang diperbaiki."
    assert letter.data == {"nama": "Untuk pendaftaran pasien", "nik": "Identitas"}


@pytest.mark.parametrize("state", ["submitted", "signed", "sent"])
def test_the_form_of_a_draft_closes_with_it(site, made, partner, state):
    letter = led_to(sample_letter(made, partner), state)
    transaction.commit()
    answer = Visitor(site, "worker1").get(f"{path(letter)}/edit")
    assert answer.status in (302, 404)


PAGES = {"signed": "dispatch", "sent": "answer", "accepted": "reply", "replied": "handover"}


@pytest.mark.parametrize("state,page", PAGES.items())
def test_each_thing_is_noted_at_its_time(site, made, partner, state, page):
    letter = sample_referral(made, partner, state)
    transaction.commit()
    worker = Visitor(site, "worker1")
    assert f"@@{page}" in worker.get(path(letter)).text
    assert worker.get(f"{path(letter)}/@@{page}").status == 200
    for other in {*PAGES.values()} - {page} - ({"handover"} if state == "accepted" else set()):
        assert worker.get(f"{path(letter)}/@@{other}").status == 302, other


def test_the_way_out_is_noted_and_the_letter_sent(site, made, partner):
    letter = sample_referral(made, partner, "signed")
    transaction.commit()
    worker = Visitor(site, "worker1")
    page = f"{path(letter)}/@@dispatch"
    day, seen = (
        today(),
        re.search(r'name="state_seen"\s+type="hidden"\s+value="(\w+)"', worker.get(page).text),
    )
    fields = {
        "form.widgets.sent_channel:list": "kurir",
        "form.widgets.sent_on": day.isoformat(),
        "form.widgets.sent_time": "00:01",
        "form.widgets.sent_to": "Ni Luh Contoh",
        "form.buttons.save": "1",
    }
    answer = send(worker, page, state_seen=seen[1], **fields)
    assert answer.header("location").endswith("@@change-state?transition=send"), answer.text[-2000:]
    assert (letter.sent_channel, letter.sent_on, letter.sent_to) == ("kurir", day, "Ni Luh Contoh")
    step = f"{path(letter)}/@@change-state"
    assert send(worker, step, "?transition=send", transition="send", comment="").status == 302
    assert api.content.get_state(letter) == "sent"


def test_a_refused_step_says_all_that_is_missing(site, made, partner):
    letter = sample_letter(made, partner, text="", purpose="", data={})
    transaction.commit()
    worker = Visitor(site, "worker1")
    page = f"{path(letter)}/@@change-state"
    shown = send(worker, page, "?transition=submit", transition="submit", comment="").text
    assert shown.count(f"{letter.getId()}/edit") >= 3
    assert api.content.get_state(letter) == "draft"


def test_the_list_says_what_is_waited_for(site, made, partner):
    letter = sample_referral(made, partner, "signed")
    dispatch(letter)
    letter._signed_on = None
    type(letter.aq_base).sent_on.keep(letter.aq_base, today().replace(year=2025))
    take(letter, "worker1", "send")
    transaction.commit()
    shown = Visitor(site, "worker1").get(f"{path(made)}/referrals").text
    assert letter.number in shown and "RSUD Contoh" in shown and "text-danger" in shown


@pytest.mark.parametrize("state", ["draft", "signed"])
@pytest.mark.parametrize("name,begins", [("letter-pdf", b"%PDF"), ("letter-docx", b"PK\x03\x04")])
def test_a_letter_is_downloaded_and_that_is_noted(site, made, partner, state, name, begins):
    letter = sample_referral(made, partner, state)
    transaction.commit()
    answer = Visitor(site, "worker1").get(f"{path(letter)}/@@{name}")
    assert answer.status == 200 and answer.body.startswith(begins)
    assert "attachment" in answer.header("content-disposition")
    told = rows(subject=uid(letter), actions=(EXPORT,))
    assert [(row.user, row.detail) for row in told] == [("worker1", name.rpartition("-")[2])]
    if state == "signed" and name == "letter-pdf":
        assert answer.body == letter.pdf.data


def test_who_has_not_shown_who_they_are_for_a_while_is_asked_first(
    site, made, partner, monkeypatch
):
    letter = sample_referral(made, partner, "signed")
    transaction.commit()
    worker = Visitor(site, "worker1")
    monkeypatch.setattr("baleharum.login.api.stepped_up", lambda *_args: False)
    for name in ("letter-pdf", "letter-docx"):
        assert "@@step-up" in worker.get(f"{path(letter)}/@@{name}").header("location")
    answer = send(worker, path(letter), form="zip")
    asked = worker.post(
        f"{path(letter)}/@@parcel",
        {"_authenticator": worker.authenticator(path(letter)), "form": "zip"},
    )
    assert "@@step-up" in asked.header("location") and answer.status
    assert rows(subject=uid(letter), actions=(EXPORT,)) == []


def test_a_zip_is_made_and_its_password_is_shown_once_to_who_made_it(site, made, partner):
    letter = sample_referral(made, partner, "signed", documents=(uid(approved(made)),))
    transaction.commit()
    worker, other = Visitor(site, "worker1"), Visitor(site, "worker2")
    token = {"_authenticator": worker.authenticator(path(letter))}
    parcel = worker.post(f"{path(letter)}/@@parcel", {**token, "form": "zip"})
    assert parcel.header("content-type") == "application/zip"
    stolen = {"_authenticator": other.authenticator(path(letter))}
    assert other.post(f"{path(letter)}/@@parcel-password", stolen).status == 302
    shown = worker.post(f"{path(letter)}/@@parcel-password", token).text
    password = re.search(r'id="parcel-password">([a-z-]+)<', shown)[1]
    with pyzipper.AESZipFile(BytesIO(parcel.body)) as bundle:
        bundle.setpassword(password.encode())
        assert bundle.read("surat.pdf") == letter.pdf.data
    assert worker.post(f"{path(letter)}/@@parcel-password", token).status == 302
    told = [row.detail for row in rows(subject=uid(letter), actions=(EXPORT,))]
    assert sorted(told) == ["password", "zip,files=1"]


def test_a_stranger_finds_no_list(site, made, partner):
    sample_referral(made, partner)
    transaction.commit()
    stranger = Visitor(site, "worker3")
    found = stranger.get(f"{path(made)}/referrals")
    assert (found.status, found.body) == (404, stranger.get(f"{path(made)}/tidak-ada").body)


def test_the_case_says_that_its_referral_has_failed(site, made, partner):
    made.lawful_basis = "persetujuan"
    put(made, "assessment")
    letter = sample_referral(made, partner)
    take(made, "supervisor1", "refer")
    transaction.commit()
    worker = Visitor(site, "worker1")
    assert 'id="referral-failed"' not in worker.get(path(made)).text
    take(letter, "supervisor1", "cancel", comment="Mitra tutup.")
    transaction.commit()
    assert 'id="referral-failed"' in worker.get(path(made)).text
    led_to(sample_letter(made, partner), "sent")
    transaction.commit()
    assert 'id="referral-failed"' not in worker.get(path(made)).text
