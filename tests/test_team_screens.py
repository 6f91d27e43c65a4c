"""The screens of the team: what they show, to whom, and what they change."""

from baleharum.cases.moments import moment_text
from baleharum.cases.moments import today
from baleharum.team import api as team
from baleharum.team.records import book
from baleharum.team.records import team_index
from baleharum.team.times import spelled
from baleharum.terms.days import zone
from datetime import datetime
from datetime import timedelta
from datetime import UTC
from plone import api
from plone.protect.authenticator import createToken
from Products.statusmessages.interfaces import IStatusMessage
from tests.access_states import put
from tests.centre import acting
from tests.centre import sample_case
from zExceptions import Forbidden
from zExceptions import NotFound
from zExceptions import Unauthorized
from zope.i18n import translate

import pytest
import re


@pytest.fixture
def page(http_request):
    """Ask for a page as somebody; with fields it is posted. Returns (html, messages)."""

    def ask(user_id, context, name, query=None, token=True, **form):
        with acting(user_id):
            http_request.form.clear()
            http_request.form.update(query or form)
            http_request.method = "POST" if form else "GET"
            http_request.environ["REQUEST_METHOD"] = http_request.method
            if form and token:
                http_request.form["_authenticator"] = createToken()
            view = context.restrictedTraverse(f"@@{name}")
            view.request = http_request
            html = view()
            # A refusal is said in the page that is shown again; all else after the redirect.
            messages = [translate(m.message) for m in IStatusMessage(http_request).show()]
            return html, " ".join(messages) or html

    return ask


def section(html, name):
    """Return the text of one section of a page, without tags and runs of blanks."""
    start = html.index(f'id="{name}"')
    end = min(i for i in (html.find("</section>", start), html.find("</details>", start)) if i > 0)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", html[start:end]))


def number_of(context, user_id):
    """Return the number of somebody's open assignment."""
    return next(
        r.number for r in book(context).values() if r.principal == user_id and not r.ended_at
    )


def test_tab_lists_the_team_and_who_oversees(page, case):
    shown = section(page("worker2", case, "team")[0], "team-now")
    for user_id in ("worker1", "worker2", "psychologist1", "advocate1"):
        assert user_id in shown
    for user_id in ("supervisor1", "head1", "privacy1", "intake1"):
        assert user_id in shown
    assert "archivist1" not in shown


def test_what_the_product_has_given_is_given_by_the_system(page, case, register):
    team.assign(register, "worker3", "supervisor", granted_by="system")
    team.assign(case, "worker3", "worker", granted_by="system")
    pages = (
        page("supervisor1", case, "team"),
        page("head1", register, "staff"),
        page("head1", register, "person-access", {"person": "worker3"}),
    )
    for html, _said in pages:
        given = re.findall(r"Granted by</dt>\s*<dd>([^<]*)</dd>", html)
        assert "The system" in given
        assert "system" not in given


def test_tab_follows_the_state_of_the_case(page, case):
    with acting("supervisor1"):
        api.content.transition(case, "decline", comment="Bukan tugas pusat.", reason_code="lisan")
    shown = section(page("supervisor1", case, "team")[0], "team-now")
    assert "archivist1" in shown
    assert "intake1" not in shown
    assert "worker1" not in shown


def test_tab_says_what_a_function_reads(page, case):
    shown = section(page("worker2", case, "team")[0], "team-now")
    assert "reads: Restricted, Confidential, Secret; files and changes:" in shown
    assert "reads and writes the records of Psychology" in shown
    assert "reads no documents, only the case itself" in shown


def test_assign_with_an_end_and_a_reason(page, case):
    tomorrow = today() + timedelta(days=1)
    _html, said = page(
        "supervisor1",
        case,
        "team",
        action="assign",
        person="worker3",
        function="worker",
        until=tomorrow.isoformat(),
        time="",
        reason="Membantu kunjungan rumah",
    )
    assert "is in the team" in said
    record = book(case)[number_of(case, "worker3")]
    assert record.expires == datetime.combine(
        tomorrow + timedelta(days=1), datetime.min.time(), UTC
    )
    assert (record.granted_by, record.reason) == ("supervisor1", "Membantu kunjungan rumah")


@pytest.mark.parametrize(
    "fields,said",
    [
        ({"person": "operator1"}, "Choose somebody who is appointed"),
        ({"person": ""}, "Choose somebody who is appointed"),
        ({"reason": " "}, "Say why"),
        ({"function": "head"}, "This function cannot be given here"),
        ({"until": "2020-01-01"}, "end before it begins"),
        ({"until": "besok"}, "no date or time"),
    ],
)
def test_assign_refused_says_the_remedy_and_changes_nothing(page, case, fields, said):
    before = len(book(case))
    form = {"person": "worker3", "function": "worker", "reason": "Perlu", **fields}
    html, messages = page("supervisor1", case, "team", action="assign", **form)
    assert said in messages
    assert 'id="team-assign"' in html
    assert len(book(case)) == before


