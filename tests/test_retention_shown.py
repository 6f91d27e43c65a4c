"""Lists of cases that ask no catalog name them in the record of access as well."""

from baleharum.retention import breaches
from baleharum.retention import requests
from baleharum.trail import actions
from plone.uuid.interfaces import IUUID
from tests.centre import acting
from tests.centre import sample_case
from tests.centre import sample_person
from tests.disposal import old_case
from tests.disposal import signed
from tests.trail_file import fresh

import pytest
import transaction


@pytest.fixture
def cases(functional, trail):
    """A case on a disposal list, one with a request, one that a breach touches, and one more."""
    register = functional["portal"]["perkara"]
    old = old_case(register)
    signed(register)
    asked, touched, _other = (sample_case(register) for _number in range(3))
    sample_person(asked)
    with acting("worker1"):
        requests.file_request(asked, "P1", "access", "Saya minta salinan.")
    with acting("privacy1"):
        breaches.report(register, "Laptop hilang.", "", cases=touched.getId())
    transaction.commit()
    fresh()
    return {"disposal": old, "requests": asked, "breaches": touched}


@pytest.mark.parametrize("name", ["disposal", "requests", "breaches"])
@pytest.mark.parametrize("service", [False, True])
def test_a_page_of_the_register_names_what_it_lists(visit, trail, cases, name, service):
    if service:
        answer = visit("privacy1").rest("GET", f"perkara/@{name}")
    else:
        answer = visit("privacy1").get(f"perkara/@@{name}")
    assert answer.status == 200 and cases[name].getId() in answer.text
    lists = [row for row in trail.rows(user="privacy1") if row.action == actions.LIST]
    shown = [row for row in lists if row.cases]
    assert [row.cases for row in shown] == [(IUUID(cases[name]),)]
    assert shown[0].subject == IUUID(cases[name].aq_parent)


def test_an_empty_page_leaves_no_row_of_a_list(functional, visit, trail):
    fresh()
    assert visit("privacy1").get("perkara/@@disposal").status == 200
    assert [row.action for row in trail.rows(user="privacy1")] == [actions.VIEW]
