"""Public pages that are kept in memory: what is, for whom, and until when."""

from baleharum.guard.headers import Headers
from baleharum.guard.uniform import make_filter
from baleharum.public.kept import HOLDS
from baleharum.public.kept import KeptPages
from baleharum.public.kept import MARK
from baleharum.public.kept import MOST
from plone import api
from tests.http import Visitor
from tests.public_made import public_site
from tests.report_made import hidden
from tests.report_made import report_site
from ZPublisher.httpexceptions import HTTPExceptionHandler
from ZPublisher.WSGIPublisher import publish_module

import pytest
import transaction


HTML = {"Accept": "text/html"}
SERVICE = "layanan/pendampingan"


class Site:
    """A WSGI application that answers with a count, as if it were a site."""

    def __init__(self, *headers):
        self.asked, self.headers = 0, headers

    def __call__(self, environ, start_response):
        self.asked += 1
        start_response("200 OK", [("Content-Type", "text/html"), *self.headers])
        return [b"%d" % self.asked]


class Watch:
    """A clock and a database that somebody else moves."""

    now, last = 0.0, b"1"


def asked(pages, **environ):
    """Return (status, headers, body) of a request."""
    began = []
    wanted = {"REQUEST_METHOD": "GET", "PATH_INFO": "/x", **environ}
    body = b"".join(pages(wanted, lambda *args: began.append(args)))
    return began[0][0], dict(began[0][1]), body


@pytest.fixture
def watch():
    return Watch()


def kept(application, watch):
    """Return a filter before an application."""
    return KeptPages(application, lambda: watch.last, lambda: watch.now)


MARKED = (MARK, "1")


def test_a_marked_page_is_kept_until_anything_is_stored_or_a_minute_is_over(watch):
    pages = kept(Site(MARKED), watch)
    assert [asked(pages)[2] for _ in range(3)] == [b"1", b"1", b"1"]
    watch.last = b"2"
    assert [asked(pages)[2] for _ in range(2)] == [b"2", b"2"]
    watch.now = HOLDS + 1
    assert asked(pages)[2] == b"3"


def test_a_page_that_was_begun_before_something_was_stored_is_not_given_out(watch):
    class Slow(Site):
        def __call__(self, environ, start_response):
            watch.last = b"2"
            return super().__call__(environ, start_response)

    pages = kept(Slow(MARKED), watch)
    assert asked(pages)[2] == b"1"
    assert asked(pages)[2] == b"2"


def test_who_has_the_page_already_is_told_so(watch):
    pages = kept(Site(MARKED), watch)
    tag = asked(pages)[1]["ETag"]
    assert asked(pages, HTTP_IF_NONE_MATCH=tag)[::2] == ("304 Not Modified", b"")
    assert asked(pages, HTTP_IF_NONE_MATCH='"x"')[0] == "200 OK"


@pytest.mark.parametrize(
    "environ",
    [
        {"HTTP_COOKIE": "__ac=x"},
        {"HTTP_COOKIE": "I18N_LANGUAGE=en; statusmessages=x"},
        {"HTTP_AUTHORIZATION": "Basic x"},
        {"QUERY_STRING": "x=1"},
        {"REQUEST_METHOD": "POST"},
        {"HTTP_ACCEPT": "application/json"},
    ],
)
def test_what_is_for_somebody_is_neither_kept_nor_answered_from_there(watch, environ):
    pages = kept(Site(MARKED), watch)
    assert asked(pages, **environ)[2] == b"1"
    assert asked(pages)[2] == b"2"
    status, headers, body = asked(pages, **environ)
    assert body == b"3" and MARK not in headers and "ETag" not in headers


NEVER = ("Cache-Control", "private, no-store")


@pytest.mark.parametrize("headers", [(), (MARKED, ("Set-Cookie", "a=b")), (MARKED, NEVER)])
def test_what_is_not_marked_or_sets_a_cookie_is_not_kept(watch, headers):
    pages = kept(Site(*headers), watch)
    assert [asked(pages)[2] for _ in range(2)] == [b"1", b"2"]


def test_hosts_are_kept_apart_and_not_more_than_there_is_room_for(watch):
    pages = kept(Site(MARKED), watch)
    for number in range(MOST + 5):
        asked(pages, HTTP_HOST=f"{number}.example.org")
    assert len(pages.pages) == MOST
    assert asked(pages, HTTP_HOST="0.example.org")[2] == b"%d" % (MOST + 6)


