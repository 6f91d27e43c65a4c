"""The page of the register at its edges: what cannot be answered is said on the page itself."""

from tests.centre import sample_case
from tests.http import Visitor

import pytest
import re
import transaction


@pytest.fixture
def head(functional):
    """The head of a centre with three cases."""
    for _number in range(3):
        sample_case(functional["portal"]["perkara"])
    transaction.commit()
    return Visitor(functional["portal"], "head1")


def numbers(answer):
    """Return the cases that a page lists."""
    return re.findall(r"<th scope=.row.><a [^>]*>([^<]+)</a>", answer.text)


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("since=foo", "has no filter since=foo"),
        ("risk=foo", "has no filter risk=foo"),
        ("since=2026-03-02&until=2026-03-01", "later than the last one"),
    ],
)
def test_a_question_without_an_answer_is_told_on_the_page(head, query, said):
    answer = head.get(f"perkara?{query}")
    assert answer.status == 400
    assert said in answer.text
    assert 'role="alert"' in answer.text
    assert numbers(answer) == []
    told = head.rest("GET", f"perkara/@cases?{query}")
    assert told.status == 400 and said in told.json()["message"]


def test_behind_the_end_stands_the_last_page(head):
    everything = numbers(head.get("perkara?b_size=2"))
    assert len(everything) == 2
    answer = head.get("perkara?b_size=2&b_start=99999")
    assert answer.status == 200
    assert len(numbers(answer)) == 1
    assert not set(numbers(answer)) & set(everything)
    assert "100000" not in answer.text


def test_a_page_that_begins_in_the_middle_is_left_as_it_is(head):
    assert len(numbers(head.get("perkara?b_size=2&b_start=1"))) == 2


def test_the_other_pages_of_a_register_stand_beside_its_title(head):
    text = head.get("perkara").text
    title = text.index("<h1")
    for page in ("disposal", "breaches", "requests", "deadlines", "alarms"):
        assert title < text.index(f"/perkara/@@{page}"), page


def test_an_empty_register_has_an_empty_first_page(functional):
    answer = Visitor(functional["portal"], "worker3").get("perkara?b_start=50")
    assert answer.status == 200 and numbers(answer) == []


#: Pages, and what the title of the window begins with.
TITLES = {
    "perkara": "Perkara",
    "perkara/@@review-queue": "Waiting for review",
    "perkara/@@find": "Search in documents",
    "perkara/@@person-access": "Who can see what",
    "perkara/@@staff": "Staff of the register",
    "perkara/@@alarms": "Alarms of the register",
    "perkara/@@reader-log": "Who read what",
    "perkara/@@disposal": "Disposal of cases",
    "perkara/@@breaches": "Breaches of data protection",
    "perkara/@@requests": "Requests about personal data",
    "@@desk": "Desk",
}


def test_every_page_has_a_title_of_its_own_and_none_names_anybody(head, functional):
    privacy = Visitor(functional["portal"], "privacy1")
    titles = {}
    for path, begins in TITLES.items():
        answer = (privacy if path.endswith("requests") else head).get(path)
        assert answer.status == 200, path
        titles[path] = re.search(r"<title>(.*?)</title>", answer.text, re.S)[1].strip()
        assert titles[path].startswith(begins), (path, titles[path])
    assert len(set(titles.values())) == len(titles)
    asked = head.get("perkara/@@person-access?person=worker1")
    assert "Worker1" not in re.search(r"<title>(.*?)</title>", asked.text, re.S)[1]
