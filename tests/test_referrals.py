"""Every row of the workflow of a letter (domain.md 2b), with all that it needs."""

from Acquisition import aq_base
from baleharum.cases.moments import today
from baleharum.letters.book import line_of
from baleharum.letters.book import lines
from datetime import timedelta
from hashlib import sha256
from plone import api
from Products.CMFCore.WorkflowCore import WorkflowException
from tests.centre import acting
from tests.centre import MINIMAL_PDF
from tests.centre import sample_case
from tests.centre import sample_document
from tests.centre import sample_person
from tests.consents_made import client_of
from tests.consents_made import sample_basis
from tests.consents_made import sample_consent
from tests.consents_made import withdraw
from tests.referrals_made import answer
from tests.referrals_made import approved
from tests.referrals_made import dispatch
from tests.referrals_made import hand_over
from tests.referrals_made import led_to
from tests.referrals_made import missing
from tests.referrals_made import refused
from tests.referrals_made import reply
from tests.referrals_made import sample_letter
from tests.referrals_made import sample_referral
from tests.referrals_made import some_partner
from tests.referrals_made import take
from tests.referrals_made import uid
from tests.referrals_made import WAY
from tests.referrals_made import write
from tests.test_access_authors import has_nothing
from tests.test_access_authors import leave
from zExceptions import BadRequest

import pytest


@pytest.fixture
def partner(portal, register):
    """A hospital of the directory."""
    return some_partner(portal)


@pytest.fixture
def draft(case, partner):
    """A draft in which nothing is missing, and the consent that it may rest on."""
    sample_consent(case, "rujukan", uid(partner))
    return sample_letter(case, partner)


def test_a_letter_goes_its_whole_way(case, draft):
    led_to(draft, "finished")
    actions = [row["action"] for row in draft.workflow_history["referral_workflow"]]
    assert actions == [None, *(step for step, _who, _state in WAY)]


def test_all_that_a_letter_lacks_is_told_at_once(case, partner):
    empty = sample_letter(
        case, partner, partner=None, about=None, services=(), purpose=None, data={}, text=None
    )
    found = missing(empty, "worker1", "submit")
    assert [text.split()[-1] for text in found] == [
        "for.",
        "referral.",
        "item.",
        "letter.",
        "directory.",
        "about.",
    ]
    assert "Choose a partner" in refused(empty, "worker1", "submit")


def test_it_rests_on_a_consent_for_this_very_partner_and_person(portal, case, partner):
    letter = sample_letter(case, partner)
    sample_consent(case, "rujukan", uid(some_partner(portal, "Puskesmas Contoh", "puskesmas")))
    sample_consent(case, "layanan")
    refused(letter, "worker1", "submit")
    other = sample_person(case, name="Inaq Sari")
    sample_consent(case, "rujukan", uid(partner), person=uid(other))
    refused(letter, "worker1", "submit")
    consent = sample_consent(case, "rujukan", uid(partner), person=letter.about)
    take(letter, "worker1", "submit")
    assert (letter.rest.kind, letter.rest.uid) == ("consent", uid(consent))


def test_it_may_rest_on_another_basis(case, partner):
    letter = sample_letter(case, partner)
    basis = sample_basis(case, "rujukan", "kewajiban-hukum")
    take(letter, "worker1", "submit")
    assert letter.rest[:2] == ("law", uid(basis)) and letter.rest.basis == "kewajiban-hukum"


@pytest.mark.parametrize("user_id", ["psychologist1", "advocate1", "supervisor1", "head1"])
def test_social_workers_of_the_case_alone_submit(draft, user_id):
    with pytest.raises(WorkflowException):
        take(draft, user_id, "submit")


@pytest.mark.parametrize("user_id", ["supervisor1", "head1"])
def test_it_is_sent_back_with_a_reason(draft, user_id):
    led_to(draft, "submitted")
    assert "reason" in refused(draft, user_id, "return")
    take(draft, user_id, "return", comment="Alamat kurang.")
    assert api.content.get_state(draft) == "draft"
    write(draft, text="Isi baru.")
    assert draft.text == "Isi baru."


