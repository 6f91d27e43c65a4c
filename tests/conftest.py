"""Fixtures of the whole suite."""

from pytest_plone import fixtures_factory
from tests.access_states import STATES_FUNCTIONAL
from tests.access_states import STATES_INTEGRATION
from tests.centre import sample_case
from tests.layers import FUNCTIONAL_TESTING
from tests.layers import INTEGRATION_TESTING

import pytest


pytest_plugins = ["pytest_plone"]

globals().update(
    fixtures_factory(((FUNCTIONAL_TESTING, "functional"), (INTEGRATION_TESTING, "integration")))
)
# A centre with everything in every state: made when a test first asks for `states_session`.
globals().update(
    fixtures_factory(
        ((STATES_INTEGRATION, "states"), (STATES_FUNCTIONAL, "states_functional")),
        keep_session=False,
    )
)


@pytest.fixture
def register(portal):
    """The register of the centre."""
    return portal["perkara"]


@pytest.fixture
def case(register):
    """A case with a team, see centre.TEAM."""
    return sample_case(register)
