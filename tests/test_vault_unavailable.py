"""A key that goes missing while the site runs: 503 everywhere, and no word of where it was."""

from baleharum.cases.api import add_note
from contextlib import contextmanager
from pathlib import Path
from tests.centre import acting
from tests.centre import sample_case
from tests.centre import sample_document
from tests.centre import sample_person

import os
import pytest
import transaction


@pytest.fixture
def filled(functional):
    """A case with something sealed in it, committed: its path."""
    case = sample_case(functional["portal"]["perkara"], summary="Lari ke rumah aman.")
    sample_document(case)
    sample_person(case)
    with acting("worker1"):
        add_note(case, "Klien menangis lama.")
    transaction.commit()
    return f"perkara/{case.getId()}"


@contextmanager
def no_key():
    """Take the key-encryption key away."""
    path = Path(os.environ["BALEHARUM_KEK"])
    aside = path.with_name("aside")
    path.rename(aside)
    try:
        yield path
    finally:
        aside.rename(path)


@pytest.mark.parametrize(
    ("accept", "notes"), [("text/html", "/@@notes"), ("application/json", "/@notes")]
)
def test_nothing_is_shown_and_nothing_is_said_of_the_server(filled, visit, caplog, accept, notes):
    visitor = visit("worker1")
    assert visitor.get(f"{filled}/p1").status == 200
    with no_key() as path:
        for view in ("", "/p1", "/n1", "/d1/@@download/file", notes, "/@@find?text=klien"):
            caplog.clear()
            answer = visitor.ask("GET", f"{filled}{view}", headers={"Accept": accept})
            assert answer.status == 503, view
            assert answer.header("Cache-Control") == "private, no-store"
            assert answer.header("Retry-After") == "30"
            for word in (str(path.parent), "vault-restore", "check value", "Traceback", "BH-20"):
                assert word not in answer.text, view
            # Who runs the server is told, with the remedy.
            assert "bin/vault-restore" in caplog.text
        # For whoever is not let in there is still nothing, and the public pages go on.
        assert visit("worker3").get(f"{filled}/p1").status == 404
        assert visit("").get("").status == 200
    assert visitor.get(f"{filled}/p1").status == 200


def test_nothing_is_written(functional, filled, visit):
    visitor = visit("worker1")
    with no_key():
        answer = visitor.rest("PATCH", f"{filled}/p1", {"phone": "081234567890"})
        assert answer.status == 503
        assert visitor.rest("POST", f"{filled}/@notes", {"text": "Lagi."}).status == 503
    functional["portal"]._p_jar.sync()
    case = functional["portal"]["perkara"][filled.partition("/")[2]]
    assert not case["p1"].phone and "n2" not in case
