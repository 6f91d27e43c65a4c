"""Cases that lists have shown: told apart from what was opened, on every screen of the record."""

from baleharum.audit.alarms import alarms
from baleharum.audit.sentences import sentence
from baleharum.audit.thresholds import LISTING_NAME
from baleharum.audit.thresholds import SETTING_NAME
from baleharum.retention import breaches
from baleharum.team.api import utcnow
from baleharum.trail import actions
from baleharum.trail.row import Draft
from datetime import timedelta
from openpyxl import load_workbook
from plone import api as plone_api
from plone.app.testing import setRoles
from plone.app.testing import TEST_USER_ID
from plone.uuid.interfaces import IUUID
from tests.case_forms import given_to_worker3
from tests.centre import acting
from tests.centre import appoint
from tests.centre import sample_case
from tests.centre import sample_person
from tests.trail_file import fresh

import csv
import io
import pytest
import time
import transaction


MOST = 4


@pytest.fixture
def centre(functional):
    """Three cases of the register and one of another, and an empty record."""
    portal = functional["portal"]
    setRoles(portal, TEST_USER_ID, ["Manager"])
    other = plone_api.content.create(portal, "CaseRegister", id="lain", title="Lain", prefix="LN")
    appoint(other)
    setRoles(portal, TEST_USER_ID, ["Member"])
    found = [*(sample_case(portal["perkara"]) for _ in range(3)), sample_case(other)]
    transaction.commit()
    fresh()
    return found


def listed(*cases, user="worker3", action=actions.LIST, **told):
    shown = tuple(IUUID(case) for case in cases)
    return Draft(user, action, view="view", request="r", cases=shown, detail="hits=9", **told)


def opened(case, user="worker3"):
    return Draft(user, actions.VIEW, IUUID(case), IUUID(case), "view")


class TestCase:
    def ask(self, visit, case, query=""):
        path = f"perkara/{case.getId()}/@access-log{query}"
        return visit("supervisor1").rest("GET", path).json()

    def test_who_was_shown_it_has_a_column_of_its_own(self, visit, trail, centre):
        first, second, _third, other = centre
        trail.append([listed(first, second), listed(first, other), opened(first)])
        trail.append([listed(second, user="worker2"), listed(first, action=actions.EXPORT)])
        (one,) = [p for p in self.ask(visit, first)["people"] if p["person"] == "worker3"]
        found = {kind: number for kind, number in one["counts"].items() if number}
        assert found == {"read": 1, "listed": 2, "exported": 1}
        assert "worker2" not in {p["person"] for p in self.ask(visit, first)["people"]}
        page = visit("supervisor1").get(f"perkara/{first.getId()}/@@access-log").text
        assert "Shown in a list" in page

    @pytest.mark.parametrize(
        ("kind", "actions_shown"),
        [
            ("", ["export", "view", "search", "list"]),
            ("listed", ["search", "list"]),
            ("read", ["view"]),
            ("exported", ["export"]),
        ],
    )
    def test_the_rows_come_in_one_order_and_by_kind(
        self, visit, trail, centre, kind, actions_shown
    ):
        first, second, *_rest = centre
        trail.append([listed(first), listed(first, second, action=actions.SEARCH), opened(first)])
        trail.append([listed(first, action=actions.EXPORT)])
        found = self.ask(visit, first, f"?person=worker3&kind={kind}")
        assert [item["action"] for item in found["items"]] == actions_shown
        assert found["before"] is None

    def test_paging_goes_through_both(self, visit, trail, centre):
        first = centre[0]
        trail.append([listed(first), opened(first)] * 80)
        found = self.ask(visit, first, "?person=worker3")
        older = self.ask(visit, first, f"?person=worker3&before={found['before']}")
        assert (len(found["items"]), len(older["items"]), older["before"]) == (100, 60, None)
        seqs = [item["seq"] for item in (*found["items"], *older["items"])]
        assert seqs == sorted(seqs, reverse=True)
        assert len(set(seqs)) == 160

    def test_a_list_tells_of_no_other_case(self, visit, trail, centre):
        """Not even of the one in which it was asked for."""
        first, second, _third, other = centre
        elsewhere = IUUID(other)
        given_to_worker3(other)
        transaction.commit()
        draft = listed(first, second, action=actions.SEARCH, case=elsewhere, subject=elsewhere)
        trail.append([draft])
        found = visit("worker1").rest("GET", f"perkara/{first.getId()}/@access-log").json()
        (item,) = [item for item in found["items"] if item["person"] == "worker3"]
        assert (item["about"], item["@id"], item["cases"]) == ("a case", "", [])
        assert second.getId() not in str(item)

    def test_the_export_for_the_person_tells_it_too(self, visit, trail, centre):
        first, second, *_rest = centre
        trail.append([listed(first, second), opened(first), listed(first, action=actions.EXPORT)])
        path = f"perkara/{first.getId()}/@@access-log?person=worker3&export="
        data = visit("privacy1").get(f"{path}csv").body.decode("utf-8-sig")
        rows = list(csv.reader(io.StringIO(data)))[1:]
        kinds = [row[3] for row in rows]
        assert kinds == ["Exported", "Read", "Shown in a list"]
        assert second.getId() not in data
        assert IUUID(second) not in data
        sheet = load_workbook(io.BytesIO(visit("privacy1").get(f"{path}xlsx").body)).active
        assert sheet.max_row == 4
        told = trail.rows(user="privacy1", actions=(actions.EXPORT,))
        assert [row.detail for row in told] == ["rows=3", "rows=3"]