def test_a_function_that_would_see_nothing_is_refused(page, case):
    with acting("supervisor1"):
        api.content.transition(case, "decline", comment="Bukan tugas pusat.", reason_code="lisan")
    form = {"person": "worker3", "function": "worker", "reason": "Perlu"}
    assert "sees nothing" in page("supervisor1", case, "team", action="assign", **form)[1]
    form["function"] = "reader"
    assert "is in the team" in page("supervisor1", case, "team", action="assign", **form)[1]


def test_end_and_extend(page, case):
    number = number_of(case, "worker2")
    page(
        "supervisor1",
        case,
        "team",
        action="extend",
        number=str(number),
        until="2099-12-31",
        time="12:00",
        reason="Kontrak",
    )
    assert book(case)[number].ended_at is not None
    later = number_of(case, "worker2")
    assert book(case)[later].expires == datetime(2099, 12, 31, 12, tzinfo=UTC)
    page("supervisor1", case, "team", action="end", number=str(later), reason="Pindah tugas")
    assert book(case)[later].end_reason == "Pindah tugas"
    said = page("supervisor1", case, "team", action="end", number=str(later), reason="Lagi")[1]
    assert "has ended already" in said


def test_lead_hands_over_own_work_and_leaves(page, case, register):
    number = str(number_of(case, "worker1"))
    _html, said = page(
        "worker1",
        case,
        "team",
        action="hand-over",
        number=number,
        to="worker3",
        note="Visum menyusul.",
    )
    assert "Handed over" in said
    assert case.REQUEST.response.getHeader("location") == register.absolute_url()
    assert team.people(case, ("lead",)) == ["worker3"]


def test_lead_does_not_hand_over_the_work_of_others(page, case):
    number = str(number_of(case, "worker2"))
    form = {"action": "hand-over", "number": number, "to": "worker3", "note": "Catatan."}
    assert "your own work only" in page("worker1", case, "team", **form)[1]
    assert "Handed over" in page("supervisor1", case, "team", **form)[1]


def test_handover_needs_a_note(page, case):
    number = str(number_of(case, "worker1"))
    form = {"action": "hand-over", "number": number, "to": "worker3", "note": "  "}
    assert "handover note" in page("worker1", case, "team", **form)[1]
    assert team.people(case, ("lead",)) == ["worker1"]


@pytest.mark.parametrize("user_id", ["worker1", "worker2", "psychologist1", "privacy1"])
@pytest.mark.parametrize("action", ["assign", "end", "extend"])
def test_who_may_not_manage_the_team(page, case, user_id, action):
    with pytest.raises(Unauthorized):
        page(user_id, case, "team", action=action, number="1", reason="Mau", person="worker3")


def test_worker_may_not_hand_over(page, case):
    with pytest.raises(Unauthorized):
        page("worker2", case, "team", action="hand-over", number="2", to="worker3", note="Catatan")


def test_a_post_without_the_token_of_the_page_is_refused(page, case):
    with pytest.raises(Forbidden):
        page("supervisor1", case, "team", token=False, action="end", number="2", reason="Palsu")
    assert team.people(case, ("lead",)) == ["worker1"]


def test_staff_is_for_who_oversees(page, register):
    for user_id in ("supervisor1", "head1", "privacy1"):
        assert "archivist1" in page(user_id, register, "staff")[0]
    for user_id in ("worker1", "intake1", "archivist1"):
        with pytest.raises(Unauthorized):
            page(user_id, register, "staff")


def test_head_appoints_and_confirms_the_profession(page, register):
    form = {"person": "operator1", "function": "staff", "profession": "law", "reason": "Magang"}
    assert "is appointed" in page("head1", register, "staff", action="appoint", **form)[1]
    assert team.profession_of("operator1", register) == "law"
    with pytest.raises(Unauthorized):
        page("supervisor1", register, "staff", action="appoint", **form)


@pytest.mark.parametrize(
    "fields,said",
    [
        ({"person": "nobody9"}, "no account"),
        ({"reason": ""}, "Say why"),
        ({"profession": "king"}, "Choose a profession"),
        ({"function": "lead"}, "cannot be given here"),
    ],
)
def test_appointment_refused(page, register, fields, said):
    form = {"person": "operator1", "function": "staff", "reason": "Magang", **fields}
    assert said in page("head1", register, "staff", action="appoint", **form)[1]


def test_who_leaves_keeps_no_case(page, register, case):
    number = str(number_of(register, "worker2"))
    form = {"action": "end", "number": number, "reason": "Pensiun"}
    assert "There are still 1 assignments" in page("head1", register, "staff", **form)[1]
    assert "worker2" in team.people(case, ("worker",))
    assert "1 assignments with it" in page("head1", register, "staff", cases="1", **form)[1]
    assert team.people(case, ("worker",)) == []


