"""What the table of steps (domain.md 2a) asks of a case beside its documents' kinds."""

from baleharum.cases.dues import dues_of
from baleharum.cases.facts import under_age
from baleharum.cases.moments import today
from baleharum.cases.requirements import TransitionRefused
from baleharum.cases.steps import step
from baleharum.cases.timeline import entries
from baleharum.consents.api import consents_of
from baleharum.demo.past import write_history
from DateTime import DateTime
from datetime import date
from datetime import timedelta
from plone import api
from tests.case_forms import address
from tests.case_forms import path
from tests.centre import acting
from tests.centre import sample_case
from tests.centre import sample_document
from tests.centre import sample_note
from tests.centre import sample_person
from tests.consents_made import sample_basis
from tests.consents_made import sample_consent
from tests.consents_made import take
from tests.consents_made import withdraw
from tests.plans_made import approved_plan
from zope.i18n import translate

import contextlib
import pytest
import transaction


def put(case, *states):
    """Put a case into a state, as if it had gone through the others; returns it."""
    rows = [
        {"action": None, "actor": "", "comments": "", "review_state": s, "time": DateTime()}
        for s in states
    ]
    write_history(case, "case_workflow", rows)
    case.reindexObject()
    return case


def approved(case, *kinds):
    """File approved documents."""
    for kind in kinds:
        document = sample_document(case, kind=kind)
        row = {"action": "approve", "actor": "supervisor1", "comments": "", "time": DateTime()}
        write_history(document, "case_document_workflow", [{**row, "review_state": "approved"}])
        document.reindexObject()


def missing(case, user_id, transition, **details) -> list[tuple[str, str]]:
    """Return (text, place) of all that is missing for a step of somebody."""
    details = {"comment": "-", "reason_code": None, **details}
    with acting(user_id):
        found = step(case, transition, details)
        return [(translate(row.message), row.mend) for row in found.missing]


@pytest.mark.parametrize(
    ("days", "mended"),
    [(None, True), (-1, True), (0, False), (30, False), (31, True)],
)
def test_a_case_is_held_until_a_review_within_30_days(case, days, mended):
    case.review_on = None if days is None else today() + timedelta(days=days)
    rows = missing(case, "supervisor1", "hold")
    assert [place for _text, place in rows] == (["edit"] if mended else [])
    held = contextlib.nullcontext() if not mended else pytest.raises(TransitionRefused)
    with acting("supervisor1"), held:
        case.portal_workflow.doActionFor(case, "hold", comment="Klien sakit.")
    assert api.content.get_state(case) == ("intake" if mended else "on_hold")


def planned(case):
    """Put everything into a case that its plan needs, and a basis for its services."""
    sample_basis(case)
    approved(case, "kontrak-layanan")
    approved_plan(case, approver="head1")


YOUNG = {"birth_date": today().replace(day=1) - timedelta(days=17 * 365)}
GROWN = {"birth_date": date(1980, 5, 1)}
HEAD = "is approved by the head of the centre alone"
CONFERENCE = "An approved document 'Case-conference minutes' is missing."


@pytest.mark.parametrize(
    ("fields", "person", "childs"),
    [
        ({}, {}, False),
        ({}, GROWN, False),
        ({}, YOUNG, True),
        ({}, {"birth_year": today().year - 18}, True),
        ({}, {"birth_year": today().year - 19}, False),
        ({}, {**YOUNG, "part": "family"}, False),
        ({"categories": ("prse", "anak-jalanan")}, GROWN, True),
    ],
)
def test_the_plan_of_a_child_is_approved_by_the_head_after_a_conference(
    register, fields, person, childs
):
    case = put(sample_case(register, **fields), "planning")
    sample_person(case, **person)
    planned(case)
    rows = missing(case, "supervisor1", "approve_plan")
    assert [place for _t, place in rows] == (["plan", "team"] if childs else [])
    assert [HEAD in text for text, _place in rows] == ([False, True] if childs else [])
    rows = missing(case, "head1", "approve_plan")
    assert [text for text, _place in rows] == ([CONFERENCE] if childs else [])
    approved(case, "konferensi-kasus")
    with acting("head1"):
        api.content.transition(case, "approve_plan")
    assert api.content.get_state(case) == "intervention"


def test_after_sexual_violence_the_head_approves_the_plan(register):
    case = put(sample_case(register, harm=("seksual",)), "planning")
    planned(case)
    assert [place for _t, place in missing(case, "supervisor1", "approve_plan")] == ["team"]
    assert missing(case, "head1", "approve_plan") == []


