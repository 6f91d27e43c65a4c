"""Days that cannot be right are refused on every path, and a number keeps its form."""

from baleharum.cases.moments import today
from baleharum.cases.numbering import case_number
from datetime import timedelta
from tests.case_forms import path
from tests.centre import sample_case
from tests.centre import sample_document
from tests.centre import sample_person
from tests.http import Visitor

import pytest
import transaction


TOMORROW = (today() + timedelta(days=1)).isoformat()
CASE = {"@type": "Case", "categories": ["korban-kekerasan"], "risk": "sedang", "channel": "surat"}


@pytest.fixture
def filed(functional):
    """A committed case with a person and a document."""
    case = sample_case(functional["portal"]["perkara"])
    sample_person(case)
    sample_document(case)
    transaction.commit()
    return case


@pytest.mark.parametrize("day", ["0001-01-01", "1926-03-01", "1989-12-31", TOMORROW])
def test_a_case_is_received_neither_in_another_age_nor_tomorrow(functional, day):
    register = functional["portal"]["perkara"]
    before = set(register.objectIds())
    answer = Visitor(functional["portal"], "intake1").rest(
        "POST", "perkara", {**CASE, "received_on": day}
    )
    assert answer.status == 400
    assert set(register.objectIds()) == before


def test_an_old_file_that_is_taken_over_gets_a_number_of_its_year(functional):
    answer = Visitor(functional["portal"], "intake1").rest(
        "POST", "perkara", {**CASE, "received_on": "1990-01-01"}
    )
    assert (answer.status, answer.json()["id"]) == (201, "BH-1990-00001")


def test_a_number_has_four_digits_of_a_year_and_five_of_its_own():
    assert case_number("BH", 1, 1) == "BH-0001-00001"
    assert case_number("BH", 2026, 12345) == "BH-2026-12345"


@pytest.mark.parametrize(
    ("where", "user_id", "fields"),
    [
        ("", "worker1", {"received_on": "0001-01-01"}),
        ("", "worker1", {"review_on": "1826-11-23"}),
        ("", "worker1", {"review_on": "2126-11-23"}),
        ("/p1", "worker1", {"birth_date": "1826-11-23"}),
        ("/p1", "worker1", {"birth_date": TOMORROW}),
        ("/p1", "worker1", {"birth_year": 1899}),
        ("/p1", "worker1", {"birth_year": today().year + 1}),
        ("/d1", "worker1", {"dated": "0026-11-23"}),
        ("/d1", "worker1", {"dated": TOMORROW}),
    ],
)
def test_no_day_is_changed_to_one_that_cannot_be(filed, visit, where, user_id, fields):
    context = filed.unrestrictedTraverse(where.strip("/")) if where else filed
    (name,) = fields
    before = getattr(context, name)
    answer = visit(user_id).rest("PATCH", f"{path(filed)}{where}", fields)
    assert answer.status == 400
    assert getattr(context, name) == before


@pytest.mark.parametrize(
    ("where", "fields"),
    [
        ("", {"review_on": today().isoformat()}),
        ("/p1", {"birth_date": "1900-01-01"}),
        ("/d1", {"dated": "1945-08-17"}),
    ],
)
def test_days_that_can_be_are_taken(filed, visit, where, fields):
    assert visit("worker1").rest("PATCH", f"{path(filed)}{where}", fields).status == 204


@pytest.mark.parametrize("day", ["1899-12-31", "0001-01-01", TOMORROW])
def test_a_note_tells_of_nothing_that_nobody_has_seen(filed, visit, day):
    sent = {"text": "Klien menelepon.", "happened_on": day}
    assert visit("worker1").rest("POST", f"{path(filed)}/@notes", sent).status == 400
    sent["@type"] = "CaseNote"
    assert visit("worker1").rest("POST", path(filed), sent).status == 400
