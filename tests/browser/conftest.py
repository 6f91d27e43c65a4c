"""A running centre, a Chromium, and people who visit the one with the other."""

from chromium import find
from chromium import REMEDY
from playwright.sync_api import expect
from playwright.sync_api import sync_playwright
from tests.browser.sharing import running_centre
from tests.browser.visits import Visit
from tests.document_samples import pdf

import base64
import pytest
import time


#: Seconds for which somebody comes back with their cookies.
FRESH = 240.0

# Other tests may run beside these on few processors.
expect.set_options(timeout=20_000)


@pytest.fixture(scope="session")
def centre(tmp_path_factory, worker_id):
    """The demo centre, served by database, instance and worker of its own."""
    place = tmp_path_factory.getbasetemp()
    # The processes of one run meet in the folder above their own.
    with running_centre(place if worker_id == "master" else place.parent) as centre:
        yield centre


@pytest.fixture(scope="session")
def chromium():
    """A Chromium without a screen; fails, never skips, when there is none."""
    path = find()
    assert path, REMEDY
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=path, args=["--no-sandbox", "--disable-gpu"]
        )
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def begin(centre, chromium):
    """Give somebody a window: begin("worker1", "en", 360); nobody logs in as "".

    Who calls it closes the context. People come back with their cookies for some minutes, and then
    log in again: who has been away for long is asked for the password before an emergency access.
    """
    sessions = {}

    def begin(user="", language="id", width=1440):
        state, since = sessions.get(user, (None, 0.0))
        if time.monotonic() - since > FRESH:
            state = None
        someone = Visit(chromium, centre, language, width, state)
        if user and state is None:
            someone.log_in(user)
            sessions[user] = someone.context.storage_state(), time.monotonic()
        return someone

    return begin


@pytest.fixture
def visit(begin):
    """Give somebody a window for the time of one test, in which nothing goes wrong."""
    visits = []

    def visit(*whose):
        visits.append(begin(*whose))
        return visits[-1]

    yield visit
    for each in visits:
        each.context.close()
    assert [trouble for each in visits for trouble in each.trouble] == []


@pytest.fixture(params=[("id", 1440), ("en", 360)], ids=["id-desktop", "en-phone"])
def screen(request):
    """Language and width."""
    return request.param


@pytest.fixture
def case(visit):
    """The address of a new case that worker1 leads."""
    facts = {"@type": "Case", "categories": ["korban-kekerasan"], "risk": "sedang"}
    opened = visit("intake1").ask("POST", "/perkara", **facts)
    assigned = {"person": "worker1", "function": "lead", "reason": "Memimpin kasus"}
    visit("supervisor1").ask("POST", f"{opened['@id']}/@team", **assigned)
    return opened["@id"]


@pytest.fixture
def submitted(visit, case):
    """Hand in a PDF of worker1 in the case, with these words in it; gives its address."""

    def hand_in(words):
        author = visit("worker1")
        file = {
            "filename": "asesmen-awal.pdf",
            "content-type": "application/pdf",
            "encoding": "base64",
            "data": base64.b64encode(pdf(words)).decode(),
        }
        kind = {"@type": "CaseFile", "kind": "asesmen-awal", "level": "confidential"}
        filed = author.ask("POST", case, **kind, file=file)
        author.ask("POST", f"{filed['@id']}/@workflow/submit")
        return filed["@id"]

    return hand_in