def test_all_documents_that_are_missing_are_listed(case):
    put(case, "planning")
    assert len(missing(case, "supervisor1", "approve_plan")) == 3


def test_a_plan_begins_with_a_contract_that_is_signed(case):
    put(case, "planning")
    sample_basis(case)
    approved_plan(case)
    sample_document(case, kind="kontrak-layanan")
    ((text, place),) = missing(case, "supervisor1", "approve_plan")
    assert ("Service agreement" in text, place) == (True, "documents")


@pytest.mark.parametrize("noted", ["note", "document"])
def test_monitoring_begins_with_a_progress_note(case, noted):
    approved_plan(put(case, "intervention"))
    sample_basis(case)
    places = {"plan#goal-1", "plan#goal-2", "notes#add-note"}
    assert {place for _t, place in missing(case, "worker1", "start_monitoring")} == places
    if noted == "note":
        sample_note(case)
    else:
        sample_document(case, kind="catatan-kasus")
    places.remove("notes#add-note")
    assert {place for _t, place in missing(case, "worker1", "start_monitoring")} == places


def test_a_plan_is_revised_for_what_was_reported_or_noted(case):
    put(case, "intervention")
    sample_basis(case)
    assert len(missing(case, "worker1", "revise_plan")) == 1
    sample_document(case, kind="laporan-monev")
    assert missing(case, "worker1", "revise_plan") == []


def test_what_closing_needs_depends_on_where_the_case_stands(case):
    put(case, "termination", "aftercare")
    rows = missing(case, "head1", "close")
    assert [text for text, _place in rows] == [
        "An approved document 'Termination minutes' is missing.",
        "An approved document 'Aftercare report' is missing.",
    ]
    approved(case, "ba-terminasi")
    assert len(missing(case, "head1", "close")) == 1
    put(case, "monitoring", "termination")
    assert missing(case, "head1", "close") == []


def test_an_assessment_begins_with_a_consent_or_another_basis_for_services(case):
    put(case, "triage")
    approved(case, "asesmen-awal", "persetujuan")
    case.lawful_basis = "tugas-publik"
    ((text, place),) = missing(case, "worker1", "start_assessment")
    assert ("Neither a consent in force" in text, place) == (True, "consents")
    consent = sample_consent(case)
    assert missing(case, "worker1", "start_assessment") == []
    withdraw(consent)
    assert [place for _t, place in missing(case, "worker1", "start_assessment")] == ["consents"] * 2
    sample_basis(case)
    with acting("worker1"):
        api.content.transition(case, "start_assessment")


def test_the_basis_of_processing_is_set_before_a_referral(case):
    put(case, "triage")
    approved(case, "surat-rujukan")
    assert [place for _t, place in missing(case, "supervisor1", "refer")] == ["edit", "referrals"]
    case.lawful_basis = "persetujuan"
    assert [place for _t, place in missing(case, "supervisor1", "refer")] == ["referrals"]


def test_an_emergency_response_rests_on_vital_interest_and_puts_consent_off_for_three_days(case):
    case.risk = "darurat"
    sample_document(case, kind="asesmen-awal")
    ((text, place),) = missing(case, "supervisor1", "emergency")
    assert ("vital interest" in text, place) == (True, "consents")
    sample_basis(case)
    assert len(missing(case, "supervisor1", "emergency")) == 1
    sample_basis(case, basis="kepentingan-vital")
    end = next(each for each in consents_of(case) if each.basis == "tugas-publik")
    take(end, "end", "supervisor1", comment="Salah catat.")
    with acting("supervisor1"):
        api.content.transition(case, "emergency", comment="Kepentingan vital: luka berat.")
    (due,) = [each for each in dues_of(case) if each.what == "emergency-consent"]
    since = case.workflow_history["case_workflow"][-1]["time"].asdatetime()
    assert (due.what, due.at - since) == ("emergency-consent", timedelta(hours=72))
    put_on(case, "monitoring")
    approved(case, "laporan-monev")
    rows = missing(case, "worker1", "propose_termination", reason_code="pindah")
    assert "consents" in [place for _t, place in rows]
    sample_consent(case)
    assert "emergency-consent" not in [each.what for each in dues_of(case)]
    rows = missing(case, "worker1", "propose_termination", reason_code="pindah")
    assert "consents" not in [place for _t, place in rows]


def put_on(case, state):
    """Put a case into a state, after all that it has gone through."""
    rows = case.workflow_history["case_workflow"]
    row = {"action": None, "actor": "", "comments": "", "review_state": state, "time": DateTime()}
    write_history(case, "case_workflow", [*rows, row])
    case.reindexObject()


