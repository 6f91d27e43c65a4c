"""The review queue: who finds what in it, and one decision after the other."""

from baleharum.cases import timeline
from baleharum.cases.api import add_document
from baleharum.cases.api import add_version
from plone import api
from tests.centre import acting
from tests.centre import sample_case
from tests.document_samples import pdf
from tests.http import Visitor

import pytest
import transaction


@pytest.fixture
def case(functional):
    """A case with D1 to D3 handed in, D4 a draft; D2 is secret."""
    case = sample_case(functional["portal"]["perkara"])
    kinds = ("catatan-kasus", "laporan-sosial", "surat-permohonan", "catatan-kasus")
    with acting("worker1"):
        for number, kind in enumerate(kinds):
            add_document(case, pdf(f"halaman {number}"), f"berkas-{number}.pdf", kind=kind)
        for number in ("d1", "d2", "d3"):
            api.content.transition(case[number], "submit")
    transaction.commit()
    return case


@pytest.fixture
def supervisor(functional):
    return Visitor(functional["portal"], "supervisor1")


def decide(visitor, document, decision, comment=""):
    """Send a decision from the queue's page."""
    form = {
        "_authenticator": visitor.authenticator("perkara/@@review-queue"),
        "document": document.UID(),
        "decision": decision,
        "comment": comment,
    }
    return visitor.post("perkara/@@review-decide", form)


def state(document):
    return api.content.get_state(document)


@pytest.mark.parametrize(
    "user_id,numbers",
    [
        ("supervisor1", ["D1", "D2", "D3"]),
        ("head1", ["D1", "D3"]),
        ("worker1", []),
        ("worker3", []),
        ("privacy1", []),
    ],
)
def test_everybody_finds_what_they_may_review(case, functional, user_id, numbers):
    visitor = Visitor(functional["portal"], user_id)
    items = visitor.rest("GET", "perkara/@review-queue").json()["items"]
    assert [item["number"] for item in items] == numbers
    page = visitor.get("perkara/@@review-queue").text
    assert [n for n in ("D1", "D2", "D3", "D4") if f"{case.getId()}/{n}" in page] == numbers


@pytest.mark.parametrize("user_id", ["", "operator1"])
def test_who_is_not_of_the_staff_has_no_queue(case, functional, user_id):
    assert Visitor(functional["portal"], user_id).get("perkara/@@review-queue").status == 404


def test_the_first_is_shown_with_preview_and_its_neighbours(case, supervisor):
    page = supervisor.get("perkara/@@review-queue").text
    assert "d1/@@page-image?n=1" in page
    assert "berkas-0.pdf" in page and "Worker1" in page
    assert f"document={case['d2'].UID()}" in page
    second = supervisor.get(f"perkara/@@review-queue?document={case['d2'].UID()}").text
    assert "d2/@@page-image?n=1" in second


def test_after_a_decision_the_next_one_is_shown(case, supervisor):
    answer = decide(supervisor, case["d1"], "approve")
    assert answer.status == 302
    assert answer.header("Location").endswith(f"?document={case['d2'].UID()}")
    assert state(case["d1"]) == "approved"
    last = decide(supervisor, case["d3"], "approve")
    assert last.header("Location").endswith("@@review-queue")


def test_returning_needs_a_comment_and_tells_it(case, supervisor):
    answer = decide(supervisor, case["d1"], "return")
    assert answer.header("Location").endswith(f"?document={case['d1'].UID()}")
    assert state(case["d1"]) == "submitted"
    decide(supervisor, case["d1"], "return", "Tanggalnya belum ada.")
    assert state(case["d1"]) == "returned"
    assert "Tanggalnya belum ada." in [entry.text for _key, entry in timeline.entries(case)]
    history = case["d1"].workflow_history["case_document_workflow"]
    assert history[-1]["comments"] == "", "a history of Plone is kept in the clear"


