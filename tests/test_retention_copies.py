"""What was written in a case goes into the package of a client: for whom, by whose word, as what."""

from baleharum.documents.text import extract
from baleharum.retention import copies
from baleharum.retention import package
from baleharum.retention import releases
from baleharum.retention import requests
from baleharum.retention.refusals import RetentionRefused
from baleharum.team.api import assign
from io import BytesIO
from plone import api
from tests.assessments_made import endorsed_assessment
from tests.assessments_made import full_ratings
from tests.assessments_made import sample_assessment
from tests.centre import acting
from tests.centre import PASSWORD
from tests.centre import sample_case
from tests.centre import sample_document
from tests.centre import sample_note
from tests.centre import sample_person
from tests.consents_made import sample_consent
from tests.consents_made import sample_draft
from tests.plans_made import approved_plan
from tests.plans_made import sample_record
from tests.referrals_made import sample_letter
from tests.referrals_made import sample_referral
from tests.referrals_made import sign_settings
from tests.referrals_made import some_partner
from tests.test_retention_releases import granted

import json
import pytest
import pyzipper
import transaction


ODD = "Ia berkata: *tidak* #apa-apa $x$ @y [z] <b> ‘ya’ سلمى\n\nBaris kedua \\ akhir."


@pytest.fixture
def told(register, case):
    """A case with a client P1, a witness P2, and of each kind of writing one that stands."""
    sample_person(case)
    sample_person(case, name="Amaq Rahim", part="witness")
    sample_document(case)
    member = api.user.create(
        email="psychologist2@example.org",
        username="psychologist2",
        password=PASSWORD,
        properties={"profession": "psychology"},
    )
    assign(register, member.getId(), "staff", granted_by="system")
    with acting("supervisor1"):
        assign(case, "psychologist2", "clinician")
        assign(case, "doctor1", "clinician")
    return case


def opened(register, case, found):
    """Return name -> bytes of a package, made by the privacy officer with the lead's password."""
    with acting("privacy1"):
        data = package.package(register, found)
    with acting("worker1"):
        password = releases.take_password(case, found.number)
    with pyzipper.AESZipFile(BytesIO(data)) as bundle:
        bundle.setpassword(password.encode())
        return {name: bundle.read(name) for name in bundle.namelist()}


def test_what_is_written_in_a_case_can_be_asked_for_by_its_client(told):
    endorsed_assessment(told)
    sample_assessment(told, "biopsychosocial")
    for kind in ("family", "other-party"):
        endorsed_assessment(told, kind)
    sample_note(told)
    sample_record(told)
    approved_plan(told)
    kinds = [(each.getId(), copies.kind_of(each)) for each in copies.offered(told, told["p1"])]
    assert kinds == [
        ("d1", "catatan-kasus"),
        ("a1", "asesmen-awal"),
        ("n1", "catatan-kasus"),
        ("r1", "rencana-intervensi"),
        ("s1", "catatan-kasus"),
    ]
    assert [each.getId() for each in copies.offered(told, told["p2"])] == ["d1"]


@pytest.mark.parametrize("name", ["A1", "A2", "C1", "P1", "A9", "L1"])
def test_a_draft_and_what_is_about_others_is_not_asked_for(register, told, name):
    sample_assessment(told)
    endorsed_assessment(told, "other-party")
    with acting("worker1"):
        number = requests.file_request(told, "P1", "access", "Minta salinan.").number
    with acting("privacy1"), pytest.raises(RetentionRefused, match="no_document_for_person"):
        requests.decide(register, number, True, "Ya.", documents=name)


def test_a_witness_gets_no_assessment_of_somebody_else(register, told):
    endorsed_assessment(told)
    with acting("worker1"):
        number = requests.file_request(told, "P2", "access", "Minta salinan.").number
    with acting("privacy1"), pytest.raises(RetentionRefused, match="no_document_for_person"):
        requests.decide(register, number, True, "Ya.", documents="A1")


@pytest.mark.parametrize(
    ("kind", "may"),
    [
        ("triage", {"worker1", "supervisor1"}),
        ("psychological", {"psychologist1", "psychologist2", "supervisor1"}),
        ("medical", {"doctor1", "supervisor1"}),
    ],
)
def test_a_profession_speaks_for_its_own_assessments(register, told, kind, may):
    """The lead reads a psychological assessment, and does not let it out."""
    endorsed_assessment(told, kind)
    found = granted(register, told, "A1")
    everybody = ("worker1", "worker2", "supervisor1", "psychologist1", "psychologist2", "doctor1")
    for person in (*everybody, "advocate1", "head1", "privacy1"):
        with acting(person):
            waits = [each.getId() for each in releases.waiting(told, found)]
        assert waits == (["a1"] if person in may else []), person
        # Nobody of them has released it by looking.
        assert found.releases == ()


