"""Fixtures of the whole suite."""

from baleharum.documents import landlock
from contextlib import closing
from hypothesis import HealthCheck
from hypothesis import settings
from io import BytesIO
from itertools import zip_longest
from pytest_plone import fixtures_factory
from tests.access_states import set_up
from tests.access_states import STATES_FUNCTIONAL
from tests.access_states import STATES_INTEGRATION
from tests.access_states import tear_down
from tests.centre import sample_case
from tests.clamd import find as find_clamd
from tests.http import Visitor
from tests.layers import FUNCTIONAL_TESTING
from tests.layers import INTEGRATION_TESTING
from tests.oidc import bend
from tests.oidc import running_provider
from tests.oidc import set_up_provider
from tests.postgres import find as find_postgres
from tests.postgres import LoginStore
from tests.postgres import running as running_postgres

import gc
import os
import pytest
import shutil
import sqlite3
import transaction


pytest_plugins = ["pytest_plone"]

# With the thresholds of Python looking for garbage, of which there is little, takes 7 % of the time.
gc.set_threshold(50_000, 20, 50)

# How long an example takes says how busy the machine is.
settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")

globals().update(
    fixtures_factory(((FUNCTIONAL_TESTING, "functional"), (INTEGRATION_TESTING, "integration")))
)


#: What a login through a provider leaves in the same store.
OIDC = ("flow", "identity")

#: A scanner for viruses is optional, for the tests as for a centre; and so is PostgreSQL.
CLAMD = find_clamd()
POSTGRES = find_postgres()
TESSERACT = shutil.which("tesseract")
LANDLOCK = landlock.available()
OPTIONAL = {
    "test_scanner_clamd.py": CLAMD,
    "test_jobs_postgresql.py": POSTGRES,
    "test_login_postgresql.py": POSTGRES,
    "test_trail_postgresql.py": POSTGRES,
    "test_renditions_scans.py": TESSERACT,
    "test_litigation_scans.py": TESSERACT,
    "test_documents_landlock.py": LANDLOCK,
}
collect_ignore = [name for name, found in OPTIONAL.items() if not found]


def pytest_report_header(config):
    """Say against which scanner and which database server the tests run."""
    return [
        f"clamd: {CLAMD or 'none, test_scanner_clamd.py is not collected; see tools/clamav.py'}",
        f"postgres: {POSTGRES or 'none, its tests are not collected; see tools/postgres.py'}",
        f"tesseract: {TESSERACT or 'none, tests of scans are not collected'}",
        f"landlock: {LANDLOCK or 'none, test_documents_landlock.py is not collected'}",
    ]


def pytest_xdist_auto_num_workers(config):
    """Have one process more than there are processors: while one waits for a browser, a disk or a
    program, another computes."""
    return len(os.sched_getaffinity(0)) + 1


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items):
    """Put a file with a browser and one without by turns: the first wait for their centre, and for
    pages, while the others compute. First of these is what needs everything in every state: it
    takes longest, and what follows each other on one process shares that centre."""
    files: dict[bool, dict[str, list]] = {True: {}, False: {}}
    for item in items:
        files["browser" in item.path.parts].setdefault(item.path, []).append(item)
    others = sorted(files[False].values(), key=lambda file: not need_states(file))
    turns = zip_longest(files[True].values(), others, fillvalue=())
    items[:] = [item for turn in turns for file in turn for item in file]


def need_states(items) -> bool:
    """Tell whether tests need the centre with everything in every state."""
    return any("states_layers" in item.fixturenames for item in items)


@pytest.fixture(autouse=True)
def empty_queue():
    """Begin without jobs: the queue is outside of the database that a layer rolls back."""
    path = os.environ.get("BALEHARUM_JOBS", "")
    if os.path.exists(path):
        with closing(sqlite3.connect(path, timeout=30)) as table, table:
            if table.execute("SELECT 1 FROM sqlite_master WHERE name = 'job'").fetchone():
                table.execute("DELETE FROM job")


@pytest.fixture(autouse=True)
def no_logins():
    """Begin without sessions, factors and failures: they are outside of the database, too."""
    path = os.environ.get("BALEHARUM_LOGIN", "")
    if os.path.exists(path):
        with closing(sqlite3.connect(path, timeout=30)) as tables, tables:
            for name in ("attempt", "session", "ticket", "factor", "recovery", "draft", *OIDC):
                tables.execute(f"DELETE FROM {name}")  # noqa: S608 (names from this line)


