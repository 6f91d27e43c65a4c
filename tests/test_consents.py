"""Consents of a case: what giving one needs, what holds, what ends it, and what never changes."""

from baleharum.cases.content import ICase
from baleharum.cases.moments import today
from baleharum.cases.requirements import TransitionRefused
from baleharum.cases.steps import steps
from baleharum.consents.api import basis_for
from baleharum.consents.api import consents_of
from baleharum.consents.api import why_not
from baleharum.consents.grounds import Grounds
from baleharum.consents.interfaces import IConsentEnded
from datetime import date
from datetime import timedelta
from OFS.event import ObjectWillBeMovedEvent
from plone import api
from plone.app.testing import setRoles
from plone.app.testing import TEST_USER_ID
from Products.CMFCore.WorkflowCore import WorkflowException
from tests.centre import acting
from tests.centre import sample_case
from tests.centre import sample_document
from tests.centre import sample_partner
from tests.centre import sample_person
from tests.consents_made import client_of
from tests.consents_made import sample_basis
from tests.consents_made import sample_consent
from tests.consents_made import sample_draft
from tests.consents_made import sample_proof
from tests.consents_made import take
from tests.consents_made import uid
from tests.consents_made import withdraw
from zExceptions import BadRequest
from zope.component import getGlobalSiteManager
from zope.event import notify
from zope.i18n import translate

import pytest


CHILD_BORN = today().replace(day=1) - timedelta(days=365 * 15)


@pytest.fixture
def partner(portal, register):
    """A partner of the directory."""
    setRoles(portal, TEST_USER_ID, ["Manager"])
    directory = api.content.create(portal, "PartnerDirectory", id="mitra", title="Mitra")
    setRoles(portal, TEST_USER_ID, ["Member"])
    with acting("head1"):
        return sample_partner(directory)


@pytest.fixture
def endings():
    """What the slices above are told: (title, why)."""
    told = []

    def listen(event):
        told.append((event.object.title, event.why))

    getGlobalSiteManager().registerHandler(listen, (IConsentEnded,))
    yield told
    getGlobalSiteManager().unregisterHandler(listen, (IConsentEnded,))


def state(content) -> str:
    return api.content.get_state(content)


def refused(consent, transition="give", author="worker1", **given) -> list[str]:
    """Try a step that is refused; return what is missing, in words."""
    before = state(consent)
    with pytest.raises(TransitionRefused) as refusal:
        take(consent, transition, author, **given)
    assert state(consent) == before
    return [translate(row.message) for row in refusal.value.missing]


def told_why(case, purpose="layanan", **asked):
    """Return why there is no basis, as the lead hears it."""
    with acting("worker1"):
        return [translate(row.message) for row in why_not(case, purpose, **asked)]


def child_and_mother(case, **fields):
    """File a child and its mother, and return what makes her consent whole."""
    child = sample_person(case, birth_date=CHILD_BORN)
    mother = sample_person(case, name="Inaq Sari", part="guardian")
    proof = sample_document(case, kind="kk-akta")
    return {
        "person": uid(child),
        "givers": (uid(mother),),
        "authority": "Ibu kandung.",
        "authority_proof": uid(proof),
        "assent": "ya",
        "assent_words": "Saya mau.",
        **fields,
    }


def test_a_consent_that_lacks_nothing_is_given_for_a_year(case):
    consent = sample_consent(case)
    assert (state(consent), consent.given_on) == ("in_force", today())
    assert consent.valid_until.year == today().year + 1
    assert (consent.proof_version, len(consent.proof_sha256)) == (1, 64)
    assert consent.notice_version == 1 and "menolak" in consent.notice_id
    found = basis_for(case, "layanan")
    assert (found.kind, found.uid, found.title) == ("consent", uid(consent), consent.title)
    assert (found.basis, found.until) == ("persetujuan", consent.valid_until)
    assert why_not(case, "layanan") == []


def test_an_empty_draft_hears_all_that_is_missing_at_once(case):
    person = client_of(case)
    consent = sample_draft(
        case, "rujukan", person=uid(person), givers=(), explained=False, proof=None
    )
    found = refused(consent)
    assert len(found) == 4
    for word in ("recipient", "who gives it", "plain language", "proof"):
        assert any(word in text for text in found), word