@pytest.fixture
def site(functional):
    return public_site(functional["portal"])


@pytest.fixture
def visitors(site):
    """Visitors of the site, with kept pages before it."""
    last = site._p_jar.db().lastTransaction
    pages = KeptPages(HTTPExceptionHandler(publish_module), last)
    pipeline = Headers(make_filter({}, beat=0)(pages))

    def visitor(user_id=""):
        someone = Visitor(site, user_id, cookie=bool(user_id))
        someone.pipeline = pipeline
        return someone

    visitor.pages = pages
    return visitor


PUBLIC = [
    "",
    "en",
    SERVICE,
    "en/services/accompaniment",
    "@@partners",
    "en/@@leave-no-trace",
    "@@statistics",
]


@pytest.mark.parametrize("path", PUBLIC)
def test_public_pages_are_kept(visitors, path):
    first, second = (visitors().ask("GET", path, headers=HTML) for _ in range(2))
    assert first.status == second.status == 200 and first.body == second.body
    assert len(visitors.pages.pages) == 1
    assert second.header("Cache-Control") == "public, no-cache"
    assert second.header(MARK) == ""
    etag = {**HTML, "If-None-Match": second.header("ETag")}
    unchanged = visitors().ask("GET", path, headers=etag)
    assert unchanged.status == 304
    # A browser would take it for that of the page that it has kept, which then has no styles.
    assert unchanged.header("Content-Security-Policy") == ""
    assert "style-src" in second.header("Content-Security-Policy")


def test_a_change_is_seen_by_the_next_visitor(site, visitors):
    assert "Pendampingan" in visitors().ask("GET", SERVICE, headers=HTML).text
    site["layanan"]["pendampingan"].title = "Nama baru"
    transaction.commit()
    assert "Nama baru" in visitors().ask("GET", SERVICE, headers=HTML).text
    with api.env.adopt_user(username="head1"):
        workflow = site.portal_workflow
        workflow.doActionFor(site["layanan"]["pendampingan"], "retract", comment="Keliru.")
    transaction.commit()
    # While it is mended nobody is led to the login of staff: whom to call stands there.
    for path, words in ((SERVICE, "sedang diperbarui"), (f"{SERVICE}/view", "tel:129")):
        gone = visitors().ask("GET", path, headers=HTML)
        assert gone.status == 410 and words in gone.text and 'lang="id"' in gone.text
        assert "tel:+62370000000" in gone.text and "bhp-leave" in gone.text
        assert "Nama baru" not in gone.text and "no-store" in gone.header("Cache-Control")
    assert visitors("editor1").ask("GET", SERVICE, headers=HTML).status == 200
    program = visitors().ask("GET", SERVICE, headers={"Accept": "application/json"})
    assert program.status == 410 and "Nama" not in program.text
    with api.env.adopt_user(username="editor1"):
        workflow.doActionFor(site["layanan"]["pendampingan"], "revise")
    transaction.commit()
    assert visitors().ask("GET", SERVICE, headers=HTML).status == 410


@pytest.mark.parametrize("user", ["editor1", "head1", "worker1"])
def test_what_staff_are_shown_is_never_kept(visitors, user):
    for path in PUBLIC:
        assert visitors(user).ask("GET", path, headers=HTML).header("Cache-Control") == (
            "private, no-store"
        )
    assert not visitors.pages.pages


@pytest.mark.parametrize(
    "path", ["login", "@@search?SearchableText=x", "perkara", "nothing", "@@desk", "robots.txt"]
)
def test_nothing_else_is_kept(visitors, path):
    visitors().ask("GET", path, headers=HTML)
    assert not visitors.pages.pages


def test_the_report_form_is_never_kept_and_has_its_other_side(site, visitors):
    for language in ("id", "en"):
        report_site(site, language)
    sides = {"lapor": "en/report", "lapor/kode": "en/report/code"}
    for path, other in {**sides, **{there: here for here, there in sides.items()}}.items():
        page, of_another = (visitors().ask("GET", path, headers=HTML) for _ in range(2))
        # A token is one sending: who was given that of another would be given their code.
        assert hidden(page, "token") != hidden(of_another, "token")
        assert page.header("Cache-Control") == "private, no-store"
        switch = page.text.partition("bhp-tongues")[2].partition("</ul>")[0]
        assert f'href="http://localhost/plone/{other}"' in switch
    assert not visitors.pages.pages
