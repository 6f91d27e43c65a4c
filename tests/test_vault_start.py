"""A server that starts: key and keystore are made, or fit, or it does not start."""

from baleharum.vault import keys
from baleharum.vault.interfaces import VaultUnavailable
from zope.event import notify
from zope.processlifetime import ProcessStarting

import pytest


@pytest.fixture
def vault(integration, tmp_path, monkeypatch):
    """A place for a vault, in a Zope with the product."""
    monkeypatch.setenv("BALEHARUM_KEK", str(tmp_path / "kek"))
    monkeypatch.setenv("BALEHARUM_KEYSTORE", str(tmp_path / "keys.sqlite3"))
    return tmp_path


def test_the_first_start_makes_what_later_starts_find(vault):
    notify(ProcessStarting())
    made = keys.in_file()
    assert made is not None and (vault / "keys.sqlite3").exists()
    notify(ProcessStarting())
    assert keys.in_file() == made


def test_it_does_not_start_with_a_key_that_others_read(vault):
    notify(ProcessStarting())
    (vault / "kek").chmod(0o644)
    with pytest.raises(VaultUnavailable, match="chmod 600"):
        notify(ProcessStarting())
