"""A search takes as long, and its answer leaves at the same moment, whether what it asks for is
nowhere or only hidden."""

from baleharum.guard.catalog import SEALED
from baleharum.guard.catalog import Sealed
from baleharum.guard.headers import Headers
from baleharum.guard.pace import PLACES
from baleharum.guard.uniform import make_filter
from baleharum.guard.uniform import MARKS
from baleharum.guard.uniform import Marks
from DateTime import DateTime
from plone import api
from Products.ZCTextIndex.interfaces import IZCTextIndex
from tests.centre import sample_case
from tests.centre import sample_person
from ZPublisher.httpexceptions import HTTPExceptionHandler
from ZPublisher.WSGIPublisher import publish_module

import pytest
import time
import transaction


HOUR = 3600.0
NOWHERE = "BH-1999-00001"


@pytest.fixture
def waits(monkeypatch):
    """How long was waited; nobody does."""
    found = []
    monkeypatch.setattr(time, "sleep", found.append)
    return found


@pytest.fixture
def marks(integration, waits):
    """What is noted about the request of the test, for which an hour is a beat."""
    environ = integration["request"].environ
    marks = environ[MARKS] = Marks(beat=HOUR)
    yield marks
    del environ[MARKS]


@pytest.fixture
def catalog(marks):
    return api.portal.get_tool("portal_catalog")


def impatient(visitor):
    """Return a visitor for whom an hour is a beat."""
    pipeline = make_filter({}, beat=HOUR * 1000)(HTTPExceptionHandler(publish_module))
    visitor.pipeline = Headers(pipeline)
    return visitor


def anything(catalog, name):
    """Return something to ask an index for."""
    kind = catalog._catalog.indexes[name].meta_type
    value = {
        "DateIndex": DateTime(),
        "DateRecurringIndex": DateTime(),
        "DateRangeIndex": DateTime(),
        "BooleanIndex": True,
        "GopipIndex": 1,
    }.get(kind, "x")
    return Sealed(query="x") if name in SEALED else value


def is_of_words(catalog, name):
    return IZCTextIndex.providedBy(catalog._catalog.indexes[name])


def test_what_is_asked_by_words_lasts_whole_beats_and_leaves_on_one(catalog, marks, waits):
    asked = [name for name in catalog.indexes() if is_of_words(catalog, name)]
    assert {*SEALED, "SearchableText", "Title"} <= set(asked)
    for name in asked:
        waits.clear()
        marks.asked = False
        catalog.unrestrictedSearchResults(**{name: anything(catalog, name)})
        assert len(waits) == 1 and HOUR - 60 < waits[0] <= HOUR, name
        assert marks.asked, name


def test_what_is_asked_by_any_other_index_leaves_on_a_beat_but_for_places(catalog, marks, waits):
    """Also by one that an add-on brings."""
    others = [name for name in catalog.indexes() if not is_of_words(catalog, name)]
    assert set(others) >= PLACES
    for name in others:
        marks.asked = False
        catalog.unrestrictedSearchResults(**{name: anything(catalog, name)})
        assert marks.asked == (name not in PLACES), name
    assert waits == []


@pytest.mark.parametrize(
    ("paths", "waits_for_a_beat"),
    [
        ("/plone/perkara/BH-1", False),
        ({"query": "/plone/perkara/BH-1/", "depth": 1}, False),
        ({"query": ["/plone/perkara/BH-1/D1", "/plone/perkara/BH-1/D2"]}, False),
        ({"query": ["/plone/perkara/BH-1/D1", "/plone/perkara/BH-2/D1"]}, True),
        ("/plone/perkara/BH-10", True),
        ("/plone/perkara", True),
        ({"query": []}, True),
        (None, True),
    ],
    ids=str,
)
def test_in_the_case_that_was_let_in_to_nothing_is_hidden_by_it(
    catalog, marks, waits, paths, waits_for_a_beat
):
    marks.case = "/plone/perkara/BH-1/"
    query = {} if paths is None else {"path": paths}
    catalog.unrestrictedSearchResults(case_risk="darurat", **query)
    assert marks.asked == waits_for_a_beat
    # Not so words: of a document there is one that is closed to the person.
    catalog.unrestrictedSearchResults(Title="x", **query)
    assert len(waits) == 1


def test_outside_of_requests_nothing_waits(integration, waits):
    assert MARKS not in integration["request"].environ
    api.portal.get_tool("portal_catalog").unrestrictedSearchResults(Title="x")
    assert waits == []


QUESTIONS = {
    "words of documents": "perkara/@@find?text={}",
    "words of documents by REST": "perkara/@find?text={}",
    "a number, on the page of the site": "@@search?SearchableText={}",
    "a number, while typing": "@@ajax-search?SearchableText={}",
    "a number by REST": "@search?Title={}",
    "an id by REST": "@search?getId={}",
}


@pytest.mark.parametrize("question", QUESTIONS.values(), ids=QUESTIONS)
def test_for_what_is_hidden_and_for_what_is_not_there_one_waits_alike(
    functional, visit, waits, question
):
    case = sample_case(functional["portal"]["perkara"])
    sample_person(case)
    transaction.commit()
    stranger = impatient(visit("worker3"))
    seen = []
    for number in (case.getId(), NOWHERE):
        waits.clear()
        headers = {"Accept": "application/json" if "/@" in f"/{question}" else "text/html"}
        answer = stranger.ask("GET", question.format(number), headers=headers)
        assert case.getId() not in answer.text.replace(number, "")
        seen.append((answer.status, len(waits)))
        assert waits and all(HOUR - 60 < wait <= HOUR for wait in waits)
    assert seen[0] == seen[1] and seen[0][0] == 200


@pytest.mark.parametrize(
    ("path", "number"),
    [
        ("sitemap", 0),
        ("perkara", 0),
        ("perkara?risk=darurat", 1),
        ("perkara?worker=worker1", 1),
        ("perkara?since=2026-01-01", 1),
    ],
)
def test_lists_do_not_wait_before_somebody_asks_them_for_something(visit, waits, path, number):
    visitor = impatient(visit("worker1"))
    assert visitor.get(path).status == 200
    assert len(waits) == number
