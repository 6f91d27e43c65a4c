"""Nobody inherits a function, keeps it beyond its cause, or gives it to themselves."""

from baleharum.cases.api import open_case
from baleharum.cases.storyline import page
from baleharum.cases.team import changes
from baleharum.cases.team import standing
from baleharum.team import api as team
from baleharum.team.api import TeamRefused
from baleharum.team.records import book
from baleharum.team.records import team_index
from baleharum.team.repair import assignables
from baleharum.team.repair import differences
from baleharum.team.repair import rebuild
from datetime import timedelta
from plone import api
from tests.centre import acting
from tests.centre import PASSWORD
from tests.centre import sample_case
from tests.centre import sample_document
from tests.http import Visitor
from zExceptions import BadRequest

import pytest
import transaction


def open_for(principal) -> list:
    """Return what is open for somebody, by the index and by every book."""
    books = [r for c in assignables(api.portal.get()) for r in book(c).values()]
    kept = [r for r in books if r.principal == principal and r.ended_at is None]
    return [*kept, *team_index().open([principal])]


def sees(user_id, content) -> bool:
    """Tell whether somebody may view something or finds it."""
    with acting(user_id):
        found = api.content.find(UID=api.content.get_uuid(content))
        return bool(found) or api.user.has_permission("View", obj=content)


def make(portal, user_id):
    """Make an account as the machinery of accounts does."""
    portal.acl_users.userFolderAddUser(user_id, PASSWORD, ["Member"], [])


def by_api(portal, user_id):
    api.user.delete(username=user_id)


def by_folder(portal, user_id):
    portal.acl_users.userFolderDelUsers([user_id])


def by_tool(portal, user_id):
    portal.portal_membership.deleteMembers([user_id])


def by_panel(portal, user_id):
    with api.env.adopt_roles(["Manager"]):
        view = api.content.get_view("usergroup-userprefs", portal, portal.REQUEST)
        view.deleteMembers([user_id])


@pytest.mark.parametrize("delete", [by_api, by_folder, by_tool, by_panel])
def test_with_an_account_everything_ends_that_was_given_to_it(portal, register, case, delete):
    with acting("siteadmin"):
        for user_id in ("head1", "worker1"):
            delete(portal, user_id)
            assert open_for(user_id) == []
            make(portal, user_id)
    assert not sees("head1", register)
    assert not sees("worker1", case)
    told = page(case).rows[0]
    assert (told.entry.actor, told.entry.what) == ("siteadmin", "team:revoked")
    assert told.text.default == "The account or group was removed."


def test_who_stands_in_for_an_account_that_is_gone_leaves_with_it(portal, case):
    now = team.utcnow()
    find = {case.UID(): case}.get
    team.substitute("worker1", "worker3", now, now + timedelta(days=2), "Cuti", find=find)
    portal.acl_users.userFolderDelUsers(["worker1"])
    assert not sees("worker3", case)


def test_a_new_account_begins_with_nothing_however_the_old_one_went(portal, register, case):
    portal.acl_users.source_users.removeUser("head1")
    assert open_for("head1")
    make(portal, "head1")
    assert open_for("head1") == []
    assert not sees("head1", register)


def test_a_staff_group_that_is_made_anew_has_no_case(portal, case):
    with api.env.adopt_roles(["Manager"]):
        api.group.create("konselor")
        team.assign(case, "konselor", "worker")
        api.group.delete(groupname="konselor")
        assert open_for("konselor") == []
        api.group.create("konselor")
        api.group.add_user(groupname="konselor", username="worker3")
    assert not sees("worker3", case)


def test_no_group_takes_the_name_of_an_account_nor_an_account_that_of_a_group(portal):
    # Members of a group act in its name, which would be that of the head.
    with api.env.adopt_roles(["Manager"]), pytest.raises(BadRequest):
        portal.acl_users.source_groups.addGroup("head1")
    with api.env.adopt_roles(["Manager"]):
        api.group.create("konselor")
    with pytest.raises(BadRequest):
        make(portal, "konselor")