LACKS = [
    ({"explained": False}, "plain language"),
    ({"method": "cap-jempol"}, "2 witnesses"),
    ({"method": "cap-jempol", "witnesses": ("Amaq Rahim", "amaq rahim ")}, "2 witnesses"),
    ({"method": "lisan-terekam", "script_version": "3"}, "1 witnesses"),
    ({"method": "lisan-terekam", "witnesses": ("Amaq Rahim",)}, "script"),
    ({"proof": None}, "Choose the proof"),
    ({"proof": "0" * 32}, "not a document of this case"),
    ({"givers": ()}, "Choose who gives it"),
    ({"givers": ("0" * 32,)}, "has to be a person of this case"),
    ({"valid_until": today() - timedelta(days=1)}, "last day has passed"),
]


@pytest.mark.parametrize(("fields", "text"), LACKS)
def test_what_is_missing_is_named(case, fields, text):
    found = refused(sample_draft(case, **fields))
    assert len([each for each in found if text in each]) == 1, found


@pytest.mark.parametrize(
    "fields",
    [
        {"method": "cap-jempol", "witnesses": ("Amaq Rahim", "Inaq Sari")},
        {"method": "lisan-terekam", "witnesses": ("Amaq Rahim",), "script_version": "3"},
        {"method": "elektronik"},
    ],
)
def test_every_method_has_its_way(case, fields):
    if fields["method"] == "lisan-terekam":
        fields = {**fields, "proof": uid(recording(case))}
    assert state(sample_consent(case, **fields)) == "in_force"


def recording(case):
    """File a sound of any kind."""
    document = sample_document(case, kind="catatan-kasus")
    document.media_type = "audio/ogg"
    return document


SPOKEN = {"method": "lisan-terekam", "witnesses": ("Amaq Rahim",), "script_version": "3"}


def test_what_was_said_is_shown_by_its_recording_of_whatever_kind(case):
    consent = sample_draft(case, **SPOKEN)
    assert any("shown by its recording" in text for text in refused(consent))
    document = recording(case)
    spoken = sample_draft(case, proof=uid(document), **SPOKEN)
    take(spoken, "give")
    assert spoken.proof_sha256 == document.sha256


def test_what_was_signed_is_shown_by_a_form_alone(case):
    for document in (sample_document(case, kind="catatan-kasus"), recording(case)):
        consent = sample_draft(case, proof=uid(document))
        assert any("neither an informed consent nor a recording" in t for t in refused(consent))


def test_a_proof_of_another_case_is_refused(case, register):
    other = sample_proof(sample_case(register))
    assert refused(sample_draft(case, proof=uid(other))) == [
        "The proof is not a document of this case."
    ]


def test_a_proof_that_was_withdrawn_is_refused(case):
    proof = sample_proof(case)
    consent = sample_draft(case, proof=uid(proof))
    take(proof, "withdraw", comment="Salah berkas.")
    assert refused(consent) == [
        "The proof was withdrawn or replaced. Choose the version that holds."
    ]


def test_the_recipient_is_a_partner_in_use(case, partner):
    consent = sample_draft(case, "rujukan", uid(partner))
    take(partner, "deactivate", "head1", comment="Tutup.")
    assert any("not an active partner" in text for text in refused(consent))
    take(partner, "reactivate", "head1")
    take(consent, "give")
    assert basis_for(case, "rujukan", uid(partner)).uid == uid(consent)
    assert basis_for(case, "rujukan") is None
    (_first, other) = told_why(case, "rujukan")
    assert "another recipient" in other
    assert {row.mend for row in why_not(case, "rujukan")} == {"consents"}


def test_whose_data_it_is_about_belongs_to_the_case(case, register):
    stranger = sample_person(sample_case(register), name="Lalu Contoh")
    found = refused(sample_draft(case, person=uid(stranger)))
    assert any("a person of this case" in text for text in found)


def test_a_guardian_consents_for_a_child_until_it_is_18(case):
    fields = child_and_mother(case, valid_until=today() + timedelta(days=3 * 366 + 60))
    consent = sample_consent(case, **fields)
    birthday = CHILD_BORN.replace(year=CHILD_BORN.year + 18)
    assert consent.valid_until == birthday - timedelta(days=1)
    assert basis_for(case, "layanan", day=birthday - timedelta(days=1)) is not None
    assert basis_for(case, "layanan", day=birthday) is None