@pytest.mark.parametrize("user_id", ["worker1", "supervisor1", "intake1", "privacy1"])
def test_the_head_alone_signs(draft, user_id):
    led_to(draft, "submitted")
    with pytest.raises(WorkflowException):
        take(draft, user_id, "sign")
    assert draft.number == "" and lines(draft.__parent__.__parent__, today().year) == []


def test_nobody_signs_what_they_have_written(draft):
    led_to(draft, "submitted")
    draft.creators = ("head1",)
    assert "wrote or handed in" in refused(draft, "head1", "sign")


def test_a_signature_takes_the_number_and_fixes_the_pdf(register, draft):
    led_to(draft, "signed")
    line = line_of(register, uid(draft))
    assert (draft.number, line.sequence, draft.signed_on) == (line.number, 1, today())
    assert draft.signed_by == "head1"
    data = draft.pdf.data
    assert data.startswith(b"%PDF") and sha256(data).hexdigest() == draft.sha256


def test_numbers_have_no_gap_where_a_signature_was_refused(register, case, partner, draft):
    led_to(draft, "submitted")
    second = led_to(sample_letter(case, partner), "submitted")
    with acting("head1"):
        partner.portal_workflow.doActionFor(partner, "deactivate", comment="Tutup.")
    assert "no longer active" in refused(draft, "head1", "sign")
    with acting("head1"):
        partner.portal_workflow.doActionFor(partner, "reactivate")
    take(second, "head1", "sign")
    take(draft, "head1", "sign")
    assert [line.letter for line in lines(register, today().year)] == [uid(second), uid(draft)]


def test_a_letter_that_cannot_be_set_takes_no_number(register, draft):
    led_to(draft, "submitted")
    letter = aq_base(draft)
    vars(type(letter))["text"].keep(letter, "漢字")
    assert "can't be typeset" in refused(draft, "head1", "sign")
    assert line_of(register, uid(draft)) is None


def test_a_second_signature_of_one_letter_is_refused(register, draft):
    led_to(draft, "signed")
    with pytest.raises(WorkflowException):
        take(draft, "head1", "sign")
    with pytest.raises(BadRequest, match="signature has fixed"):
        draft.number = "400.9.8/0009/BH/XI/2026"
    assert len(lines(register, today().year)) == 1


@pytest.mark.parametrize("user_id", ["worker1", "worker2", "supervisor1"])
def test_it_is_sent_by_the_team_with_channel_time_and_recipient(draft, user_id):
    led_to(draft, "signed")
    assert "Note the channel" in refused(draft, user_id, "send")
    dispatch(draft, user_id)
    take(draft, user_id, "send")
    assert api.content.get_state(draft) == "sent"


def test_the_intake_officer_who_is_in_the_case_sends_it(case, draft):
    from baleharum.team.api import assign

    led_to(draft, "signed")
    with acting("supervisor1"):
        assign(case, "intake1", "worker")
    dispatch(draft, "intake1")
    take(draft, "intake1", "send")
    assert api.content.get_state(draft) == "sent"


@pytest.mark.parametrize("user_id", ["psychologist1", "advocate1", "head1"])
def test_nobody_else_sends_it(draft, user_id):
    led_to(draft, "signed")
    dispatch(draft)
    with pytest.raises(WorkflowException):
        take(draft, user_id, "send")


def test_it_was_not_sent_before_it_was_signed(draft):
    led_to(draft, "signed")
    dispatch(draft, days_ago=1)
    assert "before it was signed" in refused(draft, "worker1", "send")


def test_a_pdf_that_is_not_the_signed_one_is_not_sent(draft):
    led_to(draft, "signed")
    dispatch(draft)
    draft.pdf.write(MINIMAL_PDF)
    assert "not the one that was signed" in refused(draft, "worker1", "send")


@pytest.mark.parametrize(
    "transition,state", [("accept", "accepted"), ("refuse", "refused_by_partner")]
)
def test_the_partner_answers_by_name(draft, transition, state):
    led_to(draft, "sent")
    assert "who answers" in refused(draft, "worker1", transition, comment="Penuh.")
    answer(draft)
    take(draft, "worker1", transition, comment="Penuh.")
    assert api.content.get_state(draft) == state


