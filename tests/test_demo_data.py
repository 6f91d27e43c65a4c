"""The invented cases: legal histories, all states, documents and teams that fit."""

from baleharum.cases.facts import CHILDREN
from baleharum.cases.facts import under_age
from baleharum.cases.policy import review_fits
from baleharum.cases.policy import URGENT
from baleharum.demo.data import read
from baleharum.demo.stories import review_day
from baleharum.terms.lists import term
from collections import Counter
from datetime import date
from datetime import timedelta

import pytest


CASES = read("cases")
ACCOUNTS = {account["id"]: account for account in read("accounts")}

TODAY = date.today()
BACK = "the state before"
ACTIVE = (
    "intake",
    "triage",
    "assessment",
    "planning",
    "intervention",
    "monitoring",
    "referred",
    "termination",
    "aftercare",
)
STATES = {*ACTIVE, "on_hold", "closed", "declined", "archived", "destroyed"}
LEAD = ("lead", "worker")
#: transition -> (from, to, who: a function of the case's team or a standing appointment)
TRANSITIONS = {
    "accept": ((None,), "intake", ("intake",)),
    "start_triage": (("intake",), "triage", ("intake", *LEAD)),
    "decline": (("intake", "triage"), "declined", ("supervisor",)),
    "emergency": (("intake", "triage"), "intervention", ("supervisor", "head")),
    "start_assessment": (("triage",), "assessment", LEAD),
    "make_plan": (("assessment",), "planning", LEAD),
    "return_to_assessment": (("planning",), "assessment", ("supervisor",)),
    "approve_plan": (("planning",), "intervention", ("supervisor", "head")),
    "start_monitoring": (("intervention",), "monitoring", LEAD),
    "continue_service": (("monitoring",), "intervention", LEAD),
    "revise_plan": (("monitoring", "intervention"), "planning", LEAD),
    "refer": (("triage", "assessment", "intervention", "monitoring"), "referred", ("supervisor",)),
    "referral_failed": (("referred",), BACK, LEAD),
    "return_from_referral": (("referred",), "monitoring", LEAD),
    "full_handover": (("referred",), "termination", ("supervisor",)),
    "propose_termination": (("monitoring",), "termination", LEAD),
    "cancel_termination": (("termination",), "monitoring", ("supervisor",)),
    "start_aftercare": (("termination",), "aftercare", ("head",)),
    "close": (("termination", "aftercare"), "closed", ("head",)),
    "reopen": (("closed", "declined", "aftercare"), "triage", ("supervisor",)),
    "hold": (ACTIVE, "on_hold", ("supervisor",)),
    "resume": (("on_hold",), BACK, ("supervisor",)),
    "archive": (("closed", "declined"), "archived", ("archivist",)),
    "destroy": (("archived",), "destroyed", ("archivist",)),
}
#: transition -> document kinds of which one was approved before that day
NEEDS = {
    "start_assessment": {"asesmen-awal"},
    "make_plan": {"asesmen-biopsikososial"},
    "approve_plan": {"rencana-intervensi", "kontrak-layanan"},
    "refer": {"surat-rujukan"},
    "return_from_referral": {"balasan-rujukan"},
    "full_handover": {"ba-serah-terima"},
    "propose_termination": {"laporan-monev"},
    "start_aftercare": {"ba-terminasi"},
    "close": {"ba-terminasi"},
}
#: transition -> document kinds of which one was there before that day, in whatever state
NEEDS_ANY = {
    "start_triage": {"form-penerimaan"},
    "emergency": {"asesmen-awal"},
    "continue_service": {"laporan-monev"},
}
#: Steps that a note tells of
NEED_A_NOTE = {"start_monitoring", "revise_plan"}
#: Steps that go by the lawful basis: where it is consent, it is shown
NEED_A_BASIS = {"start_triage", "start_assessment", "refer"}
GOING_ON = {"cancel_termination", "reopen"}
NEED_A_REASON = {
    "decline",
    "emergency",
    "return_to_assessment",
    "refer",
    "referral_failed",
    "full_handover",
    "propose_termination",
    "cancel_termination",
    "reopen",
    "hold",
    "archive",
    "destroy",
}
CASE_TERMS = {
    "categories": "categories",
    "maltreatment": "maltreatment-kinds",
    "services": "services",
    "harm_kinds": "harm-kinds",
    "harm_place": "harm-places",
    "risk": "risks",
    "channel": "intake-channels",
    "lawful_basis": "lawful-bases",
    "closing_reason": "closing-reasons",
    "village": "kelurahan",
    "sub_district": "sub-districts",
}
DOCUMENT_STATES = {"draft", "submitted", "returned", "approved", "superseded", "withdrawn"}
REVIEWED = {"returned", "approved", "superseded"}


