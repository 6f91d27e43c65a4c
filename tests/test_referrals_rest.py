"""Letters over REST: the same rules as on the screens, nothing by hand that a step decides."""

from baleharum.cases.moments import today
from base64 import b64decode
from io import BytesIO
from plone import api
from tests.centre import sample_case
from tests.centre import sample_document
from tests.consents_made import client_of
from tests.consents_made import sample_consent
from tests.http import Visitor
from tests.referrals_made import approved
from tests.referrals_made import led_to
from tests.referrals_made import sample_letter
from tests.referrals_made import sample_referral
from tests.referrals_made import some_partner
from tests.referrals_made import take
from tests.referrals_made import uid

import pikepdf
import pytest
import pyzipper
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


def path(content) -> str:
    """Return the path of something below the site."""
    return "/".join(content.getPhysicalPath()[2:])


def body(case, to, **fields):
    """Return a letter as JSON."""
    return {
        "@type": "ReferralLetter",
        "partner": uid(to),
        "about": uid(client_of(case)),
        "services": ["kesehatan"],
        "purpose": "Pemeriksaan kesehatan",
        "data": {"nama": "Untuk pendaftaran"},
        "text": "Klien memerlukan pemeriksaan.",
        **fields,
    }


def test_a_letter_goes_its_way_over_rest(site, made, partner):
    document = approved(made)
    transaction.commit()
    worker, head = Visitor(site, "worker1"), Visitor(site, "head1")
    answer = worker.rest("POST", path(made), body(made, partner, documents=[uid(document)]))
    assert answer.status == 201, answer.text
    where = f"{path(made)}/{answer.json()['id']}"
    steps = worker.rest("GET", f"{where}/@transitions").json()
    assert [row["id"] for row in steps["items"] if not row["missing"]] == ["submit"]
    assert worker.rest("POST", f"{where}/@workflow/submit", {}).status == 200
    assert head.rest("POST", f"{where}/@workflow/sign", {}).status == 200
    refused = worker.rest("POST", f"{where}/@workflow/send", {})
    assert refused.status == 400 and "channel" in refused.json()["error"]["missing"][0]["message"]
    day = today().isoformat()
    noted = {"sent_channel": "kurir", "sent_on": day, "sent_time": "00:01", "sent_to": "Ni Luh"}
    assert worker.rest("PATCH", where, noted).status == 204
    assert worker.rest("POST", f"{where}/@workflow/send", {}).status == 200
    told = worker.rest("GET", where).json()
    assert told["review_state"] == "sent" and told["number"].startswith("400.9.8/0001/")
    assert told["sent_channel"]["token"] == "kurir"
    assert told["rest"]["kind"] == "consent" and told["waiting"][0]["what"] == "referral-answer"
    (enclosure,) = told["enclosures"]
    assert (enclosure["uid"], enclosure["version"]) == (uid(document), 1)
    listed = worker.rest("GET", f"{path(made)}/@referrals").json()["items"]
    assert [row["number"] for row in listed] == [told["number"]]


WRONG = {
    "a list for a text": {"text": ["a"]},
    "a number for a text": {"purpose": 5},
    "a mapping for a text": {"purpose": {"a": 1}},
    "a text for a list": {"services": "kesehatan"},
    "a list in a list": {"documents": [["a"]]},
    "a list for a mapping": {"data": ["nama"]},
    "a number as a reason": {"data": {"nama": 1}},
    "an item that is none": {"data": {"rahasia": "Perlu"}},
    "a list for a token": {"partner": ["a"]},
    "true": {"about": True},
    "a partner that is none": {"partner": "tidak-ada"},
    "a document that is none": {"documents": ["tidak-ada"]},
    "a service that is none": {"services": ["sihir"]},
    "a number": {"number": "400.9.8/0009/BH/XI/2026"},
    "a hash": {"sha256": "0" * 64},
    "enclosures": {"enclosures": [{"uid": "x"}]},
    "what it rests on": {"rest": {"uid": "x"}},
    "a date that is none": {"sent_on": "kemarin"},
    "a time that is none": {"sent_time": "25:00"},
}


@pytest.mark.parametrize("wrong", WRONG.values(), ids=WRONG)
def test_what_has_not_the_form_of_its_field_is_400(site, made, partner, wrong):
    letter = sample_letter(made, partner)
    transaction.commit()
    worker = Visitor(site, "worker1")
    assert worker.rest("PATCH", path(letter), wrong).status == 400
    before = len(made.objectIds())
    answer = worker.rest("POST", path(made), body(made, partner, **wrong))
    assert answer.status == 400, answer.text
    assert len(made.objectIds()) == before


def test_null_empties_a_field_of_a_draft(site, made, partner):
    letter = sample_letter(made, partner)
    transaction.commit()
    worker = Visitor(site, "worker1")
    empty = dict.fromkeys(("partner", "about", "services", "documents", "data", "text", "purpose"))
    assert worker.rest("PATCH", path(letter), empty).status == 204
    assert (letter.partner, letter.text, letter.data, letter.services) == (None, None, {}, ())


def test_what_get_answers_may_be_sent_back(site, made, partner):
    letter = sample_referral(made, partner, "signed")
    transaction.commit()
    worker = Visitor(site, "worker1")
    told = worker.rest("GET", path(letter)).json()
    fields = ("partner", "about", "mode", "services", "data", "text", "number", "rest", "sha256")
    answer = worker.rest("PATCH", path(letter), {name: told[name] for name in fields})
    assert answer.status == 204, answer.text


