"""What is due: one list for a case, a person and the centre; nobody sees more than they may."""

from baleharum.cases.content import Case
from baleharum.cases.files.content import CaseFile
from baleharum.cases.moments import today
from baleharum.deadlines import finding
from baleharum.deadlines.rows import group_of
from baleharum.deadlines.rows import grouped
from baleharum.deadlines.rows import Row
from baleharum.deadlines.views import Board
from baleharum.deadlines.words import near_text
from baleharum.retention import breaches
from baleharum.retention import requests
from baleharum.team.api import assign
from baleharum.team.api import revoke_all
from baleharum.team.api import utcnow
from baleharum.terms.lists import terms
from datetime import datetime
from datetime import timedelta
from datetime import UTC
from plone import api
from Products.CMFCore.indexing import processQueue
from Products.ZCatalog.Catalog import Catalog
from tests.centre import acting
from tests.centre import sample_case
from tests.centre import sample_document
from tests.centre import sample_person
from tests.http import Visitor

import pytest
import transaction


NOW = datetime(2026, 11, 29, 4, tzinfo=UTC)


def row(hours, what="review"):
    return Row(NOW + timedelta(hours=hours), what, "BH-2026-00001", "", "", "", f"k{hours}")


def found(user_id, scope="mine", now=None, place=None):
    """Return (case, what) of what is due for somebody."""
    processQueue()
    find = {"mine": finding.of_person, "centre": finding.of_centre}[scope]
    with acting(user_id):
        return [(each.case, each.what) for each in find(now or utcnow(), place)]


def in_case(user_id, case):
    processQueue()
    with acting(user_id):
        return [each.what for each in finding.of_case(case, utcnow())]


def hold(case, days=14):
    case.review_on = today() + timedelta(days=days)
    with acting("supervisor1"):
        api.content.transition(case, "hold", comment="Klien dirawat di rumah sakit.")


@pytest.fixture
def held(case):
    hold(case)
    return case


@pytest.fixture
def submitted(case):
    document = sample_document(case, "worker1")
    with acting("worker1"):
        api.content.transition(document, "submit")
    return document


@pytest.mark.parametrize(
    "hours,group",
    [(-1, "overdue"), (0, "today"), (11, "today"), (12, "week"), (179, "week"), (180, "later")],
)
def test_a_moment_belongs_to_a_group_by_the_day_in_mataram(hours, group):
    assert group_of(NOW + timedelta(hours=hours), NOW) == group


def test_the_first_one_comes_first_in_every_group():
    rows = [row(300), row(2), row(-2), row(1), row(-50)]
    assert {name: [each.key for each in each_] for name, each_ in grouped(rows, NOW).items()} == {
        "overdue": ["k-50", "k-2"],
        "today": ["k1", "k2"],
        "week": [],
        "later": ["k300"],
    }


@pytest.mark.parametrize(
    "hours,english,indonesian",
    [
        (-1, "today, its time has passed", "hari ini, waktunya sudah lewat"),
        (1, "today", "hari ini"),
        (24, "tomorrow", "besok"),
        (-24, "since yesterday", "sejak kemarin"),
        (72, "in 3 days", "3 hari lagi"),
        (-72, "3 days late", "terlambat 3 hari"),
    ],
)
def test_how_near_it_is_is_said_in_words(integration, hours, english, indonesian):
    at = NOW + timedelta(hours=hours)
    assert near_text(at, NOW, "en") == english
    assert near_text(at, NOW, "id") == indonesian


@pytest.mark.parametrize("user_id", ["worker1", "worker2", "psychologist1", "advocate1"])
def test_the_team_finds_what_is_due_in_its_case(held, user_id):
    assert found(user_id) == [(held.getId(), "review")]
    assert in_case(user_id, held) == ["review"]


@pytest.mark.parametrize("user_id", ["worker3", "doctor1", "archivist1", "operator1", "siteadmin"])
def test_who_is_not_assigned_finds_nothing(held, submitted, user_id):
    assert found(user_id) == found(user_id, "centre") == []


@pytest.mark.parametrize(
    "user_id,own", [("supervisor1", True), ("head1", True), ("privacy1", False)]
)
def test_who_reviews_documents_has_those_that_wait_on_their_own_list(
    register, submitted, held, user_id, own
):
    assert found(user_id) == ([(held.getId(), "document-review")] if own else [])


def test_nobody_reviews_their_own_document(case):
    with acting("supervisor1"):
        assign(case, "worker3", "worker")
    document = sample_document(case, "worker3")
    with acting("worker3"):
        api.content.transition(document, "submit")
    with acting("head1"):
        assign(case.__parent__, "worker3", "supervisor")
        revoke_all(case, "Kini penyelia.")
    assert found("supervisor1") == [(case.getId(), "document-review")]
    assert found("worker3") == []


@pytest.mark.parametrize("user_id", ["supervisor1", "head1", "privacy1"])
def test_who_oversees_the_centre_finds_every_case(register, held, user_id):
    other = sample_case(register)
    hold(other, 3)
    assert found(user_id, "centre") == [(other.getId(), "review"), (held.getId(), "review")]
    assert found(user_id) == []