def test_leave_covers_the_cases_of_this_register_only(page, portal, register, case):
    # The day of the form is that of the site.
    api.portal.set_registry_record("plone.portal_timezone", "Asia/Makassar")
    # The day of the site's zone, which is not the one of Mataram in these tests.
    first = datetime.now(zone()).date()
    last = first + timedelta(days=3)
    form = {
        "absent": "worker1",
        "deputy": "worker3",
        "first": first.isoformat(),
        "last": last.isoformat(),
        "reason": "Cuti",
    }
    assert "in 1 cases" in page("supervisor1", register, "staff", action="leave", **form)[1]
    assert "worker3" in team.people(case, ("lead",))
    form["absent"] = "worker3"
    form["deputy"] = "operator1"
    assert "Choose somebody" in page("supervisor1", register, "staff", action="leave", **form)[1]
    form["absent"], form["deputy"] = "archivist1", "worker3"
    assert "no assignment" in page("supervisor1", register, "staff", action="leave", **form)[1]


def test_person_page_is_for_oneself_and_who_oversees(page, register, case):
    assert case.getId() in page("worker1", register, "person-access")[0]
    html, _said = page("supervisor1", register, "person-access", query={"person": "worker1"})
    assert case.getId() in html
    for person in ("worker1", "nobody9"):
        with pytest.raises(NotFound):
            page("worker2", register, "person-access", query={"person": person})


def test_person_page_counts_what_its_reader_does_not_see(page, register, case):
    with acting("supervisor1"):
        api.content.transition(
            sample_case(register), "decline", comment="Bukan tugas pusat.", reason_code="lisan"
        )
    # An import may leave an assignment in a case that is over; no screen does.
    put(case, "case_workflow", [("", "intake")], "declined")
    html, _said = page("worker1", register, "person-access")
    assert case.getId() not in html
    assert "Other cases, which you do not see" in html
    assert "<strong>1</strong>" in html


def test_first_head_is_appointed_by_who_manages_the_site(page, portal, register):
    assert "Every register has a head" in page("siteadmin", portal, "first-head")[0]
    with acting("head1"):
        team.revoke(register, number_of(register, "head1"), "Pensiun")
    form = {"register": api.content.get_uuid(register), "reason": "Kepala baru"}
    said = page("siteadmin", portal, "first-head", action="appoint", person="siteadmin", **form)[1]
    assert "who is not the manager" in said
    said = page("siteadmin", portal, "first-head", action="appoint", person="operator1", **form)[1]
    assert "is appointed" in said
    assert team.people(register, ("head",)) == ["operator1"]
    said = page("siteadmin", portal, "first-head", action="appoint", person="worker1", **form)[1]
    assert "has a head" in said


@pytest.mark.parametrize("user_id", ["head1", "operator1", "worker1"])
def test_site_pages_are_for_managers(page, portal, user_id):
    for name in ("first-head", "team-repair"):
        with pytest.raises(Unauthorized):
            page(user_id, portal, name)


def test_repair_finds_and_mends(page, portal, case):
    uid = api.content.get_uuid(case)
    index = team_index()
    lead = book(case)[number_of(case, "worker1")]
    worker = number_of(case, "worker2")
    index.remove(uid, lead)
    index.add("0" * 32, lead)
    index.people["worker2"].pop((uid, worker))
    html, _said = page("siteadmin", portal, "team-repair")
    assert '<dd id="repair-missing">2</dd>' in html
    assert '<dd id="repair-surplus">1</dd>' in html
    said = page("siteadmin", portal, "team-repair", action="rebuild")[1]
    assert "2 entries were added, 1 were removed" in said
    assert index.holders([uid], team.utcnow(), ("worker",)) == {uid: ["worker2"]}
    assert index.uids(["worker1"], team.utcnow(), ("lead",)) == {uid}
    html, _said = page("siteadmin", portal, "team-repair")
    assert '<dd id="repair-missing">0</dd>' in html


@pytest.mark.parametrize(
    "user_id,offered", [("worker1", True), ("siteadmin", True), ("operator1", False)]
)
def test_who_finds_emergency_access_in_the_menu(portal, http_request, user_id, offered):
    with acting(user_id):
        actions = api.portal.get_tool("portal_actions").listFilteredActionsFor(portal)
        assert ("emergency" in [action["id"] for action in actions["user"]]) is offered


def test_the_team_spells_moments_as_the_timeline_does(portal):
    api.portal.set_registry_record("plone.portal_timezone", "Asia/Makassar")
    moment = datetime(2027, 2, 3, 2, 55, tzinfo=UTC)
    assert spelled(moment, "id") == moment_text(moment, "id") == "3 Februari 2027, 10.55 WITA"
    assert spelled(moment, "en") == moment_text(moment, "en") == "3 February 2027, 10:55 WITA"
    assert spelled(moment) == moment_text(moment, api.portal.get_current_language())
    assert spelled(None) == ""
