"""The demo centre as it is built."""

from baleharum.demo import centre
from baleharum.team.api import break_glass
from baleharum.team.repair import assignables
from baleharum.team.repair import differences
from collections import Counter
from plone import api
from tests.centre import acting

import pytest


@pytest.fixture
def demo(portal, monkeypatch):
    """The demo centre in a site whose test register is out of the way."""
    with api.env.adopt_roles(["Manager"]):
        portal._delObject("perkara")
    for account in ("worker1", "head1"):
        assert api.user.get(userid=account) is not None
    monkeypatch.setenv(centre.PASSWORD_VARIABLE, "benar-kuda-baterai-9")
    centre.build(None)
    return portal


def test_the_demo_needs_a_password(portal, monkeypatch):
    monkeypatch.delenv(centre.PASSWORD_VARIABLE, raising=False)
    with pytest.raises(centre.PasswordMissing):
        centre.build(None)


def test_the_centre_is_there(demo):
    register = demo["perkara"]
    states = Counter(api.content.get_state(case) for case in register.objectValues())
    assert sum(states.values()) == 24
    assert len(states) == 14
    assert {"perkara", "penerimaan", "mitra", "program", "layanan"} <= set(demo.objectIds())
    with acting("worker1"):
        mine = api.content.find(portal_type="Case")
        assert 5 <= len(mine) < 24
    with acting("operator1"):
        assert not api.content.find(portal_type=["Case", "CaseFile", "CaseSubject", "CaseNote"])


def test_the_administrator_of_the_demo_reads_a_case_in_an_emergency_only(demo):
    case = next(c for c in demo["perkara"].objectValues() if api.content.get_state(c) == "planning")
    with acting("admin"):
        assert "Manager" in api.user.get_current().getRoles()
        assert not api.user.has_permission("View", obj=case)
    break_glass(case, "admin", "Klien menelepon dan tidak ada anggota tim yang menjawab.", 1)
    with acting("admin"):
        assert api.user.has_permission("View", obj=case)


def test_the_index_of_the_teams_says_what_the_cases_say(demo):
    assert differences(demo, assignables(demo)) == (set(), set())