each_case = pytest.mark.parametrize("case", CASES, ids=lambda case: case["key"])


def children(name):
    """Every person, document or note of every case, with its case."""
    return [(case, child) for case in CASES for child in case[name]]


def functions_of(case, account):
    """What the account is in the case: by the team, or by a standing appointment."""
    in_team = {member["function"] for member in case["team"] if member["user"] == account}
    return in_team | set(ACCOUNTS[account]["standing"])


def test_there_are_24_cases_in_all_states():
    assert len(CASES) == len({case["key"] for case in CASES}) == 24
    assert {case["state"] for case in CASES} == STATES


def test_the_histories_show_every_transition():
    assert {step["transition"] for _, step in children("history")} == set(TRANSITIONS)


@each_case
def test_the_history_is_a_legal_path_to_the_state(case):
    now = before = None
    for step in case["history"]:
        origins, target, who = TRANSITIONS[step["transition"]]
        assert now in origins
        before, now = now, before if target is BACK else target
        assert step["state_after"] == now
        assert functions_of(case, step["actor"]) & set(who)
        assert step["comment"] or step["transition"] not in NEED_A_REASON
    assert now == case["state"]


@each_case
def test_the_history_moves_forward_in_time(case):
    days = [step["days_ago"] for step in case["history"]]
    assert days == sorted(days, reverse=True)
    assert days[0] == case["opened_days_ago"]
    assert days[-1] >= 0
    dated = case["documents"] + case["notes"] + case["team"]
    assert all(0 <= child["days_ago"] <= days[0] for child in dated)


@each_case
def test_a_step_found_its_documents(case):
    for step in case["history"]:
        there = {
            document["kind"]
            for document in case["documents"]
            if document["days_ago"] >= step["days_ago"]
            and document["state"] in ("approved", "superseded")
        }
        assert needed(case, step) <= there
        any_state = {d["kind"] for d in case["documents"] if d["days_ago"] >= step["days_ago"]}
        assert NEEDS_ANY.get(step["transition"], set()) <= any_state


def needed(case, step) -> set[str]:
    """Return the kinds of document of which one was approved before a step."""
    transition, place = step["transition"], case["history"].index(step)
    kinds = set(NEEDS.get(transition, ()))
    consent = case["lawful_basis"] == "persetujuan"
    if consent and transition in ("start_assessment", "refer"):
        kinds.add("persetujuan")
    if transition == "approve_plan" and is_childs(case, step):
        kinds.add("konferensi-kasus")
    if transition == "close" and case["history"][place - 1]["state_after"] == "aftercare":
        kinds.add("bimbingan-lanjut")
    return kinds


def is_childs(case, step) -> bool:
    """Tell whether a case was a child's on the day of a step."""
    day = TODAY - timedelta(days=step["days_ago"])
    clients = [person for person in case["subjects"] if person["part"] == "client"]
    return any(
        term("categories", t).extra["cluster"] == CHILDREN for t in case["categories"]
    ) or any(
        under_age(date.fromisoformat(p["birth_date"]), None, day)
        for p in clients
        if p["birth_date"]
    )


@each_case
def test_the_head_approves_the_plan_of_a_child_and_after_sexual_violence(case):
    for step in case["history"]:
        if step["transition"] == "approve_plan" and (
            is_childs(case, step) or "seksual" in case["harm_kinds"]
        ):
            assert "head" in functions_of(case, step["actor"])


def test_a_plan_of_a_child_is_among_those_approved():
    approved = [(c, s) for c, s in children("history") if s["transition"] == "approve_plan"]
    assert {is_childs(case, step) for case, step in approved} == {True, False}


@each_case
def test_a_step_found_its_notes_and_its_lawful_basis(case):
    for step in case["history"]:
        noted = [note for note in case["notes"] if note["days_ago"] >= step["days_ago"]]
        assert noted or step["transition"] not in NEED_A_NOTE
        assert case["lawful_basis"] or step["transition"] not in NEED_A_BASIS


