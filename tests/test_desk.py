"""The desk: a person's cases, what waits for them and what is due; nothing of anybody else."""

from baleharum.cases.api import open_case
from baleharum.desk.lines import Lines
from baleharum.desk.login import ToTheDesk
from baleharum.desk.work import Work
from baleharum.team.api import assign
from baleharum.team.api import current
from baleharum.team.api import revoke
from baleharum.team.api import utcnow
from datetime import timedelta
from plone import api
from tests.centre import acting
from tests.centre import sample_case
from tests.centre import sample_document
from tests.http import Visitor
from tests.programmes_made import as_csv
from tests.programmes_made import sample_batch
from tests.programmes_made import sample_folder
from tests.programmes_made import sample_programme
from tests.programmes_made import some_rows
from tests.programmes_made import take_in
from tests.referrals_made import sample_referral
from tests.referrals_made import some_partner
from tests.referrals_made import take
from tests.stays_made import admitted
from tests.stays_made import asking
from tests.stays_made import sample_house
from tests.test_case_rules import put

import pytest
import re
import transaction


LISTS = (
    *("cases", "decisions", "returned", "to_review", "intake", "ending", "unreadable", "due"),
    "recent",
)


def on_desk(user_id, name, now=None):
    """Return the numbers in a list of somebody's desk."""
    with acting(user_id):
        found = getattr(Work(api.user.get_current(), now or utcnow()), name)()
        return [line.number for line in found.lines]


def transition(document, user_id, name, comment=""):
    with acting(user_id):
        api.content.transition(document, name, comment=comment)


@pytest.fixture
def submitted(case):
    """A document that worker1 has handed in."""
    document = sample_document(case, "worker1")
    transition(document, "worker1", "submit")
    return document


@pytest.mark.parametrize("user_id", ["worker1", "worker2", "psychologist1", "advocate1"])
def test_the_team_finds_its_case(case, user_id):
    assert on_desk(user_id, "cases") == [case.getId()]


@pytest.mark.parametrize(
    "user_id",
    ["worker3", "advocate2", "doctor1", "archivist1", "operator1", "editor1", "siteadmin"],
)
def test_the_desk_of_who_is_not_assigned_is_empty(case, submitted, user_id):
    case.review_on = utcnow().date()
    case.reindexObject()
    with acting(user_id):
        work = Work(api.user.get_current(), utcnow())
        assert {name: getattr(work, name)() for name in LISTS} == dict.fromkeys(LISTS, Lines())


def test_a_case_says_my_functions_and_until_when(case):
    now = utcnow()
    with acting("supervisor1"):
        assign(case, "worker3", "worker", expires=now + timedelta(days=3))
        assign(case, "worker3", "reader", expires=now + timedelta(days=30))
    with acting("worker3"):
        (line,) = Work(api.user.get_current(), utcnow()).cases().lines
    assert line.functions == ("worker", "reader")
    assert line.until == now + timedelta(days=30)


def test_an_assignment_without_an_end_has_none(case):
    with acting("worker1"):
        (line,) = Work(api.user.get_current(), utcnow()).cases().lines
    assert line.until is None


def test_a_case_leaves_the_desk_when_the_assignment_ends(case):
    record = next(r for r in current(case, utcnow()) if r.principal == "worker2")
    revoke(case, record.number, "handed over")
    assert on_desk("worker2", "cases") == []


@pytest.mark.parametrize("days,warned", [(1, True), (6, True), (8, False)])
def test_an_end_within_a_week_is_announced(case, days, warned):
    with acting("supervisor1"):
        assign(case, "worker3", "worker", expires=utcnow() + timedelta(days=days))
    assert bool(on_desk("worker3", "ending")) is warned


def test_what_is_handed_in_waits_for_the_reviewers_and_not_for_the_author(submitted):
    assert on_desk("supervisor1", "to_review") == [submitted.title]
    assert on_desk("head1", "to_review") == [submitted.title]
    for user_id in ("worker1", "worker2", "privacy1", "worker3"):
        assert on_desk(user_id, "to_review") == []


def test_a_supervisor_of_one_case_reviews_that_case_alone(register, submitted):
    other = sample_case(register)
    with acting("supervisor1"):
        assign(other, "worker3", "supervisor")
        assign(submitted.__parent__, "worker3", "worker")
    document = sample_document(other, "worker1")
    transition(document, "worker1", "submit")
    assert on_desk("worker3", "to_review") == [document.title]


def test_what_comes_back_lies_on_the_desk_of_its_author(submitted):
    transition(submitted, "supervisor1", "return", "Tanggalnya keliru.")
    assert on_desk("worker1", "returned") == [submitted.title]
    assert on_desk("worker2", "returned") == []
    assert on_desk("supervisor1", "to_review") == []


@pytest.mark.parametrize(
    "user_id,told",
    [
        ("intake1", True),
        ("supervisor1", True),
        ("head1", True),
        ("worker1", False),
        ("privacy1", False),
    ],
)
def test_a_report_waits_for_those_who_receive_it(register, user_id, told):
    with acting("intake1"):
        case = open_case(register, categories=("odgj",), risk="tinggi")
    assert on_desk(user_id, "intake") == ([case.getId()] if told else [])


@pytest.mark.parametrize(
    "days,listed", [(-40, True), (0, True), (14, True), (20, False), (None, False)]
)
def test_a_review_is_due_two_weeks_ahead(case, days, listed):
    now = utcnow()
    case.review_on = None if days is None else now.date() + timedelta(days=days)
    case.reindexObject()
    assert bool(on_desk("worker1", "due", now)) is listed


