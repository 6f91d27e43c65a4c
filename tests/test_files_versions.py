"""A new version never overwrites: versions are listed, compared and fetched."""

from baleharum.cases.api import add_document
from base64 import b64encode
from plone import api
from tests.centre import acting
from tests.centre import sample_case
from tests.document_samples import pdf
from tests.http import Visitor
from tests.multipart import send

import pytest
import transaction


@pytest.fixture
def case(functional):
    case = sample_case(functional["portal"]["perkara"])
    with acting("worker1"):
        add_document(case, pdf("satu"), "laporan.pdf", kind="catatan-kasus")
    transaction.commit()
    return case


def add(functional, case, user_id, data, number="d1", json=True):
    """Send a new version of a document."""
    visitor = Visitor(functional["portal"], user_id)
    base = f"perkara/{case.getId()}"
    files = [("laporan baru.pdf", data)]
    path = f"{base}/{number}/@@add-version"
    # The authenticator is the same on every page of a person.
    return send(visitor, path, {}, files, page=f"{base}/documents", json=json)


def test_a_new_version_stands_beside_the_old_one(functional, case):
    answer = add(functional, case, "worker1", pdf("dua"), json=False)
    assert answer.header("Location").endswith("/d2")
    assert (case["d2"].version, case["d2"].series) == (2, case["d1"].series)
    assert case["d1"].file.data == pdf("satu")
    assert (api.content.get_state(case["d1"]), api.content.get_state(case["d2"])) == (
        "superseded",
        "draft",
    )


def test_an_approved_version_stays_until_the_new_one_is_approved(functional, case):
    with acting("worker1"):
        api.content.transition(case["d1"], "submit")
    with acting("supervisor1"):
        api.content.transition(case["d1"], "approve")
    transaction.commit()
    add(functional, case, "worker1", pdf("dua"))
    assert api.content.get_state(case["d1"]) == "approved"
    page = Visitor(functional["portal"], "worker2").get(f"perkara/{case.getId()}/d1").text
    assert "There is a newer version" in page


def test_the_same_bytes_make_no_version(functional, case):
    answer = add(functional, case, "worker1", pdf("satu"))
    assert answer.status == 409
    assert list(case.objectIds()) == ["d1"]


def test_a_bad_file_makes_no_version(functional, case):
    assert add(functional, case, "worker1", b"MZ program").status == 422
    assert list(case.objectIds()) == ["d1"]
    assert api.content.get_state(case["d1"]) == "draft"


def test_versions_are_compared_by_their_bytes(functional, case):
    add(functional, case, "worker1", pdf("dua"))
    with acting("worker1"):
        from baleharum.cases.api import add_version

        add_version(case["d2"], pdf("satu"), "lama.pdf")
    transaction.commit()
    worker = Visitor(functional["portal"], "worker2")
    items = worker.rest("GET", f"perkara/{case.getId()}/d1/@versions").json()["items"]
    assert [(i["number"], i["version"], i["same"]) for i in items] == [
        ("D3", 3, True),
        ("D2", 2, False),
        ("D1", 1, True),
    ]
    for item in items:
        path = item["download"].partition("localhost")[2]
        assert worker.get(path).body == case[item["number"].lower()].file.data
    page = worker.get(f"perkara/{case.getId()}/d1").text
    assert page.count("same bytes") == 1 and page.count(">different<") == 1


@pytest.mark.parametrize(
    "user_id,status",
    [("worker2", 201), ("psychologist1", 201), ("advocate1", 403), ("supervisor1", 403)],
)
def test_who_may_replace_a_draft(functional, case, user_id, status):
    assert add(functional, case, user_id, pdf("dua")).status == status


@pytest.mark.parametrize("user_id", ["worker3", "head1", "operator1"])
def test_nobody_outside_replaces(functional, case, user_id):
    assert add(functional, case, user_id, pdf("dua")).status in (403, 404)
    assert list(case.objectIds()) == ["d1"]


def test_the_file_of_a_document_is_replaced_on_no_path(functional, case):
    worker = Visitor(functional["portal"], "worker1")
    path = f"perkara/{case.getId()}/d1"
    data = {"file": {"data": "x", "filename": "a.txt", "content-type": "text/plain"}}
    assert worker.rest("PATCH", path, data).status in (400, 500)
    assert worker.ask("PUT", path, b"x").status == 404
    assert case["d1"].file.data == pdf("satu")


def post(functional, case, user_id, data, number="d1", **fields):
    """Send a new version as JSON."""
    file = {"data": b64encode(data).decode(), "encoding": "base64", "filename": "baru.pdf"}
    visitor = Visitor(functional["portal"], user_id)
    path = f"perkara/{case.getId()}/{number}/@versions"
    return visitor.rest("POST", path, {"file": file, **fields})


def test_a_new_version_in_json(functional, case):
    answer = post(functional, case, "worker1", pdf("dua"))
    assert (answer.status, answer.json()["number"], answer.json()["version"]) == (201, "D2", 2)
    assert answer.header("Location").endswith(f"{case.getId()}/d2") and answer.json()["@id"]
    assert (case["d2"].series, case["d2"].level) == (case["d1"].series, case["d1"].level)
    assert case["d2"].file.data == pdf("dua")
    assert api.content.get_state(case["d1"]) == "superseded"


def test_what_makes_no_version_in_json(functional, case):
    twin = post(functional, case, "worker1", pdf("satu"))
    assert (twin.status, twin.json()["document"]["number"]) == (409, "D1")
    assert post(functional, case, "worker1", b"MZ program").status == 422
    assert post(functional, case, "worker1", b"").status == 422
    named = {"data": "abc", "filename": "a.pdf"}
    for wrong in (None, "teks", {**named, "encoding": "base64"}, {**named, "encoding": "utf-8"}):
        assert post(functional, case, "worker1", b"", file=wrong).status == 400
    assert list(case.objectIds()) == ["d1"]
    assert post(functional, case, "worker1", pdf("satu"), keep="both").json()["version"] == 2


@pytest.mark.parametrize(
    "user_id,status",
    [("worker2", 201), ("advocate1", 403), ("supervisor1", 403), ("worker3", 404), ("", 404)],
)
def test_who_may_replace_a_draft_in_json(functional, case, user_id, status):
    assert post(functional, case, user_id, pdf("dua")).status == status
    assert ("d2" in case) is (status == 201)
