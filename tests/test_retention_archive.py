"""The first step of disposal: a case goes to the archive when its active years are over."""

from baleharum.cases.moments import today
from baleharum.cases.requirements import TransitionRefused
from baleharum.demo.stories import write_history
from baleharum.retention import holds
from baleharum.retention.policy import add_years
from baleharum.retention.spoken import spoken_day
from DateTime import DateTime
from datetime import timedelta
from plone import api
from tests.case_forms import address
from tests.case_forms import path
from tests.centre import acting
from tests.centre import sample_case
from zope.globalrequest import clearRequest

import pytest
import transaction


def closed(case, day, state="closed"):
    """Give a case the history of one that was closed on a day; returns it."""
    rows = [
        {"action": action, "actor": "head1", "comments": "", "review_state": reached, "time": at}
        for action, reached, at in (
            (None, "intake", DateTime("2010/01/04 10:00:00 GMT+8")),
            ("close", state, DateTime(f"{day:%Y/%m/%d} 10:00:00 GMT+8")),
        )
    ]
    write_history(case, "case_workflow", rows)
    case.reindexObject()
    return case


def archive(case):
    with acting("archivist1"):
        api.portal.get_tool("portal_workflow").doActionFor(case, "archive")


def years_ago(years, days=0):
    """Return the day so many years, and some days, before today."""
    return add_years(today(), -years) + timedelta(days=days)


@pytest.mark.parametrize(
    "token,years,state",
    [("umum", 5, "closed"), ("korban-kekerasan", 5, "closed"), ("ditolak", 1, "declined")],
)
def test_on_the_last_active_day_not_yet_and_the_day_after_it_is(case, token, years, state):
    closed(case, years_ago(years, 1), state)
    with acting("archivist1"):
        holds.classify(case, token)
    with pytest.raises(TransitionRefused):
        archive(case)
    assert api.content.get_state(case) == state
    archive(closed(case, years_ago(years), state))
    assert api.content.get_state(case) == "archived"


def test_the_years_are_a_setting(case):
    closed(case, years_ago(2))
    with pytest.raises(TransitionRefused):
        archive(case)
    api.portal.set_registry_record("baleharum.retention_active_years", 2)
    archive(case)
    assert api.content.get_state(case) == "archived"


def test_a_case_on_hold_is_not_archived(case):
    closed(case, years_ago(6))
    with acting("archivist1"):
        holds.place_hold(case, "Masih diperlukan di pengadilan.")
    with pytest.raises(TransitionRefused) as refused:
        archive(case)
    assert "legal hold" in str(refused.value)


def test_a_script_is_told_the_day_too(functional):
    case = closed(sample_case(functional["portal"]["perkara"]), years_ago(1))
    clearRequest()
    with pytest.raises(TransitionRefused) as refused:
        archive(case)
    assert str(years_ago(-4).year) in str(refused.value)


def test_closed_anew_the_years_begin_anew(case):
    closed(case, years_ago(6))
    history = list(case.workflow_history["case_workflow"])
    closed(case, years_ago(1))
    rows = [*history, case.workflow_history["case_workflow"][-1]]
    write_history(case, "case_workflow", rows)
    with pytest.raises(TransitionRefused):
        archive(case)


def test_form_and_rest_say_the_day_and_where_it_is_mended(functional, visit):
    case = closed(sample_case(functional["portal"]["perkara"]), years_ago(1))
    transaction.commit()
    archivist = visit("archivist1")
    answer = archivist.rest("POST", f"{path(case)}/@workflow/archive", {})
    assert answer.status == 400
    (row,) = answer.json()["error"]["missing"]
    day = spoken_day(add_years(years_ago(1), 5))
    assert day in row["message"]
    assert row["@id"] == f"{address(case)}/retention"
    page = archivist.get(f"{path(case)}/@@change-state?transition=archive").text
    assert day in page and f"{address(case)}/retention" in page
    assert api.content.get_state(case) == "closed"