def test_an_unreadable_file_is_told_to_the_team(case):
    document = sample_document(case, "worker1")
    document.text_state = "unreadable"
    document.reindexObject()
    assert on_desk("worker2", "unreadable") == [document.title]
    assert on_desk("worker3", "unreadable") == []


def test_what_is_new_comes_last_added_first_and_only_if_visible(case):
    first = sample_document(case, "worker1")
    secret = sample_document(case, "psychologist1", kind="laporan-psikologis")
    assert first.title in on_desk("worker1", "recent")
    assert secret.title not in on_desk("advocate1", "recent")


@pytest.mark.parametrize("user_id", ["worker1", "supervisor1", "operator1", "intake1"])
def test_the_page_opens_for_everybody_with_an_account(portal, case, http_request, user_id):
    with acting(user_id):
        page = portal.restrictedTraverse("@@desk")()
    assert (case.getId() in page) is (user_id != "operator1")


def test_an_empty_desk_says_what_to_do(portal, case, http_request):
    with acting("operator1"):
        page = portal.restrictedTraverse("@@desk")()
    assert "Nothing lies on your desk." in page
    assert "ask your supervisor" in page
    assert "BH-2026" not in page


@pytest.mark.parametrize(
    "came_from,lands",
    [
        ("", "/@@desk"),
        ("{home}", "/@@desk"),
        ("{home}/", "/@@desk"),
        ("{home}/login?came_from=x", "/@@desk"),
        ("{home}/perkara/BH-2026-00001", "/perkara/BH-2026-00001"),
    ],
)
def test_after_the_login_staff_go_on_to_what_they_wanted_or_to_the_desk(
    portal, http_request, came_from, lands
):
    home = portal.absolute_url()
    with acting("worker1"):
        assert ToTheDesk(portal, http_request)(came_from.format(home=home)) == home + lands


def test_people_land_on_the_desk_and_find_the_way_there_in_the_navigation(functional):
    portal = functional["portal"]
    sample_case(portal["perkara"])
    transaction.commit()
    visitor = Visitor(portal)
    form = {
        "__ac_name": "worker1",
        "__ac_password": "benar-kuda-baterai-9",
        "buttons.login": "Log in",
    }
    answer = visitor.post("login", form)
    assert answer.header("Location").endswith("/@@desk")
    page = visitor.get("@@desk").text
    navigation = page.partition('id="portal-globalnav"')[2].partition("</ul>")[0]
    assert re.findall(r'href="http://localhost/plone/([^"]+)"', navigation) == ["@@desk", "perkara"]


def test_visitors_find_neither_desk_nor_register(functional):
    portal = functional["portal"]
    visitor = Visitor(portal)
    page = visitor.get("").text
    assert "@@desk" not in page
    assert "perkara" not in page
    assert visitor.get("@@desk").status in (302, 401, 403)


def test_rest_answers_the_lists_of_the_page(functional):
    portal = functional["portal"]
    case = sample_case(portal["perkara"])
    transaction.commit()
    answer = Visitor(portal, "worker1").rest("GET", "@desk").json()
    assert [item["number"] for item in answer["cases"]["items"]] == [case.getId()]
    assert answer["cases"]["items"][0]["functions"] == ["lead"]
    outsider = Visitor(portal, "worker3").rest("GET", "@desk").json()
    assert all(outsider[name]["items_total"] == 0 for name in LISTS)


def test_one_list_has_what_waits_for_the_head(register, case):
    # An extension is asked, a letter waits for the signature, a case comes to its end.
    stay = admitted(case, sample_house(register))
    assert on_desk("head1", "decisions") == []
    asking(stay)
    partner = some_partner(api.portal.get())
    letter = sample_referral(case, partner, state="submitted")
    ending = put(sample_case(register), "termination")
    with acting("head1"):
        found = Work(api.user.get_current(), utcnow()).decisions().lines
    assert {(line.number, line.asks) for line in found} == {
        (stay.title, "asks_stay"),
        (letter.title, "asks_referral"),
        (ending.getId(), "asks_termination"),
    }
    assert on_desk("head1", "to_review") == []
    for user_id in ("worker1", "supervisor1", "privacy1", "worker3"):
        assert on_desk(user_id, "decisions") == [], user_id
    take(stay, "head1", "extend", comment="Disetujui.")
    assert stay.title not in on_desk("head1", "decisions")


def test_a_batch_waits_for_the_decree_of_who_has_not_handed_it_in(functional):
    portal = functional["portal"]
    batch = sample_batch(sample_programme(sample_folder(portal)))
    transaction.commit()
    take_in(portal, batch, as_csv(some_rows(2)))
    take(batch, "intake1", "submit")
    transaction.commit()
    assert on_desk("head1", "decisions") == [batch.getId()]
    assert on_desk("intake1", "decisions") == on_desk("privacy1", "decisions") == []
    page = Visitor(portal, "head1").get("@@desk", Accept="text/html").text
    assert "program/p1/JSLU-2026-001" in page and "Decree the recipients of a batch" in page
    (line,) = Visitor(portal, "head1").rest("GET", "@desk").json()["decisions"]["items"]
    assert line["number"] == batch.getId() and line["asks"] == "Decree the recipients of a batch"
