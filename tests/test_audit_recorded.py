"""Who reads the record of access is shown cases as well, and the record tells which."""

from baleharum.trail import actions
from baleharum.trail.row import Draft
from plone import api as plone_api
from plone.app.testing import setRoles
from plone.app.testing import TEST_USER_ID
from plone.uuid.interfaces import IUUID
from tests.centre import appoint
from tests.centre import sample_case
from tests.trail_file import fresh

import pytest
import transaction


@pytest.fixture
def cases(functional, trail):
    """Three cases of the register and one of another, and an empty record."""
    portal = functional["portal"]
    mine = [sample_case(portal["perkara"]) for _ in range(3)]
    setRoles(portal, TEST_USER_ID, ["Manager"])
    other = plone_api.content.create(portal, "CaseRegister", id="lain", title="Lain", prefix="LN")
    appoint(other)
    setRoles(portal, TEST_USER_ID, ["Member"])
    found = [*mine, sample_case(other)]
    transaction.commit()
    fresh()
    return found


def opened(case):
    return Draft("worker3", actions.VIEW, IUUID(case), IUUID(case), "view")


def ask(visit, path):
    """Ask for a page, or for a service."""
    overseer = visit("supervisor1")
    page = path.startswith("@@")
    return overseer.get(f"perkara/{path}") if page else overseer.rest("GET", f"perkara/{path}")


@pytest.mark.parametrize("path", ["@@reader-log?person=worker3", "@reader-log?person=worker3"])
def test_the_pages_of_a_reader(visit, trail, cases, path):
    first, second, third, other = cases
    trail.append(
        [opened(first), Draft("worker3", actions.LIST, cases=(IUUID(second),)), opened(other)]
    )
    answer = ask(visit, path)
    assert first.getId() in answer.text and second.getId() in answer.text
    (row,) = trail.rows(user="supervisor1", actions=(actions.LIST,))
    assert row.cases == tuple(sorted((IUUID(first), IUUID(second))))


@pytest.mark.parametrize("path", ["@@alarms", "@alarms"])
def test_the_alarms(visit, trail, cases, path):
    first, second, *_others = cases
    uid = IUUID(second)
    trail.append([opened(first), Draft("head1", actions.BREAK_GLASS, uid, "worker3")])
    answer = ask(visit, path)
    assert second.getId() in answer.text and first.getId() not in answer.text
    (row,) = trail.rows(user="supervisor1", actions=(actions.LIST,))
    assert row.cases == (uid,)


def test_a_list_that_names_no_case_does_not_hide_those_of_another(visit, trail, cases):
    """The record of one case tells of rows in another one, in which its lists were asked for."""
    first, second, *_others = cases
    uid = IUUID(second)
    trail.append([Draft("worker3", actions.SEARCH, uid, uid, cases=(IUUID(first),))])
    answer = visit("supervisor1").get(f"perkara/{first.getId()}/@@access-log")
    assert second.getId() in answer.text
    shown = trail.rows(user="supervisor1", case=uid, shown=True)
    assert [row.action for row in shown] == [actions.LIST]