def test_the_package_holds_every_word_and_no_name_of_a_colleague(register, told):
    ratings = full_ratings("triage", score=3, text=ODD)
    endorsed_assessment(told, ratings=ratings, conclusion=ODD)
    plan, note = approved_plan(told), sample_note(told, text=ODD)
    found = granted(register, told, f"A1 {note.getId()} {plan.getId()}")
    with acting("worker1"):
        releases.release(told, found.number, f"A1 {note.getId()} {plan.getId()}")
    content = opened(register, told, found)
    assert sorted(content) == ["A1.pdf", "N1.pdf", "R1.pdf", "data.json", "ringkasan.pdf"]
    data = json.loads(content["data.json"])
    assert [each["kind"] for each in data["written"]] == [
        "asesmen-awal",
        "catatan-kasus",
        "rencana-intervensi",
    ]
    assert ["Kesimpulan", ODD] in data["written"][0]["rows"]
    text = extract(BytesIO(content["A1.pdf"]), "application/pdf")
    assert "$x$ @y [z] <b>" in " ".join(text.split()) and "ekerja" in text
    everything = "".join(map(str, (data, text)))
    assert "Worker1" not in everything and "worker1" not in everything


def test_what_is_withdrawn_after_its_release_stays_out(register, told):
    endorsed_assessment(told)
    found = granted(register, told, "D1 A1")
    with acting("worker1"):
        releases.release(told, found.number, "D1 A1")
        api.content.transition(told["d1"], "withdraw", comment="Orang yang salah.")
    assert sorted(opened(register, told, found)) == ["A1.pdf", "data.json", "ringkasan.pdf"]


def test_a_consent_and_a_sent_letter_are_for_whom_they_are_about(register, told, portal):
    sign_settings()
    told.lawful_basis = "persetujuan"
    witness = told["p2"]
    hospital = some_partner(portal)
    letter = sample_referral(told, hospital, data={"nama": "Pendaftaran"}, text=ODD)
    sample_letter(told, hospital)
    own = sample_consent(told, "layanan", person=witness.UID())
    sample_draft(told, "foto")
    offered = [each.getId() for each in copies.offered(told, told["p1"])]
    assert {"c1", "l1"} <= set(offered) and not {"c2", "c3", "l2"} & set(offered)
    assert "c2" in [each.getId() for each in copies.offered(told, witness)]
    assert (own.getId(), letter.getId()) == ("c2", "l1")
    found = granted(register, told, "C1 L1")
    with acting("worker1"):
        releases.release(told, found.number, "C1 L1")
    content = opened(register, told, found)
    assert {"C1.pdf", "L1.pdf"} <= set(content)
    consent, sent = json.loads(content["data.json"])["written"]
    assert ["Penerima", "RSUD Contoh"] in consent["rows"]
    assert ["Isi", ODD] in sent["rows"]
    assert ["Data yang disampaikan", "Nama: Baiq Melati"] in sent["rows"]


def test_who_may_not_read_somebody_restricted_releases_nothing_about_them(register, told):
    sample_consent(told)
    found = granted(register, told, "D1 C1")
    with acting("supervisor1"):
        api.content.transition(told["p1"], "restrict", comment="Diminta.")
    for person, names in (("supervisor1", ["d1"]), ("worker1", ["d1", "c1"])):
        with acting(person):
            assert [each.getId() for each in releases.waiting(told, found)] == names


def test_page_and_service_offer_what_was_written(functional, visit):
    register = functional["portal"]["perkara"]
    case = sample_case(register)
    sample_person(case)
    endorsed_assessment(case)
    with acting("worker1"):
        number = requests.file_request(case, "P1", "access", "Minta salinan.").number
    transaction.commit()
    privacy = visit("privacy1")
    assert 'value="a1"' in privacy.get("perkara/@@requests").text
    (row,) = privacy.rest("GET", "perkara/@requests").json()["items"]
    assert row["askable"] == [{"number": "A1", "kind": "asesmen-awal", "level": "confidential"}]
    address = f"perkara/@requests/{number}/accept"
    answer = privacy.rest("POST", address, {"reason": "Ya.", "documents": "A1"})
    assert answer.status == 200
    page = visit("worker1").get(f"perkara/{case.getId()}/@@releases").text
    assert 'value="a1"' in page