@pytest.mark.parametrize(
    ("fields", "text"),
    [
        ({"authority": " "}, "kinship or authority"),
        ({"authority_proof": None}, "proof of the guardian's authority"),
        ({"assent": None}, "whether the child agrees"),
        ({"assent_words": ""}, "whether the child agrees"),
    ],
)
def test_a_guardian_shows_authority_and_the_child_is_asked(case, fields, text):
    found = refused(sample_draft(case, **child_and_mother(case, **fields)))
    assert [each for each in found if text in each] == found


def test_a_child_does_not_consent_alone(case):
    child = sample_person(case, birth_date=CHILD_BORN)
    found = refused(sample_draft(case, person=uid(child), assent="ya", assent_words="Mau."))
    assert found == ["A child's consent is given by the guardian."]


def test_who_may_be_a_child_is_protected_as_one(register):
    case = sample_case(register, categories=("anak-telantar",))
    found = refused(sample_draft(case))
    assert "A child's consent is given by the guardian." in found


def test_no_relative_without_authority_consents(case):
    aunt = sample_person(case, name="Ni Luh Contoh", part="family")
    found = refused(sample_draft(case, **child_and_mother(case, givers=(uid(aunt),))))
    assert found == [
        "Besides the person only a guardian gives it: somebody of the case with the part 'Guardian'."
    ]


def test_an_alleged_perpetrator_is_never_asked(case):
    father = sample_person(case, name="Amaq Rahim", part="alleged_perpetrator")
    found = refused(sample_draft(case, **child_and_mother(case, givers=(uid(father),))))
    assert any("alleged perpetrator is never asked" in text for text in found)


def test_a_guardian_who_turns_out_to_be_the_perpetrator_has_not_consented(case):
    fields = child_and_mother(case)
    consent = sample_consent(case, **fields)
    Grounds(case).people[fields["givers"][0]].part = "alleged_perpetrator"
    assert (state(consent), basis_for(case, "layanan")) == ("in_force", None)
    assert any("alleged perpetrator" in text for text in told_why(case))


def test_an_adult_consents_in_person_unless_there_is_a_disability(case):
    adult = sample_person(case, birth_date=date(1990, 5, 1))
    mother = sample_person(case, name="Inaq Sari", part="guardian")
    fields = {
        "person": uid(adult),
        "givers": (uid(mother),),
        "authority": "Wali pengampu.",
        "authority_proof": uid(sample_document(case, kind="putusan")),
    }
    consent = sample_draft(case, **fields)
    assert any("An adult consents in person" in text for text in refused(consent))
    adult.disability = "intelektual"
    assert len(refused(consent)) == 1
    consent.support_format = "Gambar dan bacaan mudah."
    consent.support_people = "Guru SLB."
    take(consent, "give")
    assert basis_for(case, "layanan").uid == uid(consent)


def test_a_refusal_is_recorded_with_its_reason(case):
    consent = sample_draft(case)
    assert refused(consent, "refuse") == ["A reason is missing. Write it in the comment."]
    take(consent, "refuse", comment="Belum siap.")
    assert [state(consent), basis_for(case, "layanan")] == ["refused", None]
    with pytest.raises(WorkflowException):
        take(consent, "give")


WITHDRAWERS = ["worker1", "psychologist1", "advocate1", "supervisor1", "head1", "privacy1"]


@pytest.mark.parametrize("user_id", WITHDRAWERS)
def test_a_withdrawal_acts_at_once_whoever_records_it(case, endings, user_id):
    consent = sample_consent(case)
    withdraw(consent, user_id, comment="Ditelepon kemarin.")
    assert (state(consent), basis_for(case, "layanan")) == ("withdrawn", None)
    assert endings == [(consent.title, "withdrawn")]
    assert (consent.withdrawn_on, consent.withdrawn_through) == (today(), "telepon")


def test_a_withdrawal_names_its_channel_and_a_day_that_can_be(case):
    consent = sample_consent(case)
    assert refused(consent, "withdraw", reason_code="") == [
        "A reason is missing. Choose one from the list."
    ]
    for day in (today() + timedelta(days=1), today() - timedelta(days=1), "kemarin"):
        assert len(refused(consent, "withdraw", reason_code="surat", withdrawn_on=day)) == 1