class TestReader:
    def test_cases_and_days_tell_both_numbers(self, visit, trail, centre):
        first, second, _third, other = centre
        trail.append([listed(first, second, other), listed(first), opened(first), opened(other)])
        answer = visit("head1").rest("GET", "perkara/@reader-log?person=worker3").json()
        found = {c["number"]: (c["rows"], c["listed"]) for c in answer["cases"]}
        assert found == {first.getId(): (1, 2), second.getId(): (0, 1)}
        (day,) = answer["days"]
        assert (day["rows"], day["cases"], day["listed"]) == (1, 1, 2)
        page = visit("head1").get("perkara/@@reader-log?person=worker3").text
        assert "Shown in lists" in page
        assert other.getId() not in page

    def test_a_row_names_the_cases_of_its_list_in_this_register(self, visit, trail, centre):
        first, second, third, other = centre
        elsewhere = IUUID(other.aq_parent)
        trail.append([listed(first, second, other), listed(third, subject=elsewhere)])
        trail.append([listed(other, subject=elsewhere), listed()])
        path = "perkara/@reader-log?person=worker3"
        items = visit("head1").rest("GET", path).json()["items"]
        numbers = [[first.getId(), second.getId()], [third.getId()]]
        assert [item["cases"] for item in items] == [[], numbers[1], numbers[0]]
        only = visit("head1").rest("GET", f"{path}&kind=listed").json()["items"]
        assert [item["cases"] for item in only] == [numbers[1], numbers[0]]


class TestAlarm:
    @pytest.fixture
    def cases(self, register, trail):
        plone_api.portal.set_registry_record(SETTING_NAME, 2)
        plone_api.portal.set_registry_record(LISTING_NAME, MOST)
        found = [sample_case(register) for _ in range(MOST + 2)]
        fresh()
        if time.time() % 3600 > 3580:
            time.sleep(25)
        return found

    def raised(self, register):
        now = utcnow() + timedelta(seconds=5)
        return [
            (alarm.kind, alarm.person, alarm.number)
            for alarm in alarms(register, now - timedelta(days=1), now)
            if alarm.kind in ("mass", "listed")
        ]

    def test_as_many_as_are_allowed_are_none_however_often(self, register, trail, cases):
        trail.append([listed(*cases[:MOST])] * 3)
        assert self.raised(register) == []

    def test_one_more_on_another_page_is_one(self, register, trail, cases):
        trail.append([listed(*cases[:3]), listed(*cases[2 : MOST + 1])])
        assert self.raised(register) == [("listed", "worker3", MOST + 1)]

    def test_what_was_opened_counts_apart(self, register, trail, cases):
        trail.append([listed(*cases), *map(opened, cases[:2])])
        assert self.raised(register) == [("listed", "worker3", MOST + 2)]

    def test_an_export_counts(self, register, trail, cases):
        trail.append([listed(*cases, action=actions.EXPORT)])
        assert self.raised(register) == [("listed", "worker3", MOST + 2)]

    def test_cases_of_somewhere_else_do_not(self, register, trail, cases):
        strange = Draft("worker3", actions.LIST, cases=tuple(c * 32 for c in "abcdef"))
        trail.append([listed(*cases[:MOST]), strange])
        assert self.raised(register) == []

    def test_it_has_a_sentence(self, register, trail, cases):
        trail.append([listed(*cases)])
        now = utcnow() + timedelta(seconds=5)
        (alarm,) = alarms(register, now - timedelta(days=1), now)
        text = sentence(alarm, {}, language="en")
        assert text == f"Lists showed Worker3 (worker3) {MOST + 2} cases within one hour."

    def test_the_settings_have_their_defaults(self, portal):
        assert plone_api.portal.get_registry_record(LISTING_NAME) == 200


def test_a_breach_touches_what_lists_have_shown(register, trail):
    read, shown, named, spared = (sample_case(register) for _number in range(4))
    sample_person(shown)
    fresh()
    trail.append([opened(read), listed(read, shown), listed(spared, user="worker2")])
    span = {"since": utcnow() - timedelta(hours=1), "until": utcnow() + timedelta(hours=1)}
    with acting("privacy1"):
        found = breaches.report(
            register, "Akun dipakai orang lain.", "", person="worker3", cases=named.getId(), **span
        )
    rows = breaches.affected(register, found)
    assert [(row.number, row.reads, row.listed, row.listed_only) for row in rows] == [
        (read.getId(), 1, 1, False),
        (shown.getId(), 0, 1, True),
        (named.getId(), 0, 0, False),
    ]
    assert [row.people for row in rows] == [0, 1, 0]
