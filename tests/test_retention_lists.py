"""Disposal lists: three different people, a hold that wins, and nobody else sees a thing."""

from baleharum.cases.requirements import TransitionRefused
from baleharum.jobs import queue
from baleharum.retention import holds
from baleharum.retention import lists
from baleharum.retention.disposal import begin
from baleharum.retention.records import retention_of
from baleharum.retention.refusals import RetentionRefused
from baleharum.retention.work import Propose
from baleharum.team.api import assign
from baleharum.team.api import utcnow
from baleharum.vault.moment import forget
from datetime import date
from plone import api
from Products.CMFCore.indexing import processQueue
from tests.centre import acting
from tests.centre import appoint
from tests.centre import APPOINTMENTS
from tests.centre import sample_case
from tests.disposal import agreed
from tests.disposal import archived
from tests.disposal import old_case
from tests.disposal import signed
from tests.disposal import STEPS
from tests.http import Visitor

import pytest
import transaction


def destroy(case, person="archivist1"):
    with acting(person):
        api.portal.get_tool("portal_workflow").doActionFor(case, "destroy", comment="Ya.")


def numbers(found):
    return [row.number for row in found.rows()]


def test_what_is_due_is_proposed_and_nothing_else(register):
    due = old_case(register)
    archived(sample_case(register), closed="2020/01/01")
    sample_case(register)
    held = old_case(register)
    with acting("privacy1"):
        holds.place_hold(held, "Masih diperlukan di pengadilan.")
    kept = old_case(register)
    with acting("archivist1"):
        holds.classify(kept, "bernilai-guna")
    born = {"birth_date": date(1999, 7, 8)}
    child = old_case(register, person=born, received_on=date(2000, 1, 3))
    found = lists.propose(register, date(2026, 11, 29))
    assert numbers(found) == [due.getId()]
    assert found.cases[due.UID()].due == date(2016, 5, 4)
    assert lists.propose(register, date(2026, 11, 29)) is None
    later = lists.propose(register, date(2027, 12, 31))
    assert numbers(later) == [child.getId()]


def test_the_yearly_job_proposes_once(portal, register):
    first = old_case(register)
    Propose()(portal, {}, lambda *told: None)
    assert [numbers(found) for found in lists.lists_of(register)] == [[first.getId()]]
    old_case(register)
    Propose()(portal, {}, lambda *told: None)
    assert len(lists.lists_of(register)) == 1


def test_the_yearly_job_finds_a_register_in_a_folder(portal, register):
    with api.env.adopt_roles(["Manager"]):
        folder = api.content.create(portal, "Folder", id="arsip", title="Arsip")
        other = api.content.create(folder, "CaseRegister", id="lama", title="Lama", prefix="LM")
    appoint(other)
    first = old_case(other)
    processQueue()
    Propose()(portal, {}, lambda *told: None)
    assert [numbers(found) for found in lists.lists_of(other)] == [[first.getId()]]


def test_births_are_opened_only_where_the_usual_time_is_over(register, trail):
    born = {"birth_date": date(1970, 7, 8)}
    young = old_case(register, closed="2020/01/01", person=born)
    old = old_case(register, person=born)
    processQueue()
    # What one has just written is no opening.
    forget()
    before = utcnow()
    with acting("archivist1"):
        lists.propose(register)
    opened = trail.rows(actions=("open",), since=before, limit=1000)
    assert {row.case for row in opened} == {old.UID()} != {young.UID()}
    assert {row.user for row in opened} == {"baleharum:worker"}


def test_without_a_signed_list_nothing_is_destroyed(register):
    case = old_case(register)
    with pytest.raises(TransitionRefused, match="three approvals"):
        destroy(case)
    with acting("archivist1"):
        number = lists.propose(register).number
    for step, person in STEPS:
        with pytest.raises(TransitionRefused, match="three approvals"):
            destroy(case)
        with pytest.raises(RetentionRefused), acting("archivist1"):
            begin(register, number)
        with acting(person):
            lists.agree(register, number, step)
    destroy(case)
    assert api.content.get_state(case) == "destroyed"