def test_a_newer_consent_takes_the_place_of_the_older_one(case, endings):
    older = sample_consent(case)
    other_purpose = sample_consent(case, "foto")
    with pytest.raises(WorkflowException):
        take(older, "replace")
    newer = sample_consent(case)
    assert [state(each) for each in (older, other_purpose, newer)] == [
        "replaced",
        "in_force",
        "in_force",
    ]
    assert endings == [(older.title, "replaced")]
    assert basis_for(case, "layanan").uid == uid(newer)


@pytest.mark.parametrize("user_id", ["worker1", "supervisor1", "head1", "privacy1", "siteadmin"])
def test_nobody_lets_a_consent_expire_by_hand(case, user_id):
    consent = sample_consent(case)
    with pytest.raises(WorkflowException):
        take(consent, "expire", user_id)


def test_it_has_expired_by_the_day_even_if_no_job_ran(case):
    consent = sample_consent(case)
    day = consent.valid_until + timedelta(days=1)
    assert basis_for(case, "layanan", day=consent.valid_until) is not None
    assert basis_for(case, "layanan", day=day) is None
    assert told_why(case, day=day)[1:] == ["Consent C1 has expired."]


FIXED = {
    "purpose": "foto",
    "recipient": "x",
    "person": "x",
    "givers": ("x",),
    "explained": False,
    "method": "elektronik",
    "proof": "x",
    "authority_proof": "x",
    "assent": "tidak",
    "valid_until": date(2030, 1, 1),
    "witnesses": ("Amaq Rahim",),
    "remarks": "Diubah.",
    "signed_on": date(2020, 1, 1),
    "signed_version": "9",
    "given_on": date(2020, 1, 1),
    "proof_version": 9,
    "proof_sha256": "0",
    "notice_version": 9,
    "notice_id": "x",
    "withdrawn_on": date(2020, 1, 1),
    "told": (),
}


@pytest.mark.parametrize("ending", ["", "refuse", "withdraw"])
@pytest.mark.parametrize("name", FIXED)
def test_no_script_changes_what_was_decided(case, name, ending):
    consent = sample_draft(case)
    if ending == "refuse":
        take(consent, "refuse", comment="Belum siap.")
    else:
        take(consent, "give")
    if ending == "withdraw":
        withdraw(consent)
    before = getattr(consent, name)
    with pytest.raises(BadRequest):
        setattr(consent, name, FIXED[name])
    with pytest.raises(BadRequest):
        delattr(consent, name)
    assert getattr(consent, name) == before


def test_a_draft_is_written_anew_as_often_as_it_takes(case):
    consent = sample_draft(case)
    for name in ("purpose", "method", "remarks", "valid_until"):
        setattr(consent, name, FIXED[name])
        assert getattr(consent, name) == FIXED[name]


def test_it_is_not_copied_moved_renamed_or_removed(case, register):
    consent, other = sample_consent(case), sample_case(register)
    for attempt in (
        lambda: api.content.copy(consent, other),
        lambda: api.content.move(consent, other),
        lambda: api.content.rename(consent, "c9"),
        lambda: api.content.delete(consent, check_linkintegrity=False),
        lambda: case.manage_delObjects(["c1"]),
    ):
        with pytest.raises(Exception) as refusal:
            attempt()
        assert type(refusal.value).__name__ in ("BadRequest", "CopyError", "Unauthorized"), attempt
    assert case["c1"].title == consent.title and "c1" not in other


def test_a_basis_is_recorded_by_who_answers_for_the_case(case):
    assert ICase.providedBy(case)
    for user_id in ("worker1", "advocate1", "privacy1"):
        with pytest.raises(Exception) as refusal:
            sample_basis(case, author=user_id)
        assert type(refusal.value).__name__ in (
            "Unauthorized",
            "InvalidParameterError",
            "ValueError",
        )
    basis = sample_basis(case)
    found = basis_for(case, "layanan", "any-partner")
    assert (found.kind, found.uid, found.basis, found.until) == (
        "law",
        uid(basis),
        "tugas-publik",
        None,
    )
    assert sample_basis(case, "foto", author="head1").getId() == "b2"


@pytest.mark.parametrize("name", ["purpose", "basis", "recipient", "reason", "ended_on"])
def test_a_recorded_basis_is_fixed(case, name):
    basis = sample_basis(case)
    with pytest.raises(BadRequest):
        setattr(basis, name, "kewajiban-hukum")


