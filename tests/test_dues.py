"""What is due: told by the slices, remembered by the catalog, gone with the end of the work."""

from baleharum.cases import dues
from baleharum.cases.moments import today
from datetime import timedelta
from plone import api
from tests.centre import acting

import pytest


HOLD = {"comment": "Klien dirawat di rumah sakit.", "transition": "hold"}


@pytest.fixture
def held(case):
    """A case on hold, with the day of its review."""
    day = today() + timedelta(days=14)
    case.review_on = day
    with acting("supervisor1"):
        api.content.transition(case, **HOLD)
    return case, day


def found(case):
    catalog = api.portal.get_tool("portal_catalog")
    (brain,) = catalog.unrestrictedSearchResults(UID=api.content.get_uuid(case))
    moments = catalog.getIndexDataForRID(brain.getRID())["due_at"]
    return brain.dues, moments


def test_a_case_on_hold_is_due_at_the_end_of_its_day(held):
    case, day = held
    moment = dues.end_of(day)
    assert dues.dues_of(case) == [dues.Due(moment, "review")]
    assert found(case)[0] == ((moment.isoformat(), "review"),)
    assert moment.utcoffset() == timedelta(hours=8)


def test_nothing_is_due_any_more_when_it_goes_on(held):
    case, _day = held
    assert found(case)[1]
    with acting("supervisor1"):
        api.content.transition(case, "resume_intake")
    assert found(case) == ((), "")


def test_nothing_is_due_in_a_case_that_has_ended(case, monkeypatch):
    monkeypatch.setattr(dues, "subscribers", lambda *_: [Always()])
    dues.all_changed(case)
    assert found(case)[0]
    with acting("supervisor1"):
        api.content.transition(case, "decline", comment="Bukan wewenang kami.", reason_code="lisan")
    assert found(case) == ((), "")


class Always:
    """Something that is due whatever happens."""

    def dues(self):
        return [dues.Due(dues.end_of(today()), "review")]
