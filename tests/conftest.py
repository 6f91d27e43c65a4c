"""Fixtures of the whole suite."""

from pytest_plone import fixtures_factory
from tests.centre import sample_case
from tests.layers import FUNCTIONAL_TESTING
from tests.layers import INTEGRATION_TESTING

import pytest


pytest_plugins = ["pytest_plone"]

globals().update(
    fixtures_factory(((FUNCTIONAL_TESTING, "functional"), (INTEGRATION_TESTING, "integration")))
)


@pytest.fixture
def register(portal):
    """The register of the centre."""
    return portal["perkara"]


@pytest.fixture
def case(register):
    """A case with a team, see centre.TEAM."""
    return sample_case(register)
