"""The pages of a case: what the overview says before anything else, and to whom."""

from baleharum.cases.moments import moment_text
from baleharum.team.api import assign
from datetime import datetime
from datetime import UTC
from html import unescape
from tests.centre import acting
from tests.centre import sample_document
from tests.centre import sample_note
from tests.centre import sample_person

import pytest
import re


def text_of(html: str) -> str:
    """Return what a page says, without its tags."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


def page(context, name, user_id) -> str:
    with acting(user_id):
        return context.restrictedTraverse(name)()


@pytest.mark.parametrize("tab", ["view", "people", "notes", "timeline", "change-state"])
@pytest.mark.parametrize("user_id", ["worker1", "advocate1", "supervisor1", "head1", "privacy1"])
def test_every_tab_opens_for_who_sees_the_case(case, http_request, tab, user_id):
    sample_person(case)
    sample_note(case)
    sample_document(case)
    html = page(case, tab, user_id)
    assert case.getId() in html
    assert f'href="{case.absolute_url()}/timeline"' in html


#: Views of the tabs in the order of the work on a case.
ORDER = (
    "view people documents notes assessments plan consents referrals mandates litigation stays"
    " repatriations adoptions deadlines team timeline access-log"
).split()


def test_the_tabs_stand_in_the_order_of_the_work(case, http_request):
    """In this order they are in the page, and so are they reached by keyboard, in every language."""
    html = page(case, "view", "supervisor1").partition("bh-tabs")[2].partition("</nav>")[0]
    base = case.absolute_url()
    found = re.findall(r'<a class="nav-link[^"]*"\s+href="([^"]+)"', html)
    assert found == [base, *(f"{base}/{name}" for name in ORDER[1:])]
    assert "tabindex" not in html


def test_no_page_of_a_case_runs_a_script_of_its_own(case, http_request):
    person = sample_person(case)
    for context, name in ((case, "view"), (case, "notes"), (case, "people"), (person, "view")):
        body = page(context, name, "worker1").partition('class="bh-case"')[2]
        assert "<script" not in body.partition("</article>")[0]
        assert not re.search(r"\son[a-z]+=", body.partition("<footer")[0])


def test_the_overview_says_first_where_the_case_stands_and_who_is_responsible(case, http_request):
    words = text_of(page(case, "view", "worker1")).partition("What comes next")[2]
    before_the_facts = words.partition("The case ")[0]
    assert "State now: Intake" in before_the_facts
    assert "Worker1" in before_the_facts
    assert "Supervisor1" in before_the_facts


def test_the_overview_links_everything_that_the_next_step_needs(case, http_request):
    html = unescape(page(case, "view", "worker1"))
    url = case.absolute_url()
    assert re.search(rf'href="{url}/edit"\s*>The lawful basis of processing is not set', html)
    assert re.search(rf'href="{url}/documents"\s*>A document \'Intake form', html)
    assert f'href="{url}/@@change-state?transition=start_triage"' in html


def test_who_may_not_take_the_step_reads_what_it_needs_and_gets_no_button(case, http_request):
    html = page(case, "view", "advocate1")
    assert "The lawful basis of processing is not set" in html
    assert "transition=start_triage" not in html
    # An advocate cannot edit the facts: a link would lead nowhere.
    assert f'href="{case.absolute_url()}/edit"' not in html


def test_counts_are_of_what_the_person_may_see(case, http_request):
    sample_document(case, kind="surat-permohonan")
    sample_document(case, level="secret", data=b"%PDF-1.4 secret")
    counted = {}
    for user_id in ("worker1", "advocate1"):
        with acting(user_id):
            view = case.restrictedTraverse("view")
            counted[user_id] = view.counts()["documents"]
    assert counted == {"worker1": 2, "advocate1": 1}


def test_the_buttons_are_what_the_person_may_do(case, http_request):
    with acting("worker1"):
        assert set(case.restrictedTraverse("view").buttons()) == {
            "edit",
            "document",
            "person",
            "note",
        }
    with acting("privacy1"):
        assert case.restrictedTraverse("view").buttons() == {}


def test_supervisors_of_the_case_and_of_the_register_are_responsible(case, http_request):
    assign(case, "worker3", "supervisor")
    with acting("worker1"):
        responsible = case.restrictedTraverse("view").responsible()
    assert responsible == {"leads": ["Worker1"], "supervisors": ["Supervisor1", "Worker3"]}


@pytest.mark.parametrize(
    ("language", "text"),
    [("id", "1 Desember 2026, 00.05 WITA"), ("en", "1 December 2026, 00:05 WITA")],
)
def test_moments_are_told_in_the_time_of_mataram(language, text):
    assert moment_text(datetime(2026, 11, 30, 16, 5, tzinfo=UTC), language) == text
