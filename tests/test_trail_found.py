"""What searches of the site find in a register is in the record of access, counted and without words."""

from baleharum.cases.api import add_document
from baleharum.cases.moments import today
from baleharum.guard.catalog import WatchedCatalog
from baleharum.guard.watched import CATALOG
from baleharum.jobs.running import run_pending
from baleharum.team.api import assign
from baleharum.team.api import utcnow
from baleharum.trail import actions
from baleharum.trail import api
from baleharum.trail import store
from datetime import timedelta
from plone.uuid.interfaces import IUUID
from Products.ZCatalog.Catalog import Catalog
from tests.case_forms import given_to_worker3
from tests.centre import acting
from tests.centre import sample_case
from tests.centre import sample_document
from tests.centre import sample_person
from tests.document_samples import pdf
from tests.trail_file import fresh
from tests.trail_file import gone
from zExceptions import BadRequest

import json
import plone.api
import pytest
import transaction


@pytest.fixture
def cases(functional):
    """Two cases, the first with a document and a person; rows begin after."""
    register = functional["portal"]["perkara"]
    cases = [sample_case(register), sample_case(register)]
    sample_document(cases[0])
    sample_person(cases[0])
    transaction.commit()
    fresh()
    return cases


def rest(visitor, path: str):
    """Ask for a service."""
    return visitor.ask("GET", path, headers={"Accept": "application/json"})


class TestLists:
    @pytest.mark.parametrize(
        "path",
        ["@search?portal_type=Case", "@@search?portal_type=Case", "@@ajax-search?portal_type=Case"],
    )
    def test_a_search_of_the_site_is_one_row_with_its_number(self, visit, cases, path):
        number = cases[0].getId()
        answer = rest(visit("supervisor1"), f"{path}&SearchableText={number}")
        assert number in answer.text
        (row,) = api.rows()
        assert (row.user, row.action, row.detail) == ("supervisor1", actions.LIST, "hits=1")
        assert (row.case, row.subject) == ("", "")

    def test_documents_are_found_by_it_too(self, visit, cases):
        number = cases[0].getId()
        found = visit("worker1").get(f"@@ajax-search?SearchableText={number}*").json()
        assert f"{number}/D1" in {item["title"] for item in found["items"]}
        assert [row.detail for row in api.rows()] == [f"hits={found['total']}"]

    def test_hits_are_all_that_was_found_and_not_what_is_on_the_page(self, visit, cases):
        answer = rest(visit("supervisor1"), "@search?portal_type=Case&b_size=1&sort_on=getId")
        assert len(answer.json()["items"]) == 1
        assert [row.detail for row in api.rows()] == ["hits=2"]

    @pytest.mark.parametrize(
        "path",
        [
            "@search?portal_type=Case&b_size=1&sort_on=getId",
            "@search?portal_type=CaseFile",
            "@search?portal_type=CaseFile&fullobjects=1",
        ],
    )
    def test_the_row_names_the_cases_of_the_page_and_no_others(self, visit, cases, path):
        answer = rest(visit("supervisor1"), path)
        assert cases[0].getId() in answer.text
        found = [row for row in api.rows() if row.action == actions.LIST]
        assert [row.cases for row in found] == [(IUUID(cases[0]),)]
        assert [row.user for row in api.rows(case=IUUID(cases[0]), shown=True)] == ["supervisor1"]
        assert api.rows(case=IUUID(cases[1]), shown=True) == []

    def test_matches_name_no_case_of_another_team(self, functional, visit, cases):
        """Who files a person is told that there is somebody elsewhere, and not in which case."""
        person = sample_person(cases[1])
        given_to_worker3(cases[1])
        transaction.commit()
        fresh()
        path = f"perkara/{cases[0].getId()}/@matches"
        answer = visit("worker1").rest("POST", path, {"name": person.name})
        assert answer.json()["elsewhere"]
        assert api.rows(case=IUUID(cases[1]), shown=True) == []
        assert api.rows(actions=(actions.SEARCH,))

    def test_a_page_of_the_register(self, visit, cases):
        assert visit("supervisor1").get("perkara?b_size=1").status == 200
        (row,) = api.rows(actions=(actions.LIST,))
        assert row.subject == IUUID(cases[0].aq_parent)
        assert (row.detail, len(row.cases)) == ("cases=1", 1)

    def test_who_takes_the_register_away_takes_all_its_cases(self, visit, cases):
        assert visit("supervisor1").get("perkara/@@export?format=csv").status == 200
        (row,) = api.rows(actions=(actions.EXPORT,))
        assert row.cases == tuple(sorted(map(IUUID, cases)))

    @pytest.mark.parametrize("path", ["@@find?text=klien", "@find?text=klien"])
    def test_a_search_of_documents(self, functional, visit, cases, path):
        with acting("worker1"):
            add_document(cases[1], pdf("Klien datang sendiri."), "a.pdf", kind="catatan-kasus")
        transaction.commit()
        run_pending(functional["app"])
        fresh()
        assert rest(visit("worker1"), f"perkara/{path}").status == 200
        (row,) = api.rows(actions=(actions.SEARCH,))
        assert (row.detail, row.cases) == ("hits=1", (IUUID(cases[1]),))

    @pytest.mark.parametrize("path", ["@@desk", "@desk"])
    def test_the_desk_names_what_is_on_it(self, visit, cases, path):
        given_to_worker3(cases[1])
        transaction.commit()
        fresh()
        assert rest(visit("worker3"), path).status == 200
        (row,) = api.rows()
        assert row.cases == (IUUID(cases[1]),)

    @pytest.mark.parametrize("path", ["@@deadlines", "@deadlines"])
    def test_deadlines_name_what_they_list(self, visit, cases, path):
        cases[1].review_on = today() + timedelta(days=3)
        with acting("supervisor1"):
            plone.api.content.transition(cases[1], "hold", comment="Klien di rumah sakit.")
        transaction.commit()
        fresh()
        assert rest(visit("worker1"), f"{path}?kind=review").status == 200
        (row,) = api.rows()
        assert (row.subject, row.cases) == ("", (IUUID(cases[1]),))

    @pytest.mark.parametrize("path", ["@@deadlines", "@deadlines"])
    def test_deadlines_that_no_search_has_found(self, visit, cases, path):
        with acting("supervisor1"):
            assign(cases[1], "worker3", "worker", expires=utcnow() + timedelta(days=3))
        transaction.commit()
        fresh()
        assert cases[1].getId() in rest(visit("worker3"), path).text
        (row,) = api.rows()
        assert (row.detail, row.cases) == ("hits=1", (IUUID(cases[1]),))

    def test_a_colleague_who_finds_nothing_leaves_no_row(self, visit, cases):
        assert rest(visit("worker3"), "@search?portal_type=Case").json()["items"] == []
        assert api.rows() == []

    def test_what_is_found_outside_of_registers_is_nobody_s_business(self, visit, cases):
        found = rest(visit("supervisor1"), "@search?portal_type=CaseRegister").json()
        assert found["items_total"] == 1
        assert api.rows() == []

    def test_a_case_s_own_row_tells_of_what_is_in_it_and_of_nothing_else(self, visit, cases):
        path = f"perkara/{cases[0].getId()}/@search"
        rest(visit("supervisor1"), path)
        assert [row.action for row in api.rows()] == [actions.VIEW]
        fresh()
        rest(visit("supervisor1"), f"{path}?path=/plone/perkara&portal_type=Case")
        found = {row.action: row.detail for row in api.rows()}
        assert found == {actions.VIEW: "", actions.LIST: "hits=1"}

    def test_the_desk_is_a_list(self, visit, cases):
        assert cases[0].getId() in visit("worker1").get("@@desk").text
        (row,) = api.rows()
        assert (row.user, row.action, row.view) == ("worker1", actions.LIST, "desk")

    @pytest.mark.parametrize("path", ["@search?portal_type=Case", "@@desk"])
    def test_without_the_record_nothing_is_listed(self, visit, cases, monkeypatch, path):
        monkeypatch.setattr(store, "PATIENCE", 0.1)
        visitor = visit("worker1")
        assert rest(visitor, path).status == 200
        with gone(fresh()):
            answer = rest(visitor, path)
        assert answer.status == 503
        assert "BH-2026" not in answer.text