@pytest.mark.parametrize(
    ("born", "year", "child"),
    [
        (date(2008, 11, 23), None, False),
        (date(2008, 11, 24), None, True),
        (None, 2008, True),
        (None, 2007, False),
        (None, None, False),
    ],
)
def test_who_may_still_be_under_18_counts_as_a_child(born, year, child):
    assert under_age(born, year, date(2026, 11, 23)) is child


@pytest.fixture
def ending(functional):
    """A committed case whose termination can be proposed."""
    case = put(sample_case(functional["portal"]["perkara"]), "monitoring")
    approved(case, "laporan-monev")
    transaction.commit()
    return case


def propose(visitor, case, **fields):
    """Send the form that proposes a termination."""
    place = f"{path(case)}/@@change-state"
    token = visitor.authenticator(f"{place}?transition=propose_termination")
    form = {"transition": "propose_termination", "_authenticator": token, **fields}
    return visitor.post(place, form)


def test_the_form_asks_for_one_of_five_reasons(ending, visit):
    html = (
        visit("worker1").get(f"{path(ending)}/@@change-state?transition=propose_termination").text
    )
    for token in ("tujuan-tercapai", "permintaan-klien", "pindah", "meninggal", "hilang-kontak"):
        assert f'<option value="{token}"' in html
    assert "A reason is missing" not in html
    other = visit("supervisor1").get(f"{path(ending)}/@@change-state?transition=refer").text
    assert 'name="reason_code"' not in other


@pytest.mark.parametrize("code", ["", "bosan", "tujuan-tercapai "])
def test_a_refusal_lists_reason_and_comment_with_links_to_both(ending, visit, code):
    answer = propose(visit("worker1"), ending, reason_code=code, comment=" ")
    assert 'href="#reason_code"' in answer.text and 'href="#comment"' in answer.text
    assert api.content.get_state(ending) == "monitoring"


def test_the_reason_is_kept_with_the_comment_until_the_case_goes_on(ending, visit):
    answer = propose(
        visit("worker1"), ending, reason_code="pindah", comment="Ke Lombok Timur bersama ibu."
    )
    assert (answer.status, ending.closing_reason) == (302, "pindah")
    told = entries(ending, limit=1)[0][1]
    assert (told.subject, told.text) == ("pindah", "Ke Lombok Timur bersama ibu.")
    head = visit("head1")
    assert "Propose termination (Moved away)" in head.get(f"{path(ending)}/timeline").text
    assert "Moved away" in head.get(path(ending)).text
    assert head.rest("GET", path(ending)).json()["closing_reason"]["token"] == "pindah"
    cancel = {"comment": "Klien kembali."}
    visit("supervisor1").rest("POST", f"{path(ending)}/@workflow/cancel_termination", cancel)
    assert (api.content.get_state(ending), ending.closing_reason) == ("monitoring", None)


def test_rest_lists_the_reasons_and_takes_one(ending, visit):
    worker = visit("worker1")
    listed = worker.rest("GET", f"{path(ending)}/@transitions").json()["items"]
    (item,) = [row for row in listed if row["id"] == "propose_termination"]
    assert [row["token"] for row in item["reason_codes"]][0] == "tujuan-tercapai"
    assert item["missing"] == []
    place = f"{path(ending)}/@workflow/propose_termination"
    for sent in ({"comment": "Selesai."}, {"comment": "Selesai.", "reason_code": None}):
        answer = worker.rest("POST", place, sent)
        assert answer.status == 400
        form = f"{address(ending)}/@@change-state?transition=propose_termination"
        assert [row["@id"] for row in answer.json()["error"]["missing"]] == [f"{form}#reason_code"]
    sent = {"comment": "Menurut keluarga.", "reason_code": "meninggal"}
    assert worker.rest("POST", place, sent).status == 200
    assert ending.closing_reason == "meninggal"


def test_nobody_writes_the_reason_past_the_step(ending, visit):
    worker = visit("worker1")
    worker.rest("PATCH", path(ending), {"closing_reason": "pindah"})
    assert ending.closing_reason is None
    assert "closing_reason" not in worker.get(f"{path(ending)}/edit").text


@pytest.mark.parametrize("given", [{}, {"reason_code": None}, {"reason_code": "bosan"}])
def test_no_script_proposes_a_termination_without_a_reason(case, given):
    put(case, "monitoring")
    approved(case, "laporan-monev")
    with acting("worker1"), pytest.raises(TransitionRefused):
        case.portal_workflow.doActionFor(case, "propose_termination", comment="Selesai.", **given)
