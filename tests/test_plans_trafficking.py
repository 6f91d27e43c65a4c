"""Victims of trafficking are helped within 7 x 24 hours of the request (Law 21/2007, art. 51-53)."""

from baleharum.cases.dues import dues_of
from baleharum.cases.moments import today
from baleharum.cases.moments import WITA
from baleharum.cases.timeline import entries
from baleharum.plans.policy import aid_until
from datetime import date
from datetime import datetime
from datetime import timedelta
from hypothesis import given
from hypothesis import strategies as st
from plone import api
from tests.centre import acting
from tests.centre import sample_case
from tests.consents_made import sample_basis
from tests.plans_made import QUIET
from tests.plans_made import sample_record
from zope.event import notify
from zope.lifecycleevent import ObjectModifiedEvent

import pytest


WHAT = "trafficking-aid"
CASES = [{"categories": ("korban-trafficking",)}, {**QUIET, "harm": ("tppo",)}]


def clock(case, what=WHAT):
    """Return until when help is due, as it is now and as lists know it; None for never."""
    found = {due.what: due.at for due in dues_of(case)}
    catalog = api.portal.get_tool("portal_catalog")
    (brain,) = catalog.unrestrictedSearchResults(UID=case.UID())
    assert [each for _at, each in brain.dues if each == what] == [what] * (what in found)
    return found.get(what)


@pytest.mark.parametrize("fields", CASES)
def test_the_clock_runs_from_the_moment_the_case_was_opened(register, fields):
    case = sample_case(register, **fields)
    opened = case.created().asdatetime()
    assert clock(case) == opened + timedelta(hours=168)


def test_what_came_in_earlier_counts_from_the_begin_of_its_day(register):
    day = today() - timedelta(days=9)
    case = sample_case(register, categories=("korban-trafficking",), received_on=day)
    assert clock(case) == datetime(day.year, day.month, day.day, tzinfo=WITA) + timedelta(days=7)


def test_no_other_case_has_the_clock_until_it_is_one_of_trafficking(register):
    case = sample_case(register, **QUIET)
    assert clock(case) is None
    with acting("worker1"):
        case.harm = ("tppo",)
        notify(ObjectModifiedEvent(case))
    assert clock(case) is not None


def test_a_service_that_took_place_stops_it_and_one_that_did_not_does_not(register):
    case = sample_case(register, categories=("korban-trafficking",))
    missed = sample_record(case, outcome="tidak-terlaksana")
    assert clock(case) is not None
    sample_record(case, corrects=missed.getId())
    assert clock(case) is None


def test_an_emergency_response_stops_it(register):
    case = sample_case(register, categories=("korban-trafficking",), risk="darurat")
    sample_basis(case, basis="kepentingan-vital")
    from tests.assessments_made import sample_assessment

    sample_assessment(case, "triage", risk="darurat")
    with acting("supervisor1"):
        api.content.transition(case, "emergency", comment="Korban dikejar perekrut.")
    assert clock(case) is None


@pytest.mark.parametrize("category", ["pmbs", "eks-pmi-nonprosedural"])
def test_a_migrant_worker_in_trouble_is_helped_as_fast(register, category):
    case = sample_case(register, categories=(category,))
    assert clock(case, "migrant-aid") == case.created().asdatetime() + timedelta(hours=168)
    sample_record(case)
    assert clock(case, "migrant-aid") is None


def test_the_risk_is_raised_once_and_who_lowers_it_has_decided(register):
    case = sample_case(register, **QUIET, risk="rendah")
    assert case.risk == "rendah"
    with acting("worker1"):
        case.harm = ("tppo",)
        notify(ObjectModifiedEvent(case))
        assert (case.risk, shown(case)) == ("tinggi", "tinggi")
        assert "risk:raised" in [entry.what for _key, entry in entries(case)]
        case.risk = "sedang"
        notify(ObjectModifiedEvent(case))
    assert case.risk == "sedang"
    assert (
        sample_case(register, categories=("korban-trafficking",), risk="darurat").risk == "darurat"
    )


def shown(case):
    """Return the risk as lists know it."""
    catalog = api.portal.get_tool("portal_catalog")
    return catalog.unrestrictedSearchResults(UID=case.UID())[0].case_risk


@given(
    st.datetimes(min_value=datetime(2020, 1, 1), max_value=datetime(2040, 1, 1)), st.integers(0, 40)
)
def test_nobody_gets_more_time_by_recording_later(opened, days):
    opened = opened.replace(tzinfo=WITA)
    received: date = opened.date() - timedelta(days=days)
    until = aid_until(received, opened, WITA)
    assert until <= opened + timedelta(hours=168)
    assert until.date() - received <= timedelta(days=7 if days else 8)
