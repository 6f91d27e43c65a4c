"""What programs send is read as what it is, or refused with what to send instead."""

from plone import api
from tests.centre import acting
from tests.centre import MINIMAL_PDF
from tests.centre import sample_case
from tests.http import Visitor

import pytest
import transaction


#: Who may send something to which service of a case, '' for the site.
SERVICES = [
    ("supervisor1", "POST", "{case}/@team"),
    ("supervisor1", "POST", "{case}/@workflow/hold"),
    ("supervisor1", "POST", "@break-glass"),
    ("worker1", "POST", "{case}"),
    ("worker1", "POST", "{case}/@matches"),
    ("worker1", "POST", "{case}/@notes"),
    ("worker1", "POST", "{case}/@guess-kinds"),
    ("worker1", "POST", "{case}/d1/@versions"),
    ("worker1", "PATCH", "{case}/d1"),
    ("worker1", "PATCH", "{case}"),
    ("head1", "POST", "perkara"),
    ("privacy1", "POST", "perkara/@breaches"),
    ("privacy1", "POST", "perkara/@alarms"),
    ("", "POST", "@login"),
    ("worker1", "POST", "@step-up"),
]


@pytest.fixture
def case(functional):
    """A committed case with a document."""
    from baleharum.cases.api import add_document

    case = sample_case(functional["portal"]["perkara"])
    with acting("worker1"):
        add_document(case, MINIMAL_PDF, "a.pdf", kind="catatan-kasus")
    transaction.commit()
    return case


def send(case, user_id, method, path, body: bytes):
    """Send a body as JSON."""
    visitor = Visitor(api.portal.get(), user_id)
    headers = {"Accept": "application/json", "Content-Type": "application/json"}
    return visitor.ask(method, path.format(case=f"perkara/{case.getId()}"), body, headers)


@pytest.mark.parametrize("body", [b"{", b"[1]", b'"text"', b"\xff"])
@pytest.mark.parametrize(("user_id", "method", "path"), SERVICES)
def test_a_body_that_is_no_object_is_refused_with_the_remedy(case, user_id, method, path, body):
    answer = send(case, user_id, method, path, body)
    assert answer.status == 400, answer.text
    assert "JSON" in answer.text or "DeserializationError" in answer.text


def test_the_remedy_names_what_to_send(case):
    told = send(case, "worker1", "POST", "{case}/@notes", b"{").json()
    assert told["type"] == "BadRequest"
    assert "Send one JSON object" in told["message"]