def test_a_head_without_an_account_is_no_head(portal, register):
    assert standing.has_head(register)
    portal.acl_users.source_users.removeUser("head1")
    assert not standing.has_head(register)
    with acting("siteadmin"):
        standing.appoint(register, "worker3", "head", reason="Kepala baru")
    assert standing.has_head(register)


def test_the_repair_ends_what_is_open_for_nobody(portal, register, case):
    portal.acl_users.source_users.removeUser("worker1")
    _missing, surplus = differences(portal, assignables(portal))
    assert {principal for principal, _key, _entry in surplus} == {"worker1"}
    assert rebuild(portal)[1] >= 2
    assert open_for("worker1") == []
    assert differences(portal, assignables(portal)) == (set(), set())
    assert rebuild(portal) == (0, 0)


def test_an_account_made_again_over_rest_is_nobody(functional_portal):
    portal = functional_portal
    case = sample_case(portal["perkara"])
    transaction.commit()
    administrator = Visitor(portal, "siteadmin", "correct horse battery")
    for user_id, path in (("head1", "perkara"), ("worker1", f"perkara/{case.getId()}")):
        assert Visitor(portal, user_id).rest("GET", path).status == 200
        assert administrator.rest("DELETE", f"@users/{user_id}").status == 204
        data = {"username": user_id, "email": f"{user_id}@example.org", "password": PASSWORD}
        assert administrator.rest("POST", "@users", data).status == 201
        assert Visitor(portal, user_id).rest("GET", path).status == 404
    assert not standing.has_head(portal["perkara"])
    assert "Every register has a head" not in administrator.get("@@first-head").text


@pytest.fixture
def opened(register):
    """A case as the intake officer opens it."""
    with acting("intake1"):
        return open_case(register, categories=("korban-kekerasan",), risk="sedang")


def test_the_intake_ends_when_a_team_has_the_case(opened):
    secret = sample_document(opened, "intake1", "asesmen-biopsikososial", "secret")
    assert sees("intake1", secret)
    with acting("supervisor1"):
        team.assign(opened, "worker2", "worker")
        assert sees("intake1", secret)
        team.assign(opened, "worker1", "lead")
    assert not sees("intake1", secret)
    assert team.people(opened, ("worker",)) == ["worker2"]
    assert "has a lead now" in page(opened).rows[0].text.default
    with acting("intake1"):
        assert not api.user.has_permission("Modify portal content", obj=secret)


def test_who_took_the_report_in_and_leads_is_lead_alone(opened):
    with acting("supervisor1"):
        team.assign(opened, "intake1", "lead")
    assert [r.function for r in team.current(opened, team.utcnow())] == ["lead"]


def test_the_intake_ends_over_rest(functional_portal):
    portal = functional_portal
    with acting("intake1"):
        case = open_case(portal["perkara"], categories=("korban-kekerasan",), risk="sedang")
    transaction.commit()
    data = {"person": "worker1", "function": "lead", "reason": "Wilayah kerja"}
    supervisor = Visitor(portal, "supervisor1")
    assert supervisor.rest("POST", f"perkara/{case.getId()}/@team", data).status == 201
    assert team.people(case, ("worker",)) == []


def test_an_account_as_json_does_not_tell_its_teams(functional_portal):
    portal = functional_portal
    sample_case(portal["perkara"])
    with api.env.adopt_roles(["Manager"]):
        api.group.create("konselor", title="Konselor")
        api.group.add_user(groupname="konselor", username="worker1")
    transaction.commit()
    administrator = Visitor(portal, "siteadmin", "correct horse battery")
    account = administrator.rest("GET", "@users/worker1")
    assert account.status == 200
    groups = [group["id"] for group in account.json()["groups"]["items"]]
    assert sorted(groups) == ["AuthenticatedUsers", "konselor"]
    everybody = administrator.rest("GET", "@users")
    assert everybody.status == 200
    assert '"head1"' in everybody.text and "head:" not in everybody.text
    assert Visitor(portal, "worker1").rest("GET", "@users/worker1").status == 200
    for name in ("@groups", "@groups/konselor"):
        answer = administrator.rest("GET", name)
        assert (answer.status, "lead:" in answer.text) == (200, False)


