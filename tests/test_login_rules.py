"""What the security check asks of the store of logins."""

from baleharum.hardening.checking import rows
from baleharum.login import place
from tests.door import enrol

import pytest


@pytest.fixture
def trouble(portal, login_store):
    """What the check finds, as it says it."""
    return lambda: next(row for row in rows(portal) if row.name == "login-store").findings


def test_a_store_that_is_read_and_opened_holds(trouble):
    assert trouble() == ()
    enrol("worker1")
    assert trouble() == ()


def test_a_key_that_opens_nothing_is_named(trouble, monkeypatch, tmp_path):
    enrol("worker1")
    monkeypatch.setenv(place.KEY, str(tmp_path / "key"))
    (found,) = trouble()
    assert "another key" in found and str(tmp_path / "key") in found


def test_a_store_that_is_away_is_named(trouble, monkeypatch, tmp_path):
    (tmp_path / "file").touch()
    monkeypatch.setenv(place.STORE, str(tmp_path / "file" / "login.sqlite3"))
    (found,) = trouble()
    assert "Check that the folder exists" in found