def test_three_different_people_even_if_one_has_all_functions(register):
    old_case(register)
    for function in ("privacy", "head"):
        assign(register, "archivist1", function, granted_by="system")
    with acting("archivist1"):
        number = lists.propose(register).number
        lists.agree(register, number, "prepare")
        with pytest.raises(RetentionRefused, match="same_person"):
            lists.agree(register, number, "approve")
    with acting("privacy1"):
        lists.agree(register, number, "approve")
    with acting("archivist1"), pytest.raises(RetentionRefused, match="same_person"):
        lists.agree(register, number, "sign")
    assert not lists.list_with(register, number).signed


def test_the_steps_have_an_order_and_are_taken_once(register):
    old_case(register)
    with acting("archivist1"):
        number = lists.propose(register).number
    with acting("head1"), pytest.raises(RetentionRefused):
        lists.agree(register, number, "sign")
    agreed(register, number)
    for step, person in STEPS:
        with acting(person), pytest.raises(RetentionRefused, match="step_not_due"):
            lists.agree(register, number, step)
    assert [person for _step, person, _at in lists.list_with(register, number).steps] == [
        person for _step, person in STEPS
    ]


def test_a_case_can_be_taken_off_with_a_reason_until_the_end(register):
    case, other = old_case(register), old_case(register)
    number = signed(register)
    with acting("head1"):
        with pytest.raises(RetentionRefused, match="reason"):
            lists.take_off(register, number, case.getId(), "  ")
        row = lists.take_off(register, number, case.getId(), "Masih ditanyakan keluarga Melati.")
    assert "Melati" in lists.reason_of(register, row)
    assert b"Melati" not in row.off["reason"]
    with pytest.raises(TransitionRefused):
        destroy(case)
    destroy(other)
    with acting("head1"), pytest.raises(RetentionRefused):
        lists.take_off(register, number, other.getId(), "Terlambat.")


def test_a_hold_wins_over_a_signed_list(register):
    case = old_case(register)
    signed(register)
    with acting("head1"):
        holds.place_hold(case, "Masih diperlukan di pengadilan.")
        with pytest.raises(RetentionRefused):
            holds.place_hold(case, "Lagi.")
    with pytest.raises(TransitionRefused, match="legal hold"):
        destroy(case)
    assert holds.reason_of(case, retention_of(case).hold["reason"]).startswith("Masih")
    with acting("head1"):
        holds.lift_hold(case, "Putusan sudah tetap.")
    destroy(case)
    with acting("head1"), pytest.raises(RetentionRefused, match="already_destroyed"):
        holds.place_hold(case, "Terlambat.")


def test_a_class_that_keeps_wins_over_a_signed_list(register):
    case = old_case(register)
    signed(register)
    with acting("archivist1"):
        holds.classify(case, "perkara-pengadilan")
    with pytest.raises(TransitionRefused, match="retention class"):
        destroy(case)


def test_an_erasure_on_request_needs_an_archived_case_and_no_hold(register):
    with pytest.raises(RetentionRefused, match="not_archived"):
        lists.propose_erasure(register, sample_case(register))
    case = archived(sample_case(register), closed="2025/01/01")
    with acting("privacy1"):
        holds.place_hold(case, "Masih diperlukan di pengadilan.")
        with pytest.raises(RetentionRefused, match="held_not"):
            lists.propose_erasure(register, case)
        holds.lift_hold(case, "Selesai.")
        number = lists.propose_erasure(register, case).number
    agreed(register, number)
    destroy(case)
    assert api.content.get_state(case) == "destroyed"


@pytest.fixture
def on_list(functional):
    """A register with a list of one case, committed; (register, case number, list number)."""
    register = functional["portal"]["perkara"]
    case = old_case(register)
    with acting("archivist1"):
        number = lists.propose(register).number
    transaction.commit()
    return register, case.getId(), number


MAY_SEE = ("archivist1", "privacy1", "head1")
PAGES = ("@@disposal", "@@disposal-certificate?list=2026-1", "@disposal")


