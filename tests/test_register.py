"""The register lists, counts and exports what a person may see, and wakes no case for it."""

from baleharum.cases.content import Case
from baleharum.cases.register import rids
from baleharum.cases.register.filters import FACETS
from baleharum.cases.register.filters import Filters
from baleharum.cases.register.filters import filters_of
from baleharum.cases.register.listing import INDEXES
from baleharum.cases.register.listing import Listing
from baleharum.team.api import assign
from baleharum.team.api import utcnow
from DateTime import DateTime
from datetime import date
from plone import api
from Products.CMFCore.indexing import processQueue
from Products.ZCatalog.Catalog import Catalog
from tests.centre import acting
from tests.centre import sample_case
from tests.centre import sample_document

import pytest
import re
import transaction


#: What the five cases of these tests are; worker3 has the last one alone.
CASES = (
    {"risk": "darurat", "categories": ("anak-telantar",), "sub_district": "ampenan"},
    {"risk": "rendah", "categories": ("anak-telantar", "odgj"), "sub_district": "mataram"},
    {"risk": "tinggi", "categories": ("odgj",)},
    {"risk": "sedang", "categories": ("pengemis",), "sub_district": "mataram"},
    {"risk": "tinggi", "categories": ("tuna-susila",), "sub_district": "ampenan"},
)
OUTSIDERS = ("advocate2", "doctor1", "archivist1")


@pytest.fixture
def cases(register):
    """Five cases, received on the first five days of March 2026."""
    made = [
        sample_case(register, received_on=date(2026, 3, day), **fields)
        for day, fields in enumerate(CASES, start=1)
    ]
    with acting("supervisor1"):
        for case in made[:2]:
            assign(case, "doctor1", "clinician", expires=utcnow().replace(year=2100))
        assign(made[4], "worker3", "worker")
    return made


def listing(register, user_id, **form):
    """Return what the register answers somebody."""
    with acting(user_id):
        answer = Listing(register, filters_of(form), utcnow())
        assert len(answer) == len(answer.found)
        return answer


def numbers(register, user_id, **form):
    """Return the last digit of the case numbers on the page, in its order."""
    with acting(user_id):
        page = Listing(register, filters_of(form), utcnow()).page()
        return "".join(row.number[-1] for row in page)


@pytest.mark.parametrize(
    "user_id,seen",
    [
        ("worker1", "12345"),
        ("supervisor1", "12345"),
        ("head1", "12345"),
        ("privacy1", "12345"),
        ("doctor1", "12"),
        ("worker3", "5"),
        ("advocate2", ""),
        ("archivist1", ""),
        ("intake1", "12345"),
        ("operator1", ""),
        ("siteadmin", ""),
    ],
)
def test_everybody_is_listed_what_they_may_see(register, cases, user_id, seen):
    assert numbers(register, user_id, sort="number", order="asc") == seen
    with acting(user_id):
        found = api.content.find(portal_type="Case")
    assert sorted(brain.getId[-1] for brain in found) == sorted(seen)


@pytest.mark.parametrize("few", [rids.FEW, 0], ids=["looked up", "sets"])
@pytest.mark.parametrize("user_id", ["worker1", "doctor1", "worker3", "head1", "advocate2"])
@pytest.mark.parametrize(
    "form", [{}, {"risk": "tinggi"}, {"risk": ["tinggi", "rendah"], "state": "intake"}]
)
def test_counts_are_those_of_a_query_a_cell(register, cases, monkeypatch, few, user_id, form):
    monkeypatch.setattr(rids, "FEW", few)
    filters = filters_of(form)
    with acting(user_id):
        answer = Listing(register, filters, utcnow())
        for facet in FACETS:
            others = {INDEXES[f]: tokens for f, tokens in filters.facets if f != facet}
            found = api.content.find(portal_type="Case", **others)
            expected = {}
            for token in api.portal.get_tool("portal_catalog").uniqueValuesFor(INDEXES[facet]):
                cell = api.content.find(portal_type="Case", **others, **{INDEXES[facet]: token})
                if cell:
                    expected[token] = len(cell)
            assert answer.counts(facet) == expected
            assert bool(found) or not expected


@pytest.mark.parametrize(
    "form,seen",
    [
        ({}, "12345"),
        ({"risk": "tinggi"}, "35"),
        ({"risk": ["tinggi", "darurat"]}, "135"),
        ({"category": "anak-telantar"}, "12"),
        ({"category": "odgj"}, "23"),
        ({"sub_district": "mataram"}, "24"),
        ({"sub_district": "mataram", "category": "anak-telantar"}, "2"),
        ({"state": "intake"}, "12345"),
        ({"state": "closed"}, ""),
        ({"worker": "doctor1"}, "12"),
        ({"worker": "worker3"}, "5"),
        ({"worker": "nobody"}, ""),
        ({"since": "2026-03-02", "until": "2026-03-04"}, "234"),
        ({"since": "2026-03-05"}, "5"),
        ({"until": "2026-03-01"}, "1"),
    ],
)
def test_filters_narrow_the_list(register, cases, form, seen):
    assert numbers(register, "supervisor1", sort="number", order="asc", **form) == seen