def test_a_refusal_takes_a_reason(draft):
    led_to(draft, "sent")
    answer(draft)
    assert "reason" in refused(draft, "worker1", "refuse")


def test_a_reply_is_a_document_a_day_and_a_summary(draft):
    led_to(draft, "accepted")
    assert len(missing(draft, "worker1", "reply")) == 3
    reply(draft)
    take(draft, "worker1", "reply")
    with pytest.raises(BadRequest, match="stays as it was noted"):
        draft.reply_summary = "Lain"


def test_a_full_handover_ends_with_minutes_that_both_have_signed(case, partner):
    letter = sample_referral(case, partner, "accepted", mode="serah-penuh", services=())
    reply(letter)
    take(letter, "worker1", "reply")
    assert len(missing(letter, "worker1", "finish")) == 2
    hand_over(letter)
    take(letter, "worker1", "finish")
    assert api.content.get_state(letter) == "finished"


def test_the_minutes_stand_for_the_reply(case, partner):
    letter = sample_referral(case, partner, "accepted", mode="serah-penuh")
    hand_over(letter)
    take(letter, "worker1", "reply")
    take(letter, "worker1", "finish")
    assert api.content.get_state(letter) == "finished"


@pytest.mark.parametrize("state", ["draft", "submitted", "signed", "sent"])
def test_a_supervisor_cancels_with_a_reason(draft, state):
    led_to(draft, state)
    assert "reason" in refused(draft, "supervisor1", "cancel")
    take(draft, "supervisor1", "cancel", comment="Klien pindah.")
    assert api.content.get_state(draft) == "cancelled"


@pytest.mark.parametrize("state", ["accepted", "replied", "finished"])
def test_what_the_partner_has_taken_is_not_cancelled(draft, state):
    led_to(draft, state)
    with pytest.raises(WorkflowException):
        take(draft, "supervisor1", "cancel", comment="Klien pindah.")


def test_what_is_in_another_case_is_refused(register, portal, partner, draft):
    elsewhere = sample_case(register)
    foreign = approved(elsewhere)
    with pytest.raises(BadRequest, match="not in this case"):
        write(draft, documents=(uid(foreign),))
    assert "not in this case" in refused(draft, "worker1", "submit")
    write_back(draft)
    with pytest.raises(BadRequest, match="person of this case"):
        write(draft, about=uid(client_of(elsewhere)))


def write_back(letter):
    """Take the documents out again."""
    letter.documents = ()


@pytest.mark.parametrize("state", ["draft", "submitted", "returned", "withdrawn", "superseded"])
def test_only_approved_documents_are_disclosed(case, draft, state):
    document = sample_document(case)
    if state != "draft":
        take(document, "worker1", "submit")
    if state == "returned":
        take(document, "supervisor1", "return", comment="Kurang.")
    if state == "withdrawn":
        take(document, "worker1", "withdraw", comment="Salah.")
    if state == "superseded":
        take(document, "supervisor1", "approve")
        newer(document)
    with pytest.raises(BadRequest, match="not an approved document"):
        write(draft, documents=(uid(document),))
    assert "not an approved document" in refused(draft, "worker1", "submit")


def newer(document):
    """File and approve the next version of a document."""
    from baleharum.cases.api import add_version

    with acting("worker1"):
        second = add_version(document, MINIMAL_PDF + b"%", "baru.pdf")
    take(second, "worker1", "submit")
    take(second, "supervisor1", "approve")
    return second


def test_what_its_writer_may_not_read_is_refused(case, draft):
    from baleharum.team.api import assign

    secret = approved(case, "laporan-psikologis", "psychologist1")
    with acting("supervisor1"):
        assign(case, "intake1", "advocate")
    with acting("intake1"):
        assert not api.user.has_permission("View", obj=secret)
    with pytest.raises(BadRequest, match="may not read"):
        write(draft, "intake1", documents=(uid(secret),))