@pytest.mark.parametrize("person", [*APPOINTMENTS, "operator1", "siteadmin", ""])
def test_nobody_else_sees_the_lists(on_list, visit, person):
    password = {"password": "correct horse battery"} if person == "siteadmin" else {}
    visitor = visit(person)
    if password:
        visitor = Visitor(api.portal.get(), person, **password)
    nothing = visitor.get("perkara/@@nothing-here")
    for page in PAGES[:2]:
        answer = visitor.get(f"perkara/{page}")
        if person in MAY_SEE and page == "@@disposal":
            assert answer.status == 200 and on_list[1] in answer.text
        elif person not in MAY_SEE:
            assert (answer.status, answer.body) == (404, nothing.body)
    listed = visitor.rest("GET", "perkara/@disposal")
    assert listed.status == (200 if person in MAY_SEE else 404)


def test_the_page_takes_the_steps(on_list, visit):
    register, case_number, number = on_list
    page = "perkara/@@disposal"

    def send(person, **form):
        visitor = visit(person)
        token = visitor.authenticator(page)
        return visitor.post(page, {"list": number, "_authenticator": token, **form})

    assert "Unauthorized" in send("privacy1", action="prepare").text
    assert lists.list_with(register, number).steps == ()
    for step, person in STEPS:
        assert send(person, action=step).status == 302
    again = send("head1", action="sign")
    assert again.status == 200 and "does not wait for this step" in again.text
    forged = visit("head1").post(page, {"list": number, "action": "carry-out"})
    assert forged.status in (403, 404)
    assert send("archivist1", action="carry-out").status == 302
    assert send("archivist1", action="carry-out").status == 302
    assert [job.kind for job in queue.jobs(kind="retention-destroy")] == ["retention-destroy"]


def test_the_services_take_the_steps(on_list, visit):
    register, case_number, number = on_list
    address = f"perkara/@disposal/{number}"
    assert visit("worker1").rest("POST", f"{address}/prepare", {}).status == 404
    assert visit("head1").rest("POST", f"{address}/prepare", {}).status == 403
    for step, person in STEPS:
        answer = visit(person).rest("POST", f"{address}/{step}", {})
        assert answer.status == 200, answer.text
    assert answer.json()["signed"] is True
    gone = {"case": case_number, "reason": "Masih ditanyakan."}
    answer = visit("privacy1").rest("POST", f"{address}/take-off", gone)
    assert answer.json()["items"][0]["taken_off_by"] == "privacy1"
    assert visit("archivist1").rest("POST", f"{address}/burn", {}).status == 400


def test_the_page_of_a_case_holds_and_lifts(on_list, visit):
    _register, case_number, _number = on_list
    page = f"perkara/{case_number}/@@retention"
    assert visit("worker3").get(page).status == 404

    def send(person, **form):
        visitor = visit(person)
        return visitor.post(page, {"_authenticator": visitor.authenticator(page), **form})

    assert send("archivist1", action="hold", reason="Diminta pengadilan.").status == 302
    shown = visit("head1").get(page)
    assert "Diminta pengadilan." in shown.text
    assert "legal-hold" in visit("supervisor1").get(f"perkara/{case_number}").text
    assert "Unauthorized" in send("archivist1", action="lift", reason="Sudah.").text
    assert send("head1", action="lift", reason="Sudah.").status == 302
    assert send("archivist1", action="classify", **{"class": "anak"}).status == 302
    service = f"perkara/{case_number}/@retention"
    found = visit("head1").rest("GET", service).json()
    assert (found["retention_class"], found["hold"]) == ("anak", None)
    assert visit("head1").rest("POST", f"{service}/classify", {"class": "umum"}).status == 403


def test_the_register_leads_to_the_pages_that_one_may_open(functional, visit):
    pages = ("disposal", "requests", "breaches")
    shown = {
        person: [page for page in pages if f"/@@{page}" in visit(person).get("perkara").text]
        for person in ("archivist1", "privacy1", "head1", "supervisor1", "worker1")
    }
    assert shown == {
        "archivist1": ["disposal"],
        "privacy1": ["disposal", "requests", "breaches"],
        "head1": ["disposal", "requests", "breaches"],
        "supervisor1": [],
        "worker1": [],
    }