@pytest.mark.parametrize("state", ["submitted", "signed", "sent", "accepted"])
@pytest.mark.parametrize(
    "change", [{"text": "Lain"}, {"documents": []}, {"data": {}}, {"mode": "serah-penuh"}]
)
def test_what_is_disclosed_is_not_changed_after_it_was_submitted(
    site, made, partner, state, change
):
    letter = sample_letter(made, partner, documents=(uid(approved(made)),))
    led_to(letter, state)
    transaction.commit()
    before = (letter.text, letter.documents, letter.data, letter.mode)
    answer = Visitor(site, "worker1").rest("PATCH", path(letter), change)
    assert answer.status in (400, 404), answer.text
    assert (letter.text, letter.documents, letter.data, letter.mode) == before


@pytest.mark.parametrize(
    "method,service,data",
    [
        ("DELETE", "", None),
        ("POST", "/@move", {}),
        ("POST", "/@copy", {}),
        ("PATCH", "", {"id": "l9"}),
    ],
)
def test_a_letter_stays_where_it_is(site, made, partner, method, service, data):
    letter = sample_letter(made, partner)
    transaction.commit()
    worker = Visitor(site, "worker1")
    where = path(made) if service else path(letter)
    source = {"source": letter.absolute_url()} if data == {} else data
    answer = worker.rest(method, f"{where}{service}", source)
    # What is no field is passed over, and what can't be copied or moved is not found.
    assert answer.status >= 400 or answer.body in (b"", b"[]")
    assert [name for name in made.objectIds() if name.startswith("l")] == ["l1"]


def test_a_partner_that_was_deactivated_is_refused(site, made, partner):
    take(partner, "head1", "deactivate", comment="Tutup.")
    transaction.commit()
    answer = Visitor(site, "worker1").rest("POST", path(made), body(made, partner))
    assert answer.status == 400


def test_a_document_of_another_case_or_a_withdrawn_one_is_refused(site, made, partner):
    foreign = approved(sample_case(site["perkara"]))
    gone = sample_document(made)
    take(gone, "worker1", "withdraw", comment="Salah.")
    transaction.commit()
    worker = Visitor(site, "worker1")
    for document in (foreign, gone):
        answer = worker.rest("POST", path(made), body(made, partner, documents=[uid(document)]))
        assert answer.status == 400


@pytest.mark.parametrize(
    "service", ["", "/@transitions", "/@@letter-pdf", "/@@letter-docx", "/edit"]
)
def test_for_who_is_not_in_the_case_there_is_no_letter(site, made, partner, service):
    letter = sample_referral(made, partner, "signed")
    transaction.commit()
    for user_id in ("worker3", "operator1", "privacy1"):
        stranger = Visitor(site, user_id)
        answer = stranger.rest("GET", f"{path(letter)}{service}")
        assert answer.status == 404
        assert answer.body == stranger.rest("GET", f"{path(made)}/l99{service}").body


def test_a_parcel_is_one_pdf_or_a_sealed_zip(site, made, partner):
    letter = sample_referral(made, partner, "signed", documents=(uid(approved(made)),))
    transaction.commit()
    worker = Visitor(site, "worker1")
    one = worker.rest("POST", f"{path(letter)}/@parcel", {"form": "pdf"}).json()
    with pikepdf.open(BytesIO(b64decode(one["data"]))) as merged:
        signed = len(pikepdf.open(BytesIO(letter.pdf.data)).pages)
        assert len(merged.pages) == signed + 1
    parcel = worker.rest("POST", f"{path(letter)}/@parcel", {"form": "zip"}).json()
    with pyzipper.AESZipFile(BytesIO(b64decode(parcel["data"]))) as bundle:
        assert bundle.namelist() == ["surat.pdf", "lampiran-01.pdf"]
        with pytest.raises(RuntimeError):
            bundle.read("surat.pdf")
        bundle.setpassword(parcel["password"].encode())
        assert bundle.read("surat.pdf") == letter.pdf.data
    assert worker.rest("POST", f"{path(letter)}/@parcel", {"form": ["zip"]}).status == 400


@pytest.mark.parametrize("state", ["draft", "submitted", "cancelled"])
def test_nothing_but_a_signed_letter_goes_out(site, made, partner, state):
    letter = sample_referral(made, partner, "signed" if state == "cancelled" else state)
    if state == "cancelled":
        take(letter, "supervisor1", "cancel", comment="Klien pindah.")
    transaction.commit()
    answer = Visitor(site, "worker1").rest("POST", f"{path(letter)}/@parcel", {"form": "pdf"})
    assert answer.status == 400 and "signed" in answer.text


def test_who_sends_no_letters_makes_no_parcel(site, made, partner):
    letter = sample_referral(made, partner, "signed")
    transaction.commit()
    for who in ("head1", "advocate1"):
        assert api.user.has_permission("View", username=who, obj=letter)
        answer = Visitor(site, who).rest("POST", f"{path(letter)}/@parcel", {"form": "zip"})
        assert answer.status == 404, who


def test_a_nik_stands_in_the_letter_alone(site, made, partner):
    client_of(made).nik = "5271055708850000"
    letter = sample_referral(made, partner, "signed", data={"nik": "Nomor pasien BPJS"})
    transaction.commit()
    worker = Visitor(site, "worker1")
    assert dict(letter.disclosed) == {"nik": "5271055708850000"}
    for said in (worker.rest("GET", path(letter)).text, worker.get(path(letter)).text):
        assert "5271055708850000" not in said and "5271" in said