@each_case
def test_the_reason_of_a_termination_is_a_code_that_the_case_keeps(case):
    kept = None
    for step in case["history"]:
        asked = term("case-transitions", step["transition"]).extra["codes"]
        if asked:
            assert term(asked, step["reason_code"])
        else:
            assert "reason_code" not in step
        if asked == "closing-reasons":
            kept = step["reason_code"]
        kept = None if step["transition"] in GOING_ON else kept
    assert case["closing_reason"] == kept


@each_case
def test_a_case_on_hold_is_reviewed_within_30_days_of_that(case):
    if case["state"] == "on_hold":
        held = TODAY - timedelta(days=case["history"][-1]["days_ago"])
        assert review_fits(review_day(case, TODAY), held)


def test_an_emergency_is_urgent():
    urgent = [c for c, step in children("history") if step["transition"] == "emergency"]
    assert urgent and all(case["risk"] in URGENT for case in urgent)


@each_case
def test_every_code_is_in_the_code_lists(case):
    for field, list_name in CASE_TERMS.items():
        value = case[field]
        for token in value if isinstance(value, list) else [value]:
            assert token is None or term(list_name, token)
    for document in case["documents"]:
        term("document-kinds", document["kind"])
        assert document["level"] is None or term("levels", document["level"])
    for member in case["team"]:
        term("functions", member["function"])
        term("causes", member["cause"])


def test_the_categories_and_services_are_spread_widely():
    assert len({token for case in CASES for token in case["categories"]}) >= 20
    assert len({token for case in CASES for token in case["services"]}) == 5
    assert len({case["channel"] for case in CASES}) >= 8
    assert len({case["risk"] for case in CASES}) == 4


def test_a_destroyed_case_is_a_tombstone():
    (tombstone,) = [case for case in CASES if case["state"] == "destroyed"]
    assert tombstone["opened_days_ago"] == max(case["opened_days_ago"] for case in CASES)
    # What the demo destroys with it is little, and its class keeps it for five years after closing.
    assert [len(tombstone[field]) for field in ("subjects", "documents", "notes")] == [1, 1, 1]
    steps = {step["transition"]: step["days_ago"] for step in tombstone["history"]}
    assert steps["decline"] > 5 * 366 and steps["destroy"] == 0


@each_case
def test_the_other_cases_hold_people_documents_and_notes(case):
    if case["state"] != "destroyed":
        assert any(person["part"] == "client" for person in case["subjects"])
        assert 3 <= len(case["documents"]) <= 13
        assert 2 <= len(case["notes"]) <= 6


@each_case
def test_every_author_is_of_the_team_or_of_the_register(case):
    for child in case["documents"] + case["notes"]:
        assert functions_of(case, child["author"]) - {"staff"}


def test_nobody_approves_what_they_wrote():
    for _, document in children("documents"):
        assert document["state"] in DOCUMENT_STATES
        assert bool(document["reviewer"]) == (document["state"] in REVIEWED)
        assert document["reviewer"] in (None, "supervisor1", "head1")
        assert document["reviewer"] != document["author"]
        assert document["comment"] or document["state"] != "returned"
    assert {document["state"] for _, document in children("documents")} == DOCUMENT_STATES


def test_a_new_version_is_another_file():
    for case in CASES:
        before = {d["kind"]: d["file"] for d in case["documents"] if d["state"] == "superseded"}
        after = {
            d["kind"]: d["file"]
            for d in case["documents"]
            if d["kind"] in before and d["state"] != "superseded"
        }
        assert all(after[kind] != file for kind, file in before.items())


def test_who_runs_the_machine_or_the_web_pages_has_no_function():
    for account in ("admin", "operator1", "editor1"):
        assert ACCOUNTS[account]["standing"] == []
        assert all(member["user"] != account for _, member in children("team"))


def test_the_teams_are_of_different_size():
    leads = Counter(m["user"] for _, m in children("team") if m["function"] == "lead")
    assert leads["worker1"] >= 7
    assert leads["worker2"] >= 7
    assert 2 <= leads["worker3"] <= 4
    assert sum(member["user"] == "advocate2" for _, member in children("team")) == 1


def test_a_case_has_one_lead_once_it_is_taken_up():
    for case in CASES:
        leads = [member for member in case["team"] if member["function"] == "lead"]
        never_taken_up = case["state"] in ("intake", "declined", "destroyed")
        assert len(leads) == (0 if never_taken_up else 1)
