"""What programs send is read as what it is, or refused with what to send instead."""

from baleharum.cases.timeline import entries
from plone import api
from tests.centre import acting
from tests.centre import MINIMAL_PDF
from tests.centre import sample_case
from tests.http import Visitor
from tests.referrals_made import some_partner

import json
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

#: Fields that are texts, of services that take some.
TEXTS = [
    (
        "worker3",
        "@break-glass",
        {"number": "{number}", "reason": "Klien dalam bahaya.", "hours": 2},
    ),
    (
        "supervisor1",
        "{case}/@team",
        {"person": "worker3", "function": "worker", "reason": "Perlu", "expires": ""},
    ),
    ("supervisor1", "{case}/@workflow/hold", {"comment": "Klien pergi.", "reason_code": ""}),
    ("worker1", "{case}/@notes", {"text": "Kunjungan.", "happened_on": ""}),
    ("worker1", "{case}/@matches", {"name": "Siti", "nik": ""}),
    ("worker1", "{case}/d1/@versions", {"filename": "b.pdf"}),
    ("head1", "{case}/@retention/hold", {"reason": "Ada perkara di pengadilan."}),
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


@pytest.mark.parametrize("value", [5, 1.5, True, ["a"], {"a": 1}])
@pytest.mark.parametrize(
    ("user_id", "path", "fields", "name"),
    [
        (user_id, path, fields, name)
        for user_id, path, fields in TEXTS
        for name in fields
        if name != "hours"
    ],
)
def test_what_is_no_text_is_not_made_into_one(case, user_id, path, fields, name, value):
    told = {k: v.format(number=case.getId()) if k == "number" else v for k, v in fields.items()}
    told[name] = value
    body = {"file": {"data": "", "encoding": "base64", **told}} if "@versions" in path else told
    before = len(entries(case, limit=99))
    answer = send(case, user_id, "POST", path, json.dumps(body).encode())
    assert answer.status == 400, answer.text
    assert f"`{name}`" in answer.text
    assert len(entries(case, limit=99)) == before


@pytest.mark.parametrize("hours", ["x", "", None, True, [2], {"a": 1}, 1.5, -1, 10**30])
def test_hours_that_are_no_number_are_refused(case, hours):
    body = {"number": case.getId(), "reason": "Klien dalam bahaya malam ini.", "hours": hours}
    answer = send(case, "worker3", "POST", "@break-glass", json.dumps(body).encode())
    assert answer.status == 400, answer.text


@pytest.mark.parametrize(
    "body",
    [
        b"[" * 100_000,
        b'{"a":' * 100_000,
        b'{"text": "a\\ud800"}',
        b'{"\\uDFFFtext": "a"}',
        b'{"text": "\xed\xa0\x80"}',
    ],
    ids=["brackets", "braces", "half a sign", "half a sign in a name", "half a sign in bytes"],
)
# Who logs in is asked by a stock plugin first, which reads the body before anything else does.
@pytest.mark.parametrize(("user_id", "method", "path"), [row for row in SERVICES if row[0]])
def test_what_is_no_text_is_refused_with_the_remedy(case, user_id, method, path, body):
    answer = send(case, user_id, method, path, body)
    assert answer.status == 400, answer.text
    assert "UTF-8" in answer.text


def test_a_whole_sign_in_halves_is_a_text(case):
    answer = send(case, "worker1", "POST", "{case}/@notes", b'{"text": "Baik \\ud83d\\ude42"}')
    assert answer.status == 201, answer.text


@pytest.mark.parametrize("page", ["{case}/@@change-state?transition=%ff", "@@search?Subject=%ff"])
def test_an_address_that_is_no_text_is_no_error_of_the_server(case, page):
    visitor = Visitor(api.portal.get(), "worker1")
    assert visitor.get(page.format(case=f"perkara/{case.getId()}")).status == 400


@pytest.mark.parametrize("body", [{"@type": ["CaseNote"]}, {"@type": "CaseNote", "id": 5}])
def test_a_type_is_a_text(case, body):
    answer = send(case, "worker1", "POST", "{case}", json.dumps(body).encode())
    assert answer.status == 400 and "as a text" in answer.text


def test_a_step_takes_no_field_in_silence(case):
    body = {"comment": "Klien pergi.", "withdrawn_on": "2026-01-01", "include_children": True}
    answer = send(case, "supervisor1", "POST", "{case}/@workflow/hold", json.dumps(body).encode())
    assert answer.status == 400 and "`withdrawn_on`" in answer.text
    assert "include_children" not in answer.text


@pytest.mark.parametrize("value", ["yes", "true", 1, 0, [], {}])
def test_a_text_is_neither_yes_nor_no(functional, value):
    partner = some_partner(functional["portal"], "Rumah Contoh", "lbh", sheltering=True)
    transaction.commit()
    answer = Visitor(api.portal.get(), "head1").rest("PATCH", "mitra/m1", {"sheltering": value})
    assert answer.status == 400 and "true or false" in answer.text
    assert partner.sheltering is True
