"""What leaves the WSGI filter when the guard did not let a request pass, and that nothing more than
that is made."""

from baleharum.guard.realm import enter
from baleharum.guard.uniform import BEAT
from baleharum.guard.uniform import make_filter
from baleharum.guard.uniform import MARKS
from baleharum.guard.uniform import page
from baleharum.guard.uniform import until_next_beat
from baleharum.interfaces import IBaleharumLayer
from Products.Five.browser import BrowserView
from tests.centre import sample_case
from zope.component import getGlobalSiteManager
from zope.interface import Interface

import pytest
import time
import transaction


class Body(list):
    """A body that knows whether it was closed."""

    closed = False

    def close(self):
        self.closed = True


class Site:
    """An application that notes what a realm would note, then answers or fails."""

    def __init__(self, *, entered=True, passed=False, error=None):
        self.entered, self.passed, self.error = entered, passed, error
        self.body = Body([b"BH-2026-00001"])

    def __call__(self, environ, start_response):
        noted = environ[MARKS]
        noted.entered, noted.passed, noted.login = self.entered, self.passed, "http://x/login"
        if self.error is not None:
            raise self.error
        headers = [("Location", "http://x/BH-2026-00001"), ("Link", "<x>"), ("ETag", "1")]
        start_response("302 Found", headers)
        return self.body


def ask(site, method="GET"):
    """Return (status, headers, body) as the filter lets them out."""
    began = []
    application = make_filter({})(site)
    body = application({"REQUEST_METHOD": method}, lambda *args: began.append(args))
    return began[0][0], dict(began[0][1]), b"".join(body)


@pytest.mark.parametrize("site", [Site(), Site(error=KeyError("BH-2026-00001"))])
def test_a_refused_request_leaves_as_the_one_page(site):
    status, headers, body = ask(site)
    assert (status, body) == ("404 Not Found", page("http://x/login"))
    assert headers["Content-Length"] == str(len(body))
    assert not {"Location", "Link", "ETag"} & set(headers)


class Slow(Site):
    """A site that takes a while."""

    def __call__(self, environ, start_response):
        time.sleep(0.01)
        return super().__call__(environ, start_response)


def answered_after(site):
    """Return how many seconds the filter of a pipeline that says nothing of beats takes."""
    begun = time.monotonic()
    ask(site)
    return time.monotonic() - begun


def test_what_is_refused_leaves_on_a_beat_however_long_it_took_to_see_that():
    for site in (Site(), Slow(), Site(error=KeyError("BH-2026-00001"))):
        assert answered_after(site) >= BEAT / 1000


def test_what_was_let_pass_waits_for_no_beat():
    an_hour = 3_600_000
    application = make_filter({}, beat=an_hour)(Site(passed=True))
    assert application({"REQUEST_METHOD": "GET"}, lambda *args: None) == [b"BH-2026-00001"]


@pytest.mark.parametrize(
    ("passed", "beat", "wait"), [(3, 20, 17), (19, 20, 1), (21, 20, 19), (40, 20, 0), (3, 0, 0)]
)
def test_a_wait_ends_with_a_beat(passed, beat, wait):
    assert until_next_beat(passed, beat) == wait


def test_what_was_begun_is_closed():
    site = Site()
    ask(site)
    assert site.body.closed


def test_head_has_the_headers_and_no_body():
    _status, headers, body = ask(Site(), "HEAD")
    assert body == b""
    assert headers == ask(Site())[1]


@pytest.mark.parametrize("site", [Site(passed=True), Site(entered=False)])
def test_other_answers_leave_as_they_are(site):
    status, headers, body = ask(site)
    assert (status, headers["ETag"], body) == ("302 Found", "1", b"BH-2026-00001")


@pytest.mark.parametrize(
    "site", [Site(passed=True, error=OSError()), Site(entered=False, error=OSError())]
)
def test_other_errors_are_not_swallowed(site):
    with pytest.raises(OSError):
        ask(site)


def test_a_second_try_has_to_pass_anew():
    class Request:
        environ: dict = {}

    request = Request()
    enter(request)
    request.environ[MARKS].passed = True
    enter(request)
    assert request.environ[MARKS].refused


@pytest.fixture
def drawn():
    """A list that grows with each page that is drawn: all of them are put into one frame."""
    pages: list[str] = []

    class Frame(BrowserView):
        @property
        def macros(self):
            pages.append(self.request["PATH_INFO"])
            raise KeyError("This page has no frame.")

    registry, wanted = getGlobalSiteManager(), (Interface, IBaleharumLayer)
    ours = registry.adapters.registered(wanted, Interface, "main_template")
    registry.registerAdapter(Frame, wanted, Interface, name="main_template")
    yield pages
    registry.registerAdapter(ours, wanted, Interface, name="main_template")


@pytest.mark.parametrize("user_id", ["", "worker3"])
def test_no_page_is_drawn_for_what_is_refused(functional, drawn, visit, user_id):
    case = sample_case(functional["portal"]["perkara"])
    transaction.commit()
    for name in ("", "/view", "/edit", "/nonexist", "/@team"):
        answer = visit(user_id).get(f"perkara/{case.getId()}{name}", accept="text/html")
        assert (answer.status, answer.body) == (404, page("http://localhost/plone/login"))
    assert drawn == []
    # The stock page for errors is one that would be counted.
    assert visit(user_id).get("nonexist", accept="text/html").status == 404
    assert len(drawn) == 1