def test_nobody_decides_on_their_own_document(case, supervisor):
    with acting("supervisor1"):
        own = add_document(case, pdf("sendiri"), "a.pdf", kind="catatan-kasus")
    with acting("worker1"):
        api.content.transition(own, "submit")
    transaction.commit()
    page = supervisor.get(f"perkara/@@review-queue?document={own.UID()}").text
    assert "Nobody approves their own document" in page
    decide(supervisor, own, "approve")
    assert state(own) == "submitted"


@pytest.mark.parametrize(
    "user_id,number,decision",
    [
        ("worker1", "d1", "approve"),
        ("head1", "d2", "approve"),
        ("supervisor1", "d4", "approve"),
        ("supervisor1", "d1", "withdraw"),
        ("worker3", "d1", "return"),
    ],
)
def test_only_what_is_in_the_queue_is_decided_on(case, functional, user_id, number, decision):
    visitor = Visitor(functional["portal"], user_id)
    before = state(case[number])
    answer = decide(visitor, case[number], decision, "karena")
    assert answer.status in (302, 400, 403)
    assert case[number].UID() not in answer.header("Location")
    assert state(case[number]) == before


def test_the_second_of_two_clicks_changes_nothing(case, supervisor):
    decide(supervisor, case["d1"], "approve")
    answer = decide(supervisor, case["d1"], "approve")
    assert answer.status == 302
    page = supervisor.get("perkara/@@review-queue").text
    assert "no longer waits for your decision" in page
    assert len(case["d1"].workflow_history["case_document_workflow"]) == 3


def test_a_decision_needs_the_form_of_the_page(case, supervisor):
    form = {"document": case["d1"].UID(), "decision": "approve"}
    assert supervisor.post("perkara/@@review-decide", form).status == 403
    path = f"perkara/@@review-decide?document={case['d1'].UID()}&decision=approve"
    assert supervisor.get(path).status == 405
    assert state(case["d1"]) == "submitted"


def test_a_supervisor_of_one_case_reviews_that_case(case, functional):
    from baleharum.team.api import assign

    other = sample_case(functional["portal"]["perkara"])
    with acting("worker1"):
        document = add_document(other, pdf("lain"), "a.pdf", kind="catatan-kasus")
        api.content.transition(document, "submit")
    with acting("supervisor1"):
        assign(other, "worker3", "supervisor")
    transaction.commit()
    items = Visitor(functional["portal"], "worker3").rest("GET", "perkara/@review-queue").json()
    assert [item["title"] for item in items["items"]] == [document.title]


def test_versions_stand_beside_the_document(case, supervisor):
    with acting("supervisor1"):
        api.content.transition(case["d1"], "approve")
    with acting("worker1"):
        newer = add_version(case["d1"], pdf("baru"), "baru.pdf")
        api.content.transition(newer, "submit")
    transaction.commit()
    page = supervisor.get(f"perkara/@@review-queue?document={newer.UID()}").text
    assert "/d1" in page
    decide(supervisor, newer, "approve")
    assert (state(newer), state(case["d1"])) == ("approved", "superseded")


def test_the_queue_is_paged_through_rest(case, supervisor, functional):
    with acting("worker1"):
        for number in range(25):
            document = add_document(case, pdf(f"lain {number}"), "x.pdf", kind="catatan-kasus")
            api.content.transition(document, "submit")
    transaction.commit()
    first = supervisor.rest("GET", "perkara/@review-queue").json()
    assert (first["items_total"], first["start"], len(first["items"])) == (28, 0, 25)
    rest = supervisor.rest("GET", "perkara/@review-queue?start=25").json()
    assert (rest["items_total"], rest["start"], len(rest["items"])) == (28, 25, 3)
    assert len({item["UID"] for item in first["items"] + rest["items"]}) == 28
    assert supervisor.rest("GET", "perkara/@review-queue?start=28").json()["items"] == []
    head = Visitor(functional["portal"], "head1").rest("GET", "perkara/@review-queue")
    assert head.json()["items_total"] == 27, "what is secret is not counted either"
