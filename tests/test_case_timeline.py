"""One timeline a case: every entry a sentence, and no entry of what one may not see."""

from baleharum.cases.storyline import page
from baleharum.cases.storyline import sentence
from baleharum.cases.timeline import Entry
from baleharum.cases.timeline import record
from baleharum.cases.timeline_view import place
from baleharum.team.api import break_glass
from baleharum.terms.lists import terms
from datetime import datetime
from datetime import timedelta
from datetime import UTC
from plone import api
from tests.centre import acting
from tests.centre import sample_case
from tests.centre import sample_document
from tests.centre import sample_note
from tests.centre import sample_person
from tests.http import Visitor
from zope.i18n import translate

import pytest
import transaction


WHEN = datetime(2026, 11, 22, 6, 5, tzinfo=UTC)

#: Every token that a case writes into its timeline.
TOKENS = [
    *(f"transition:{term.token}" for term in terms("case-transitions")),
    *(f"document:{term.token}" for term in terms("document-transitions")),
    *(f"person:{term.token}" for term in terms("subject-transitions")),
    "document:added",
    "person:added",
    "note:added",
    "team:assigned",
    "team:revoked",
]


def say(what, subject="", actor="worker1", text="") -> str:
    return translate(sentence(Entry(WHEN, actor, what, subject, "", text)))


@pytest.mark.parametrize("what", TOKENS)
def test_every_token_is_a_sentence(portal, what):
    subject = "worker2 worker assignment" if what.startswith("team") else "BH-2026-00001/D3"
    said = say(what, subject)
    assert said.startswith("Worker1")
    assert what not in said
    assert "${" not in said


@pytest.mark.parametrize(
    ("what", "subject", "said"),
    [
        ("transition:start_triage", "", "Worker1 changed the state of the case: Start triage"),
        ("document:approve", "BH-2026-00001/D3", "Worker1 – document D3: Approve"),
        (
            "team:assigned",
            "worker2 worker substitute",
            "Worker1 assigned Worker2 as Case worker (Substitution)",
        ),
        (
            "team:assigned",
            "worker1 worker intake",
            "Worker1 took the function Case worker (Intake)",
        ),
        (
            "team:assigned",
            "worker1 reader break_glass",
            "Worker1 opened the case in an emergency",
        ),
    ],
)
def test_sentences_name_who_what_and_whom(portal, what, subject, said):
    assert say(what, subject) == said


def test_an_entry_of_a_slice_above_is_told_as_well(portal):
    assert say("something:given", "BH-2026-00001/X1") == "Worker1: something:given X1"


def test_what_the_product_does_itself_is_done_by_the_system(portal):
    assert say("team:revoked", "worker2 worker assignment", "system").startswith("The system ")


def test_the_reason_of_an_ending_case_is_told_in_words(case):
    with acting("supervisor1"):
        api.content.transition(case, "decline", comment="Bukan wewenang.", reason_code="lisan")
    with acting("head1"):
        texts = {translate(row.text) for row in page(case).rows if row.text}
    assert "Bukan wewenang." in texts
    assert "case declined" not in texts
    assert "Not accepted" in texts


def test_entries_of_what_one_may_not_see_are_left_out(case):
    sample_document(case, level="secret")
    sample_person(case)
    sample_note(case)
    seen = {}
    for user_id in ("worker1", "advocate1"):
        with acting(user_id):
            seen[user_id] = [row.entry.what for row in page(case).rows if row.entry.uid]
    assert seen["worker1"] == ["note:added", "person:added", "document:added"]
    assert seen["advocate1"] == ["note:added", "person:added"]


def test_links_lead_to_what_the_entry_is_about(case):
    person = sample_person(case)
    with acting("worker1"):
        (row,) = [row for row in page(case).rows if row.entry.what == "person:added"]
    assert row.address == person.absolute_url()


def test_emergency_access_is_in_the_timeline_of_the_case(case):
    with acting("worker3"):
        break_glass(case, "worker3", "Klien menelepon dan terancam sekarang.", 2)
    with acting("worker1"):
        newest = page(case, limit=1).rows[0]
    assert translate(newest.sentence) == "Worker3 opened the case in an emergency"
    assert newest.text == "Klien menelepon dan terancam sekarang."


@pytest.fixture
def long_story(case):
    """A case with exactly 60 entries, of which every second is of something unseen."""
    case.__annotations__["baleharum.timeline"].clear()
    for minute in range(60):
        uid = "no-such-object" if minute % 2 else ""
        what = "document:added" if uid else "transition:hold"
        record(case, Entry(WHEN + timedelta(minutes=minute), "worker1", what, f"D{minute}", uid))
    return case


def test_pages_are_full_and_without_gaps_in_both_directions(long_story):
    with acting("worker1"):
        first = page(long_story, limit=12)
        second = page(long_story, before=first.older, limit=12)
        last = page(long_story, before=second.older, limit=12)
        again = page(long_story, after=second.newer, limit=12)
    subjects = [row.entry.subject for p in (first, second, last) for row in p.rows]
    assert subjects == [f"D{minute}" for minute in range(58, -1, -2)]
    assert [len(p.rows) for p in (first, second, last)] == [12, 12, 6]
    assert (first.newer, last.older) == (None, None)
    assert again.rows == first.rows
    assert again.newer is None


@pytest.mark.parametrize(
    ("form", "asked"),
    [
        ({}, {}),
        ({"before": "17"}, {"before": 17}),
        ({"after": "17"}, {"after": 17}),
        ({"before": "x"}, {}),
        ({"before": "-1"}, {}),
        ({"before": "9" * 40}, {}),
    ],
)
def test_nonsense_in_the_address_asks_for_the_newest(form, asked):
    assert place(form) == asked


def test_page_and_service_tell_the_same(functional):
    case = sample_case(functional["portal"]["perkara"])
    transaction.commit()
    visitor = Visitor(functional["portal"], "worker1")
    base = f"perkara/{case.getId()}"
    told = visitor.rest("GET", f"{base}/@timeline").json()
    html = visitor.get(f"{base}/timeline").text
    assert told["items"][-1]["title"] == "Intake1 took the report in and opened the case"
    for item in told["items"]:
        assert item["title"] in html
    assert "WITA" in html