def test_the_list_of_one_register_keeps_to_it(portal, register, held):
    with api.env.adopt_roles(["Manager"]):
        other = api.content.create(portal, "CaseRegister", id="lain", title="Lain", prefix="LL")
    assert found("worker1", place=register) == [(held.getId(), "review")]
    assert found("worker1", place=other) == []
    assert found("supervisor1", "centre", place=register) == [(held.getId(), "review")]
    assert found("supervisor1", "centre", place=other) == []


def test_what_leaves_the_hands_of_somebody_leaves_their_list(held):
    with acting("supervisor1"):
        revoke_all(held, "Tim baru.")
    assert found("worker1") == []


def test_what_is_far_away_is_listed_in_its_case_alone(held):
    processQueue()
    with acting("worker1"):
        assert finding.of_person(utcnow(), ahead=5) == []
    assert in_case("worker1", held) == ["review"]


def test_a_document_waits_a_week_for_its_review(case, submitted):
    assert in_case("supervisor1", case) == ["document-review"]
    with acting("supervisor1"):
        (each,) = finding.of_centre(utcnow())
    assert timedelta(days=6, hours=23) < each.at - utcnow() <= timedelta(days=7)
    assert (each.case, each.thing) == (case.getId(), "D1")
    assert each.url == submitted.absolute_url()


def test_a_document_that_was_reviewed_waits_no_longer(case, submitted):
    with acting("supervisor1"):
        api.content.transition(submitted, "approve")
    assert in_case("supervisor1", case) == []


def test_nothing_waits_in_a_case_that_has_ended(case, submitted):
    with acting("supervisor1"):
        api.content.transition(case, "decline", comment="Bukan wewenang kami.", reason_code="lisan")
    assert in_case("supervisor1", case) == []


def test_a_document_is_due_for_those_who_may_see_it(case):
    document = sample_document(case, "worker1", level="secret")
    with acting("worker1"):
        api.content.transition(document, "submit")
    assert in_case("worker2", case) == ["document-review"]
    assert in_case("advocate1", case) == in_case("psychologist1", case) == []


def test_an_assignment_that_ends_is_told_to_its_person_and_above(case):
    with acting("supervisor1"):
        assign(case, "worker3", "worker", expires=utcnow() + timedelta(days=3))
        assign(case, "worker2", "reader", expires=utcnow() + timedelta(days=3))
    assert found("worker3") == [(case.getId(), "assignment-end")]
    assert found("worker2") == []
    assert found("supervisor1", "centre") == [(case.getId(), "assignment-end")]
    assert in_case("worker1", case) == ["assignment-end"]
    with acting("supervisor1"):
        (each,) = finding.of_centre(utcnow())
    assert each.who == "worker3"
    assert each.url == f"{case.absolute_url()}/team"


def test_an_assignment_that_has_ended_is_due_no_more(case):
    with acting("supervisor1"):
        assign(case, "worker3", "worker", expires=utcnow() + timedelta(days=3))
    assert found("worker3", now=utcnow() + timedelta(days=4)) == []


@pytest.fixture
def asked(case):
    """A request of the person of a case."""
    person = sample_person(case)
    with acting("worker1"):
        name = person.title.rpartition("/")[2]
        return requests.file_request(case, name, "access", "Ingin tahu data apa yang disimpan.")


def test_a_request_is_due_for_who_decides_on_it(case, asked):
    for user_id in ("privacy1", "head1"):
        assert found(user_id) == [(case.getId(), "subject-request")]
        assert in_case(user_id, case) == ["subject-request"]
    for user_id in ("worker1", "supervisor1"):
        assert found(user_id) == found(user_id, "centre") == in_case(user_id, case) == []
    with acting("privacy1"):
        (each,) = finding.of_person(utcnow())
    assert each.at == asked.received_at + timedelta(hours=72)
    assert each.thing == asked.number


def test_a_breach_is_due_until_everybody_was_told(register):
    with acting("privacy1"):
        made = breaches.report(register, "Laptop dinas hilang di terminal.", "Belum diketahui.")
        assert [each.what for each in finding.of_person(utcnow())] == ["breach"]
        for whom in breaches.ADDRESSEES:
            breaches.tell(register, made.number, whom)
        assert finding.of_person(utcnow()) == []


def test_every_kind_has_a_name_in_the_list(case, submitted, asked):
    hold(case)
    named = {term.token for term in terms("deadlines")}
    with acting("head1"):
        told = {each.what for each in finding.of_centre(utcnow())}
    assert told and told <= named


# --- pages and REST ----------------------------------------------------------------------------


def page(content, name, user_id, request, **form):
    processQueue()
    request.form.update(form)
    with acting(user_id):
        return content.restrictedTraverse(name)()


def test_the_page_of_the_site_groups_what_is_due(portal, held, submitted, http_request):
    text = page(portal, "@@deadlines", "worker1", http_request)
    assert held.getId() in text and "due-week" in text and "due-later" in text
    assert "scope=centre" not in text
    assert "kind=document-review" in text and "Worker1" in text