def test_an_enclosure_that_is_withdrawn_stops_the_letter(case, draft):
    document = approved(case)
    write(draft, documents=(uid(document),))
    led_to(draft, "submitted")
    (row,) = draft.enclosures
    assert (row.uid, row.version, row.sha256) == (uid(document), 1, document.sha256)
    newer(document)
    assert "is no longer the approved document" in refused(draft, "head1", "sign")
    take(draft, "head1", "return", comment="Versi baru.")
    assert "not an approved document" in refused(draft, "worker1", "submit")


def test_a_person_whose_data_is_restricted_is_not_disclosed(case, draft):
    person = client_of(case)
    take(person, "supervisor1", "restrict", comment="Permintaan klien.")
    assert "restricted" in refused(draft, "worker1", "submit")


def test_a_deactivated_partner_is_refused_everywhere(case, partner, draft):
    led_to(draft, "signed")
    dispatch(draft)
    take(partner, "head1", "deactivate", comment="Tutup.")
    assert "no longer active" in refused(draft, "worker1", "send")
    with pytest.raises(BadRequest, match="no longer active"):
        sample_letter(case, partner)


def test_nothing_is_sent_once_the_consent_has_run_out(case, partner, monkeypatch):
    until = today() + timedelta(days=3)
    consent = sample_consent(case, "rujukan", uid(partner), valid_until=until)
    letter = led_to(sample_letter(case, partner), "signed")
    dispatch(letter)
    monkeypatch.setattr("baleharum.consents.api.today", lambda: until + timedelta(days=1))
    assert "C1 has expired" in refused(letter, "worker1", "send")
    assert api.content.get_state(consent) == "in_force", "also where no job has run"


@pytest.mark.parametrize("state", ["submitted", "signed", "sent"])
def test_a_withdrawal_cancels_what_rests_on_it(case, partner, state):
    consent = sample_consent(case, "rujukan", uid(partner))
    letter = led_to(sample_letter(case, partner), state)
    other = led_to(sample_letter(case, partner), "draft")
    withdraw(consent)
    assert api.content.get_state(letter) == "cancelled"
    assert api.content.get_state(other) == "draft"
    assert letter.workflow_history["referral_workflow"][-1]["actor"] in ("system", None, "")


@pytest.mark.parametrize("state", ["accepted", "replied", "finished"])
def test_a_withdrawal_leaves_what_the_partner_has_taken(case, partner, state):
    consent = sample_consent(case, "rujukan", uid(partner))
    letter = led_to(sample_letter(case, partner), state)
    withdraw(consent)
    assert api.content.get_state(letter) == state


def test_a_newer_consent_takes_the_place_of_the_older(case, partner):
    sample_consent(case, "rujukan", uid(partner))
    letter = led_to(sample_letter(case, partner), "sent")
    second = sample_consent(case, "rujukan", uid(partner))
    assert api.content.get_state(letter) == "sent" and letter.rest.uid == uid(second)


def test_a_writer_who_leaves_keeps_nothing(case, partner):
    letter = sample_letter(case, partner, "worker2")
    assert letter.get_local_roles() == ()
    leave(case, "worker2")
    assert has_nothing("worker2", letter)


def test_what_a_letter_tells_lies_sealed(case, partner, draft):
    led_to(draft, "sent")
    stored = repr({k: v for k, v in draft.__dict__.items() if not k.startswith("_v_")})
    for told in (draft.text, draft.purpose, draft.sent_to, "pendaftaran pasien", draft.sha256):
        assert told not in stored


def test_a_partner_that_was_renamed_gets_no_letter_in_its_new_name(case, partner, draft):
    sample_basis(case, "rujukan", "kewajiban-hukum")
    led_to(draft, "submitted")
    partner.title = "Klinik Lain"
    assert "is called 'Klinik Lain' now" in refused(draft, "head1", "sign")
    partner.title = "RSUD Contoh"
    led_to(draft, "signed")
    dispatch(draft)
    partner.title = "Klinik Lain"
    assert "is called 'Klinik Lain' now" in refused(draft, "worker1", "send")
