"""Who wrote something is asked among what the person may see: no hidden thing takes part in it."""

from plone import api
from Products.PluginIndexes.FieldIndex.FieldIndex import FieldIndex
from tests.centre import acting
from tests.centre import sample_case
from tests.centre import sample_document

import pytest


@pytest.fixture
def register_of_two(register):
    """A register with a case of a team, and one that is hidden from it; both have documents."""
    for _number in range(2):
        sample_document(sample_case(register))
    return register


def hits(**query):
    catalog = api.portal.get_tool("portal_catalog")
    return {brain.getPath() for brain in catalog(**query)}


ASKED = (
    "worker1",
    ["worker1", "intake1"],
    {"query": ["worker1"]},
    {"not": "worker1"},
    {"query": ["a", "z"], "range": "min:max"},
    "nobody",
)


@pytest.mark.parametrize("asked", ASKED, ids=str)
@pytest.mark.parametrize("person", ["worker1", "supervisor1", "editor1"])
def test_it_finds_what_the_stock_index_finds_of_what_one_may_see(register_of_two, person, asked):
    catalog = api.portal.get_tool("portal_catalog")
    stock = {brain.getPath() for brain in catalog.unrestrictedSearchResults(Creator=asked)}
    with acting(person):
        visible = hits()
        assert hits(Creator=asked) == stock & visible
        kind = {"portal_type": "CaseFile"}
        assert hits(Creator=asked, **kind) == stock & hits(**kind)


def test_what_is_hidden_is_not_put_together_with_what_is_not(register_of_two, monkeypatch):
    asked = []
    stock = FieldIndex.query_index

    def query_index(self, record, resultset=None):
        asked.append(self.id)
        return stock(self, record, resultset)

    monkeypatch.setattr(FieldIndex, "query_index", query_index)
    with acting("editor1"):
        assert hits(Creator="worker1", path="/plone/perkara") == set()
    assert "Creator" not in asked