def test_a_kind_is_chosen_and_an_unknown_one_is_all(portal, submitted, held, http_request):
    form = {"kind": "review"}
    text = page(portal, "@@deadlines", "worker1", http_request, **form)
    assert "D1" not in text and held.getId() in text
    http_request.form.clear()
    text = page(portal, "@@deadlines", "worker1", http_request, kind=["<script>"])
    assert "D1" in text and "script>" not in text.partition("bh-chips")[2].partition("</nav>")[0]


@pytest.mark.parametrize("user_id,own", [("supervisor1", True), ("worker1", False)])
def test_the_centre_is_for_those_who_oversee_it(register, held, http_request, user_id, own):
    with acting("supervisor1"):
        revoke_all(held, "Tim baru.")
    text = page(register, "@@deadlines", user_id, http_request, scope="centre")
    assert (held.getId() in text) is own


def test_state_next_steps_and_who_is_responsible_stand_before_what_is_due(held, http_request):
    html = page(held, "view", "worker1", http_request)
    assert html.index('id="next-steps"') < html.index('class="bh-responsible"')
    assert html.index('class="bh-responsible"') < html.index('id="deadlines-block"')


def test_the_overview_of_a_case_shows_what_is_due_and_its_other_pages_do_not(held, http_request):
    assert 'id="deadlines-block"' in page(held, "view", "worker1", http_request)
    assert 'id="deadlines-block"' not in page(held, "people", "worker1", http_request)
    assert "due-later" in page(held, "deadlines", "worker1", http_request)


def test_the_desk_shows_what_comes_within_a_week(portal, case, http_request):
    hold(case, 3)
    assert 'id="deadlines-block"' in page(portal, "@@desk", "worker1", http_request)
    assert 'id="deadlines-block"' not in page(portal, "@@desk", "worker3", http_request)


def test_rest_answers_what_the_pages_show(functional):
    portal = functional["portal"]
    case = sample_case(portal["perkara"])
    hold(case, 3)
    transaction.commit()
    number = case.getId()
    visitor = Visitor(portal, "worker1")
    answers = [
        visitor.rest("GET", f"{place}@deadlines").json()
        for place in (f"perkara/{number}/", "perkara/", "")
    ]
    assert [answer["scope"] for answer in answers] == ["case", "mine", "mine"]
    for answer in answers:
        assert answer["counts"] == {"overdue": 0, "today": 0, "week": 1, "later": 0}
        (item,) = answer["items"]
        assert (item["case"], item["what"], item["leads"]) == (number, "review", ["Worker1"])
        assert item["@id"].endswith(f"/perkara/{number}")
    assert Visitor(portal, "worker3").rest("GET", f"perkara/{number}/@deadlines").status == 404
    assert Visitor(portal, "worker3").rest("GET", "@deadlines").json()["items"] == []
    assert Visitor(portal).rest("GET", "@deadlines").status == 401
    overseer = Visitor(portal, "supervisor1")
    assert overseer.rest("GET", "@deadlines?kind=nothing").json()["scope"] == "centre"
    assert overseer.rest("GET", "@deadlines?scope=mine").json()["items_total"] == 0


# --- what it costs -----------------------------------------------------------------------------


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


def woken(connection, *kinds):
    cached = connection._cache.items()
    return [each for _oid, each in cached if type(each) in kinds and each._p_state >= 0]


@pytest.fixture
def many(register, case):
    """Cases on hold, each with documents that wait."""
    cases = [case, *(sample_case(register) for _number in range(4))]
    for each in cases:
        for _number in range(3):
            document = sample_document(each, "worker1")
            with acting("worker1"):
                api.content.transition(document, "submit")
        hold(each)
    processQueue()
    transaction.savepoint()
    return cases


@pytest.mark.parametrize(
    "user_id,find", [("worker1", finding.of_person), ("supervisor1", finding.of_centre)]
)
def test_a_list_asks_the_catalog_once_and_wakes_nothing(many, searches, user_id, find):
    with acting(user_id):
        many[0]._p_jar.cacheMinimize()
        searches.clear()
        assert len(find(utcnow())) == 20
        assert len(searches) == 1
        assert woken(many[0]._p_jar, Case, CaseFile) == []


def test_the_list_of_a_case_asks_once_and_wakes_that_case_alone(many, searches):
    case = many[0]
    with acting("worker1"):
        case._p_jar.cacheMinimize()
        searches.clear()
        assert len(finding.of_case(case, utcnow())) == 4
        assert len(searches) == 1
        assert woken(case._p_jar, CaseFile) == []
        assert woken(case._p_jar, Case) == [case.aq_base]


def test_a_page_looks_up_its_leads_without_asking_again(many, searches, http_request):
    with acting("supervisor1"):
        board = Board(api.portal.get(), {})
        many[0]._p_jar.cacheMinimize()
        searches.clear()
        sections = board.sections()
        assert {line.leads for each in sections for line in each.lines} == {("Worker1",)}
        assert len(searches) == 1
        assert woken(many[0]._p_jar, Case, CaseFile) == []
