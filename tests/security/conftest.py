"""The running case that the cases are tried on."""

from tests.security.asking import Realm

import pytest


@pytest.fixture
def realm(states_functional):
    """A centre with everything in every state; what a test commits ends with it."""
    return Realm.of(states_functional["portal"])
