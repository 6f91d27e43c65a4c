"""What a question by words finds, and how it ranks it, comes from what the person may see alone."""

from baleharum.guard import words
from plone import api
from Products.ZCTextIndex.ParseTree import ParseError
from tests.centre import acting
from tests.centre import sample_case
from tests.centre import sample_document
from tests.centre import sample_person

import pytest


@pytest.fixture
def site(register, integration):
    """A site with two public pages, two cases of a team, and one that is hidden from it."""
    site = integration["portal"]
    with api.env.adopt_roles(["Manager"]):
        for title in ("Rumah aman", "Rumah dan mediasi"):
            page = api.content.create(site, "Document", title=title)
            api.content.transition(page, "publish")
    cases = [sample_case(register) for _number in range(3)]
    for case in cases:
        sample_document(case)
        sample_person(case)
    return site, cases


def hits(query, **more):
    catalog = api.portal.get_tool("portal_catalog")
    return {brain.getPath() for brain in catalog(SearchableText=query, **more)}


QUERIES = (
    "rumah",
    "rumah AND mediasi",
    "rumah AND NOT mediasi",
    "mediasi OR aman",
    '"rumah aman"',
    '"aman rumah"',
    "rum*",
    "kosong",
    "{0}",
    "{0} OR rumah",
    "rumah AND NOT {0}",
    '"{0}"',
    "bh*",
)


@pytest.mark.parametrize("query", QUERIES)
@pytest.mark.parametrize("person", ["worker1", "supervisor1", "editor1"])
def test_it_finds_what_a_stock_index_finds_of_what_one_may_see(site, person, query):
    _site, cases = site
    catalog = api.portal.get_tool("portal_catalog")
    asked = query.format(cases[0].getId())
    everything = {
        brain.getPath() for brain in catalog.unrestrictedSearchResults(SearchableText=asked)
    }
    with acting(person):
        visible = {brain.getPath() for brain in catalog()}
        assert hits(asked) == everything & visible
        # Also after another index was asked, and with one that finds nothing.
        kind = {"portal_type": "Document"}
        of_kind = {brain.getPath() for brain in catalog(**kind)}
        assert hits(asked, **kind) == everything & of_kind
        assert hits(asked, portal_type="Event") == set()


def ranks(query):
    catalog = api.portal.get_tool("portal_catalog")
    return [(brain.getId, brain.data_record_score_) for brain in catalog(SearchableText=query)]


def test_a_rank_does_not_tell_how_much_is_hidden(site, register):
    site, cases = site
    asked = f"rumah OR mediasi OR {cases[0].getId()}"
    with acting("editor1"):
        before = ranks(asked)
    assert len(before) == 2
    index = api.portal.get_tool("portal_catalog")._catalog.getIndex("SearchableText").index
    known = index.document_count()
    for _number in range(5):
        sample_document(sample_case(register))
    with acting("editor1"):
        after = ranks(asked)
    assert index.document_count() > known
    # How many documents there are at all changes the size of all ranks, and not their order.
    assert [name for name, _rank in after] == [name for name, _rank in before]


def test_of_what_is_hidden_nothing_is_looked_at(site, monkeypatch):
    """Counted, not timed: the documents of each word that are gone through."""
    _site, cases = site
    seen = []
    of = words._Among._of

    def counted(self, wid):
        seen.append(len(found := of(self, wid)))
        return found

    monkeypatch.setattr(words._Among, "_of", counted)
    with acting("editor1"):
        for number in (cases[0].getId(), "BH-1999-00001"):
            seen.clear()
            assert hits(number) == set()
            assert sum(seen) == 0 and len(seen) == 3, number


def test_what_cannot_be_read_is_refused_as_before(site):
    with acting("worker1"), pytest.raises(ParseError):
        api.portal.get_tool("portal_catalog")(SearchableText="rumah AND (")
