"""What grows with the documents of a case and what does not: reindexed, woken, asked for.

Counted, never timed; bench/ measures the times.
"""

from baleharum.cases.content import Case
from baleharum.cases.files.content import CaseFile
from baleharum.cases.files.paging import SIZE
from baleharum.cases.moments import today
from baleharum.team import api as team
from baleharum.team.records import TeamIndex
from datetime import timedelta
from plone import api
from Products.CMFCore.indexing import processQueue
from Products.CMFPlone.CatalogTool import CatalogTool
from Products.ZCatalog.Catalog import Catalog
from tests.centre import acting
from tests.centre import sample_case
from tests.centre import sample_document

import pytest
import transaction


MANY = 50


@pytest.fixture
def full_case(case):
    """A case with many documents."""
    for _number in range(MANY):
        sample_document(case)
    case.review_on = today() + timedelta(days=20)
    processQueue()
    return case


@pytest.fixture
def indexed(monkeypatch):
    """Paths below the register of what is handed to the catalog, each time it is."""
    paths = []
    index = CatalogTool.catalog_object

    def noted(self, content, uid=None, *args, **kwargs):
        paths.append("/".join(content.getPhysicalPath()).partition("/perkara/")[2])
        return index(self, content, uid, *args, **kwargs)

    monkeypatch.setattr(CatalogTool, "catalog_object", noted)
    return paths


@pytest.fixture
def searches(monkeypatch):
    """The queries that reach the catalog's indexes."""
    queries = []
    search = Catalog.search

    def noted(self, query, *args, **kwargs):
        queries.append(query)
        return search(self, query, *args, **kwargs)

    monkeypatch.setattr(Catalog, "search", noted)
    return queries


def give(case):
    """Put somebody into the team."""
    team.assign(case, "worker3", "worker")


def hold(case):
    """Change the state of the case."""
    api.content.transition(case, "hold", comment="Klien di luar kota")


def submit(case):
    """Change the state of a document."""
    with acting("worker1"):
        api.content.transition(case["d7"], "submit")


# A decision about a document is the latest change of its case.
@pytest.mark.parametrize(
    "change,below_the_case",
    [(give, set()), (hold, {""}), (submit, {"", "/d7"})],
)
def test_a_change_reindexes_what_it_is_about_and_nothing_else(
    full_case, indexed, change, below_the_case
):
    with acting("supervisor1"):
        change(full_case)
        processQueue()
    assert set(indexed) == {full_case.getId() + below for below in below_the_case}


def woken(connection, kind):
    """Return the objects of a class whose state a connection has loaded."""
    kept = connection._cache.items()
    return [content for _oid, content in kept if type(content) is kind and content._p_state >= 0]


def shown(case, name, user_id="worker1"):
    """Return a page of a case as it is made by a connection that has loaded nothing."""
    processQueue()
    transaction.savepoint()
    with acting(user_id):
        case._p_jar.cacheMinimize()
        return case.restrictedTraverse(name)()


def test_the_overview_wakes_no_document(full_case, http_request):
    assert full_case.getId() in shown(full_case, "view")
    assert woken(full_case._p_jar, CaseFile) == []


def test_the_documents_tab_wakes_the_documents_of_its_page(full_case, http_request):
    assert f"{full_case.getId()}/d{MANY}" in shown(full_case, "documents")
    assert len(woken(full_case._p_jar, CaseFile)) <= SIZE


def test_no_page_of_a_case_wakes_another_case(case, register, http_request):
    for _number in range(3):
        sample_case(register)
    for name in ("view", "documents", "team", "timeline"):
        shown(case, name)
        assert [each.getId() for each in woken(case._p_jar, Case)] == [case.getId()]


@pytest.mark.parametrize("name", ["view", "documents"])
def test_a_page_asks_the_catalog_as_often_for_many_documents_as_for_one(
    register, full_case, searches, http_request, name
):
    small = sample_case(register)
    sample_document(small)
    processQueue()
    counts = []
    for each in (small, full_case):
        searches.clear()
        shown(each, name)
        counts.append(len(searches))
    assert counts[0] == counts[1] > 0


def test_a_person_with_many_assignments_is_looked_up_as_often(register, portal, monkeypatch):
    asked = []
    groups = TeamIndex.groups

    def noted(self, principals, now):
        asked.append(principals)
        return groups(self, principals, now)

    monkeypatch.setattr(TeamIndex, "groups", noted)
    counts = []
    for more in (1, 10):
        for _number in range(more):
            sample_case(register)
        asked.clear()
        assert portal.acl_users.getUserById("worker1") is not None
        counts.append(len(asked))
    # Plone asks a second time for the roles that groups bring along.
    assert counts == [2, 2]