@pytest.mark.parametrize(
    "address",
    [
        "@@usergroup-userprefs?searchstring=&form.button.FindAll=1",
        "@@user-information?userid=worker1",
        "@@usergroup-usermembership?userid=worker1",
        "@@usergroup-groupprefs",
    ],
)
def test_the_pages_of_accounts_do_not_tell_teams(functional_portal, address):
    portal = functional_portal
    case = sample_case(portal["perkara"])
    transaction.commit()
    answer = Visitor(portal, "siteadmin", "correct horse battery").get(address)
    assert answer.status == 200
    assert case.UID() not in answer.text


def on_case(function):
    return lambda case: changes.give(case, "supervisor1", function, reason="Perlu")


def own_longer(case):
    team.assign(case, "supervisor1", "worker", granted_by="head1")
    number = max(book(case))
    return changes.prolong(case, number, team.utcnow() + timedelta(days=3), "Perlu")


def own_deputy(case):
    until = team.utcnow() + timedelta(days=3)
    register = case.__parent__
    return standing.send_on_leave(register, "worker1", "supervisor1", None, until, "Cuti")


def own_handover(case):
    number = team.current(case, team.utcnow())[0].number
    return changes.hand_over(case, number, "supervisor1", "Saya ambil.")


def own_group(case):
    with api.env.adopt_roles(["Manager"]):
        api.group.create("konselor")
        api.group.add_user(groupname="konselor", username="supervisor1")
    return changes.give(case, "konselor", "worker", reason="Perlu")


@pytest.mark.parametrize(
    "way",
    [on_case("lead"), on_case("reader"), own_longer, own_deputy, own_handover, own_group],
    ids=["lead", "reader", "longer", "deputy", "handover", "group"],
)
def test_nobody_gives_themselves_a_function_in_a_case(case, way):
    with acting("supervisor1"), pytest.raises(TeamRefused) as refused:
        way(case)
    assert "Ask a colleague" in refused.value.args[0].default
    held = [r.granted_by for r in team.current(case, team.utcnow()) if r.principal == "supervisor1"]
    assert "supervisor1" not in held


def test_nobody_gives_themselves_a_function_over_rest(functional_portal):
    portal = functional_portal
    case = sample_case(portal["perkara"])
    transaction.commit()
    for user_id, path, function in (
        ("head1", "perkara/@team", "supervisor"),
        ("head1", f"perkara/{case.getId()}/@team", "reader"),
        ("supervisor1", f"perkara/{case.getId()}/@team", "lead"),
    ):
        data = {"person": user_id, "function": function, "reason": "Perlu"}
        answer = Visitor(portal, user_id).rest("POST", path, data)
        assert answer.status == 400
        assert "Ask a colleague" in answer.json()["message"]


def test_emergency_access_is_the_way_for_oneself(case):
    with acting("head1"):
        team.break_glass(case, "head1", "Klien dalam bahaya malam ini.", 2)
    assert team.people(case, ("reader",)) == ["head1"]


def test_the_same_leave_entered_twice_is_one_leave(functional_portal):
    portal = functional_portal
    case = sample_case(portal["perkara"])
    transaction.commit()
    leave = {"absent": "worker1", "deputy": "worker3", "expires": "2099-01-01", "reason": "Cuti"}
    head = Visitor(portal, "head1")
    for _again in range(2):
        assert head.rest("POST", "perkara/@team", leave).json() == {"cases": 1}
    assert [r.principal for r in book(case).values()].count("worker3") == 1