class TestSealedIndexes:
    @pytest.mark.parametrize("name", ["document_words", "document_sha256", "person_keys"])
    @pytest.mark.parametrize(
        "path",
        [
            "@search?{}=klien",
            "@search?{}.query:record=klien&portal_type=CaseFile",
            "@search?sort_on={}&portal_type=Case",
            "@search?portal_type=Case&sort_on:list=getId&sort_on:list={}",
            "@@search?{}=klien",
            "perkara/@search?{}=klien",
        ],
    )
    def test_no_address_asks_one(self, visit, cases, name, path):
        for user in ("supervisor1", ""):
            answer = rest(visit(user), path.format(name))
            # The search page of the public reads nothing of an address but the words.
            passed_by = not user and path.startswith("@@search")
            assert answer.status in ((200,) if passed_by else (400, 404)), user
            assert "BH-2026" not in answer.text
        assert {row.action for row in api.rows()} <= {actions.VIEW, actions.REFUSE}

    @pytest.mark.parametrize("name", ["document_words", "document_sha256", "person_keys"])
    def test_no_query_asks_one(self, visit, cases, name):
        operation = "plone.app.querystring.operation.string.contains"
        query = [{"i": name, "o": operation, "v": "klien"}]
        answer = visit("supervisor1").rest("POST", "@querystring-search", {"query": query})
        assert answer.status == 400
        asked = json.dumps({"criteria": query})
        address = f"@@getVocabulary?name=plone.app.vocabularies.Catalog&query={asked}"
        assert rest(visit("supervisor1"), address).status == 400
        assert api.rows() == []

    def test_nor_does_a_dictionary_that_no_code_of_the_product_made(self, cases):
        catalog = plone.api.portal.get_tool("portal_catalog")
        for value in ("klien", ["klien"], {"query": "klien"}):
            with pytest.raises(BadRequest):
                catalog.unrestrictedSearchResults(document_words=value)

    def test_the_product_s_own_pages_do(self, visit, cases):
        answer = rest(visit("worker1"), "perkara/@find?text=dokumen")
        assert answer.status == 200
        assert actions.SEARCH in {row.action for row in api.rows()}


def test_the_catalog_keeps_all_it_holds(integration):
    """Installing puts the inner part in its place, uninstalling the stock one."""
    portal = integration["portal"]
    catalog, setup = portal.portal_catalog, portal.portal_setup
    case = sample_case(portal["perkara"])
    assert type(catalog._catalog.aq_base) is WatchedCatalog
    before = sorted(brain.UID for brain in catalog.unrestrictedSearchResults(path="/plone"))
    assert IUUID(case) in before
    setup.runAllImportStepsFromProfile("profile-baleharum:uninstall")
    assert type(catalog._catalog.aq_base) is Catalog
    assert CATALOG.check(portal) == ["portal_catalog"]
    found = catalog.unrestrictedSearchResults(path="/plone")
    assert sorted(brain.UID for brain in found) == before
    setup.runAllImportStepsFromProfile("profile-baleharum:default")
    assert type(catalog._catalog.aq_base) is WatchedCatalog
    assert CATALOG.check(portal) == []
