"""While the key that opens all others is missing, the site says so, and nothing of the machine."""

from baleharum.trail import actions
from baleharum.trail import api
from contextlib import contextmanager
from pathlib import Path
from tests.centre import sample_case
from tests.centre import sample_document
from tests.centre import sample_note
from tests.centre import sample_person
from tests.http import Visitor
from tests.trail_file import fresh

import os
import pytest
import transaction


@pytest.fixture
def case(functional):
    """The number of a case with something of everything in it."""
    case = sample_case(functional["portal"]["perkara"])
    sample_document(case)
    sample_person(case)
    sample_note(case)
    transaction.commit()
    fresh()
    return case.getId()


@contextmanager
def locked():
    """The key-encryption key is not there."""
    path = Path(os.environ["BALEHARUM_KEK"])
    aside = path.rename(path.with_name("aside"))
    try:
        yield str(path)
    finally:
        aside.rename(path)


PAGES = ["", "/people", "/notes", "/timeline", "/d1/@@download/file", "/p1"]
SERVICES = ["/@timeline", "/@people", "/@notes", "/p1", "/n1"]


@pytest.mark.parametrize(
    "accept, path",
    [("text/html", path) for path in PAGES] + [("application/json", path) for path in SERVICES],
)
def test_nothing_is_opened(visit, case, caplog, accept, path):
    visitor, asked = visit("worker1"), ("GET", f"perkara/{case}{path}", b"", {"Accept": accept})
    with locked() as kek:
        answer = visitor.ask(*asked)
    assert answer.status == 503
    assert answer.header("Retry-After") and answer.header("Cache-Control") == "private, no-store"
    for word in (case, kek, os.path.basename(kek), "Baiq", "worker1", "vault-restore"):
        assert word not in answer.text
    # The operator reads what to do.
    assert kek in caplog.text and "vault-restore" in caplog.text
    assert visitor.ask(*asked).status == 200


def test_nothing_is_kept(functional, visit, case):
    visitor = visit("worker1")
    with locked():
        body = {"@type": "CaseNote", "text": "Klien menelepon."}
        assert visitor.rest("POST", f"perkara/{case}", body).status == 503
        found = visitor.rest("GET", f"perkara/{case}/@find?text=klien")
        assert (found.status, "vault" in found.text) == (503, False)
    assert "n2" not in functional["portal"]["perkara"][case].objectIds()


def test_who_asked_is_in_the_record_all_the_same(functional, case):
    visitor = Visitor(functional["portal"], "worker1")
    with locked():
        assert visitor.get(f"perkara/{case}").status == 503
    assert ("worker1", actions.VIEW) in {(row.user, row.action) for row in api.rows()}