@pytest.mark.parametrize(
    "sort,order,seen",
    [
        ("number", "asc", "12345"),
        ("number", "desc", "54321"),
        ("received", "asc", "12345"),
        ("risk", "desc", "15342"),
        ("risk", "asc", "24351"),
        ("sub_district", "asc", "31524"),
    ],
)
def test_lines_are_sorted_and_equal_ones_by_number(register, cases, sort, order, seen):
    assert numbers(register, "supervisor1", sort=sort, order=order) == seen


def test_the_worker_filter_does_not_reach_past_the_own_cases(register, cases):
    assert numbers(register, "worker3", worker="doctor1") == ""


@pytest.mark.parametrize("few", [rids.FEW, 0])
@pytest.mark.parametrize(
    "user_id,offered",
    [
        ("doctor1", ["advocate1", "doctor1", "psychologist1", "worker1", "worker2"]),
        ("worker3", ["advocate1", "psychologist1", "worker1", "worker2", "worker3"]),
        ("advocate2", []),
    ],
)
def test_only_colleagues_in_the_own_cases_are_offered(
    register, cases, monkeypatch, few, user_id, offered
):
    monkeypatch.setattr(rids, "FEW", few)
    with acting(user_id):
        assert Listing(register, Filters(), utcnow()).workers() == offered


def test_every_line_says_who_leads_now(register, cases):
    with acting("supervisor1"):
        row = Listing(register, Filters(), utcnow()).page()[0]
        assert row.leads == ("worker1",)


@pytest.mark.parametrize("user_id", OUTSIDERS[:1] + OUTSIDERS[2:])
def test_who_is_not_assigned_gets_no_line_and_no_number(register, cases, http_request, user_id):
    with acting(user_id):
        answer = Listing(register, Filters(), utcnow())
        assert (len(answer), answer.page(), answer.workers()) == (0, [], [])
        assert [answer.counts(facet) for facet in FACETS] == [{}, {}, {}, {}]
        page = register.restrictedTraverse("view")()
    assert "BH-2026" not in page
    assert "No case is assigned to you yet" in page
    assert re.findall(r'class="bh-count">(\d+)<', page) == ["0"]


def awake(connection):
    """Return the cases that a connection holds in memory."""
    kept = connection._cache.items()
    return [content for _oid, content in kept if type(content) is Case and content._p_state >= 0]


def test_the_page_wakes_no_case_and_asks_the_catalog_a_few_times(
    register, cases, http_request, monkeypatch
):
    searches = []
    search = Catalog.search

    def counted(self, query, *args, **kwargs):
        searches.append(query)
        return search(self, query, *args, **kwargs)

    processQueue()
    transaction.savepoint()
    connection = register._p_jar
    del cases[:]
    with acting("worker1"):
        connection.cacheMinimize()
        assert awake(connection) == []
        monkeypatch.setattr(Catalog, "search", counted)
        page = register.restrictedTraverse("view")()
        assert page.count('<th scope="row">') == 5
        assert awake(connection) == []
    # The two are Plone's own, for the navigation above the page.
    assert len(searches) <= 2


def test_a_new_case_is_offered_to_those_who_may_open_one(register, http_request):
    for user_id, offered in (("intake1", True), ("supervisor1", True), ("worker1", False)):
        with acting(user_id):
            assert ("++add++Case" in register.restrictedTraverse("view")()) is offered


def test_the_page_keeps_its_filters_in_every_link(register, cases, http_request):
    http_request.form.update({"risk": ["tinggi", "rendah"], "b_size": "1", "sort": "number"})
    with acting("supervisor1"):
        page = register.restrictedTraverse("view")()
    assert page.count('<th scope="row">') == 1
    links = re.findall(r'href="([^"]*/perkara\?[^"]*)"', page)
    assert links
    assert all("risk=tinggi&amp;risk=rendah" in link for link in links)


def test_pages_follow_one_another(register, cases, http_request):
    seen = [
        numbers(register, "supervisor1", sort="number", order="asc", b_size="2", b_start=start)
        for start in ("0", "2", "4", "6")
    ]
    assert seen == ["12", "34", "5", ""]


def changed(case):
    """Return the moment of the last change as the register sorts by it."""
    processQueue()
    (brain,) = api.portal.get_tool("portal_catalog").unrestrictedSearchResults(UID=case.UID())
    return brain.modified


@pytest.mark.parametrize("what", ["filed", "decided", "case"])
def test_whatever_happens_in_a_case_is_its_last_change(case, what):
    document = sample_document(case, "worker1")
    case.setModificationDate(DateTime("2026/01/01"))
    case.reindexObject(idxs=["modified"])
    assert changed(case).year() == 2026 and changed(case).month() == 1
    if what == "filed":
        sample_document(case, "worker2")
    elif what == "decided":
        with acting("worker1"):
            api.content.transition(document, "submit")
    else:
        with acting("supervisor1"):
            api.content.transition(
                case, "decline", comment="Bukan kewenangan kami.", reason_code="lisan"
            )
    assert changed(case) > DateTime("2026/01/02")