@pytest.fixture(scope="session")
def issuer():
    """The address of a provider of OpenID Connect; its answers are right, see tests/provider.py."""
    with running_provider() as address:
        yield address


@pytest.fixture
def oidc_site(functional, issuer):
    """A site in which people may log in there."""
    site = functional["portal"]
    set_up_provider(site, issuer)
    yield site
    bend(issuer)


@pytest.fixture(scope="session")
def postgresql():
    """A server of PostgreSQL, for the tests of one process."""
    with running_postgres() as server:
        yield server


@pytest.fixture(params=["sqlite", "postgresql"] if POSTGRES else ["sqlite"])
def login_store(request, monkeypatch):
    """The store of logins in each kind of place, empty."""
    if request.param == "sqlite":
        return LoginStore(os.environ["BALEHARUM_LOGIN"])
    server = request.getfixturevalue("postgresql")
    monkeypatch.setenv("BALEHARUM_LOGIN", server.place())
    return LoginStore(os.environ["BALEHARUM_LOGIN"], server)


@pytest.fixture(params=["sqlite", "postgresql"] if POSTGRES else ["sqlite"])
def jobs_store(request, monkeypatch, tmp_path):
    """A queue in each kind of place, empty and of its own."""
    place = str(tmp_path / "var" / "jobs.sqlite3")
    if request.param == "postgresql":
        place = request.getfixturevalue("postgresql").place()
    monkeypatch.setenv("BALEHARUM_JOBS", place)
    return place


@pytest.fixture
def register(portal):
    """The register of the centre."""
    return portal["perkara"]


@pytest.fixture
def case(register):
    """A case with a team, see centre.TEAM."""
    return sample_case(register)


@pytest.fixture(scope="module")
def floors():
    """What tests of one file begin with: how it is made -> (all that was written, its path)."""
    return {}


@pytest.fixture
def prepared(functional, floors):
    """Something that takes long to make, for tests that commit: made once for all of one file, by a
    function of the root and the site that returns it, and there again for each. Whatever else is
    written comes after it, and no test may destroy keys that it needs."""

    def lay(make):
        storage, site = functional.storage, functional["portal"]
        if make not in floors:
            made = make(functional["app"], site)
            transaction.commit()
            floors[make] = storage.floor(), "/".join(made.getPhysicalPath())
        else:
            storage.lay(floors[make][0])
            transaction.begin()
        return site.unrestrictedTraverse(floors[make][1])

    return lay


@pytest.fixture
def visit(functional):
    """Visitors by their user id."""
    return lambda user_id: Visitor(functional["portal"], user_id)


@pytest.fixture
def kept():
    """Content as an open file, which has no name."""
    return BytesIO


@pytest.fixture(scope="session")
def states_made(functional_session):
    """The layers of a centre with everything in every state, while they lie over the others."""
    layers: list = []
    yield layers
    tear_down(layers)


@pytest.fixture(scope="module", autouse=True)
def without_states(request, states_made):
    """Take that centre away before a file that begins with an empty one."""
    mine = [item for item in request.session.items if item.path == request.path]
    if states_made and not need_states(mine) and "browser" not in request.path.parts:
        tear_down(states_made)


@pytest.fixture(scope="module")
def states_layers(without_states, states_made):
    """A centre with everything in every state: the one that is there, or a new one."""
    if not states_made:
        states_made += set_up(STATES_INTEGRATION, STATES_FUNCTIONAL)


@pytest.fixture
def states(states_layers):
    """The layer for tests that stay within a transaction."""
    STATES_INTEGRATION.testSetUp()
    yield STATES_INTEGRATION
    STATES_INTEGRATION.testTearDown()


@pytest.fixture
def states_functional(states_layers):
    """The layer for tests that commit."""
    STATES_FUNCTIONAL.testSetUp()
    yield STATES_FUNCTIONAL
    STATES_FUNCTIONAL.testTearDown()


@pytest.fixture(scope="class")
def looked_at(states_layers):
    """The site of that centre for all tests of a class, which do nothing but look."""
    STATES_FUNCTIONAL.testSetUp()
    yield STATES_FUNCTIONAL["portal"]
    STATES_FUNCTIONAL.testTearDown()


@pytest.fixture
def trail():
    """An empty record of access, for tests that count rows; its API."""
    from baleharum.trail import api
    from tests.trail_file import fresh

    fresh()
    return api