def test_a_basis_without_a_reason_is_not_filed(case):
    with pytest.raises(BadRequest):
        sample_basis(case, reason="  ")


def test_a_basis_is_ended_with_a_reason(case, endings):
    basis = sample_basis(case)
    with pytest.raises(WorkflowException):
        take(basis, "end", "worker1", comment="x")
    with pytest.raises(TransitionRefused):
        take(basis, "end", "supervisor1")
    take(basis, "end", "supervisor1", comment="Bahaya sudah lewat.")
    assert (basis.end_reason, basis.ended_on) == ("Bahaya sudah lewat.", today())
    assert endings == [(basis.title, "ended")]
    assert basis_for(case, "layanan") is None


def test_consent_comes_before_another_basis(case):
    basis = sample_basis(case)
    consent = sample_consent(case)
    assert basis_for(case, "layanan").uid == uid(consent)
    withdraw(consent)
    assert basis_for(case, "layanan").uid == uid(basis)
    assert [each.getId() for each in consents_of(case)] == ["c1", "b1"]


def test_the_steps_of_a_draft_say_what_they_need(case):
    consent = sample_draft(case, explained=False)
    with acting("worker1"):
        found = {step.id: len(step.missing) for step in steps(consent)}
    assert found == {"give": 1, "refuse": 0}
    with acting("supervisor1"):
        assert steps(consent) == []


#: user id -> what they add to a case: consents, other bases.
ADDING = {
    "worker1": (True, False),
    "worker2": (True, False),
    "psychologist1": (False, False),
    "advocate1": (False, False),
    "supervisor1": (False, True),
    "head1": (False, True),
    "privacy1": (False, False),
    "worker3": (False, False),
    "siteadmin": (False, False),
}


@pytest.mark.parametrize("user_id", ADDING)
def test_who_adds_consents_and_bases(case, user_id):
    names = ("baleharum: Add consent", "baleharum: Record basis")
    with acting(user_id):
        found = tuple(bool(api.user.has_permission(name, obj=case)) for name in names)
        inside = bool(api.user.has_permission("Add portal content", obj=case))
    assert found == ADDING[user_id]
    assert inside or not any(found)


def test_nothing_is_added_to_a_case_that_is_over(case):
    consent = sample_draft(case)
    given = sample_consent(case, "foto")
    with acting("supervisor1"):
        api.content.transition(case, "decline", comment="Bukan wewenang kami.", reason_code="lisan")
    for user_id in ("supervisor1", "head1", "worker1"):
        with acting(user_id):
            assert not api.user.has_permission("baleharum: Record basis", obj=case)
            assert not api.user.has_permission("baleharum: Add consent", obj=case)
    with pytest.raises(WorkflowException):
        take(consent, "give", "supervisor1")
    withdraw(given, "privacy1")
    assert state(given) == "withdrawn"


def test_the_system_itself_renames_nothing(case):
    consent = sample_consent(case)
    with api.env.adopt_roles(["Manager"]), pytest.raises(BadRequest):
        notify(ObjectWillBeMovedEvent(consent, case, "c1", case, "c9"))


def test_a_basis_for_one_partner_serves_it_alone(case, partner):
    basis = sample_basis(case, "rujukan", "kewajiban-hukum", uid(partner))
    assert basis_for(case, "rujukan", uid(partner)).uid == uid(basis)
    assert basis_for(case, "rujukan", "another") is None
    assert basis_for(case, "rujukan", uid(partner), without=("kewajiban-hukum",)) is None


def test_a_consent_of_a_witness_is_none_of_the_client(case):
    client_of(case)
    witness = sample_person(case, name="Ni Luh Contoh", part="witness")
    consent = sample_consent(case, person=uid(witness))
    assert basis_for(case, "layanan") is None
    assert basis_for(case, "layanan", person=uid(witness)).uid == uid(consent)
    assert any("another person" in text for text in told_why(case))


def test_a_birth_that_is_corrected_counts_at_once(case):
    consent = sample_consent(case)
    client_of(case).birth_date = CHILD_BORN
    assert basis_for(case, "layanan") is None
    (_none, text) = told_why(case)
    assert "by a child alone" in text
    assert state(consent) == "in_force"
