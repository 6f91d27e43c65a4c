"""The headers of every class of answer, to the letter."""

from baleharum.guard import headers
from baleharum.guard.headers import make_filter
from plone import api
from Products.SiteAccess.VirtualHostMonster import manage_addVirtualHostMonster
from tests.centre import sample_case
from tests.centre import sample_document
from tests.http import Visitor

import pytest
import transaction


ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": (
        "accelerometer=(), autoplay=(), browsing-topics=(), camera=(), "
        "display-capture=(), geolocation=(), gyroscope=(), hid=(), idle-detection=(), "
        "local-fonts=(), magnetometer=(), microphone=(), midi=(), payment=(), "
        "picture-in-picture=(), publickey-credentials-create=(), publickey-credentials-get=(), "
        "screen-wake-lock=(), serial=(), usb=(), xr-spatial-tracking=()"
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Frame-Options": "DENY",
}
REST_OF_PAGE = (
    "style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; "
    "media-src 'self'; connect-src 'self'; manifest-src 'self'; object-src 'none'; "
    "base-uri 'self'; form-action 'self'; frame-ancestors 'none'"
)
PUBLIC = f"default-src 'none'; script-src 'self'; {REST_OF_PAGE}"
#: Handlers and scripts that stand in pages of Plone's own, see headers.HASHES.
OF_PLONE = (
    "'sha256-U2jHzcJroMbkJDy1d+p5YdXgm7A4+XRYRXKoZ2OoPw0=' "
    "'sha256-4ZLCELHk0ytKRi7kePRkxVW/qdSY/iuxJA5oNlQqaiI=' "
    "'sha256-LaXqE58L200e4Qwjjl4rC3SjpbmBbe7dJIYwlUYYeD4=' "
    "'sha256-DW/7b+0FlMqxlwdJLJ3tZ5qpcO7WJvP8gGsDFh0SV7k='"
)
STAFF = (
    "default-src 'none'; "
    f"script-src 'self' 'unsafe-eval' 'unsafe-hashes' {OF_PLONE}; {REST_OF_PAGE}"
)
BARE = "default-src 'none'; base-uri 'none'; frame-ancestors 'none'"
SANDBOX = "sandbox; default-src 'none'"
NO_STORE = "private, no-store"
#: What no answer says.
NEVER = ("X-Powered-By", "Server", "Via", "Strict-Transport-Security")
HTML = {"Accept": "text/html"}
JSON = {"Accept": "application/json"}
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
VHOST = "/VirtualHostBase/https/kasus.example.org:443/plone/VirtualHostRoot"

#: class -> (user, verb, path, headers, status, content policies, Cache-Control of private things)
CLASSES = {
    "page": ("", "GET", "", HTML, 200, [PUBLIC], None),
    "page of staff": ("worker1", "GET", "@@desk", HTML, 200, [STAFF], NO_STORE),
    "login": ("", "GET", "login", HTML, 200, [PUBLIC], NO_STORE),
    "page of a case": ("worker1", "GET", "{case}", HTML, 200, [STAFF], NO_STORE),
    "uniform": ("", "GET", "{case}", HTML, 404, [PUBLIC], NO_STORE),
    "uniform, staff": ("worker3", "GET", "{case}", HTML, 404, [STAFF], NO_STORE),
    "uniform, rest": ("", "GET", "{case}", JSON, 404, [PUBLIC], NO_STORE),
    "not found": ("", "GET", "nothing", HTML, 404, [PUBLIC], NO_STORE),
    "not found, staff": ("worker1", "GET", "nothing", HTML, 404, [STAFF], NO_STORE),
    "not found, rest": ("", "GET", "nothing", JSON, 404, [BARE], NO_STORE),
    "redirect": ("", "GET", "@@desk", HTML, 302, [PUBLIC], NO_STORE),
    "redirect, staff": ("worker1", "GET", "@@desk/", HTML, 200, [STAFF], NO_STORE),
    "static": ("", "GET", "++plone++baleharum/baleharum.css", {}, 200, [BARE], None),
    "static, staff": ("worker1", "GET", "++plone++baleharum/baleharum.js", {}, 200, [BARE], None),
    "picture": ("", "GET", "++plone++bootstrap-icons/lock.svg", {}, 200, [BARE], None),
    "rest": ("", "GET", "", JSON, 200, [BARE], None),
    "rest, staff": ("worker1", "GET", "{case}", JSON, 200, [BARE], NO_STORE),
    "rest, refused": ("", "GET", "@users", JSON, 401, [BARE], NO_STORE),
    "download": ("worker1", "GET", "{case}/d1/@@download/file", {}, 200, [SANDBOX, BARE], NO_STORE),
    "forged": ("worker1", "POST", "{case}/@notes", {**JSON, "Origin": "https://a.example"}, 403,
               [BARE], NO_STORE),
    "options": ("", "OPTIONS", "", JSON, 404, [BARE], None),
    "odd verb": ("", "NONSENSE", "", HTML, 405, [PUBLIC], None),
    "virtual host": ("", "GET", f"{VHOST}/login", HTML, 200, [PUBLIC], NO_STORE),
    "no door": ("", "GET", f"{VHOST}/manage_main", HTML, 404, [PUBLIC], NO_STORE),
}  # fmt: skip


@pytest.fixture
def here(functional):
    """The site behind a virtual host, and the path of a case with a document."""
    portal = functional["portal"]
    with api.env.adopt_roles(["Manager"]):
        manage_addVirtualHostMonster(portal.getPhysicalRoot(), "virtual_hosting")
    case = sample_case(portal["perkara"])
    sample_document(case)
    transaction.commit()
    return portal, f"perkara/{case.getId()}"


@pytest.mark.parametrize("name", CLASSES)
def test_every_class_of_answer_has_exactly_these(here, name):
    portal, case = here
    user, verb, path, sent, status, policies, cache = CLASSES[name]
    visitor = Visitor(portal, user, cookie=bool(user))
    answer = visitor.ask(verb, path.replace("{case}", case), headers=sent)
    assert status in (None, answer.status)
    said: dict[str, list[str]] = {}
    for key, value in answer.headers:
        said.setdefault(key, []).append(value)
    for key, value in ALWAYS.items():
        assert said.get(key) == [value], key
    decides = None if "++" in path else ["Accept, Authorization, Cookie"]
    assert said.get("Vary") == decides
    assert said["Content-Security-Policy"] == policies
    if cache:
        assert said["Cache-Control"] == [cache]
        assert "Expires" not in said
    if not path.startswith("/VirtualHostBase/https"):
        assert not [key for key in NEVER if key in said]
    else:
        assert said["Strict-Transport-Security"] == ["max-age=63072000"]


def test_static_resources_of_staff_may_be_kept(here):
    worker = Visitor(here[0], "worker1", cookie=True)
    assert worker.get("++plone++baleharum/baleharum.css").header("Cache-Control") != NO_STORE


def test_whoever_gets_a_cookie_gets_a_page_that_nobody_keeps(here):
    form = b"__ac_name=worker1&__ac_password=benar-kuda-baterai-9&buttons.login=Log+in"
    answer = Visitor(here[0]).ask("POST", "login", form, FORM)
    assert "Set-Cookie" in dict(answer.headers)
    assert answer.header("Cache-Control") == NO_STORE


def test_an_authorization_counts_as_logged_in(here):
    answer = Visitor(here[0], "worker1").rest("GET", "")
    assert answer.header("Cache-Control") == NO_STORE


def failing(environ, start_response):
    raise KeyError("Baiq Melati")


def page_with_everything(environ, start_response):
    sent = [("Content-Type", "text/html"), ("X-Frame-Options", "SAMEORIGIN"), ("Via", "1.1 x")]
    sent += [("Bobo-Exception-Value", "x"), ("X-Theme-Applied", "true"), ("Server", "x")]
    start_response("200 OK", [*sent, ("Referrer-Policy", "unsafe-url"), ("ETag", "1")])
    return [b""]


def through(application, **environ):
    """Return (status, headers, body) as the filter lets them out."""
    began = []
    body = make_filter({})(application)(
        {"REQUEST_METHOD": "GET", "PATH_INFO": "/", **environ}, lambda *args: began.append(args)
    )
    return began[0][0], began[0][1], b"".join(body)


def test_an_error_that_nothing_answered_leaves_as_a_plain_page(caplog):
    status, sent, body = through(failing)
    assert status.startswith("500")
    assert b"Melati" not in body and b'lang="id"' in body
    assert dict(sent)["Content-Security-Policy"] == PUBLIC
    assert dict(sent)["X-Frame-Options"] == "DENY"
    assert "KeyError" in caplog.text
    assert through(failing, REQUEST_METHOD="HEAD")[2] == b""


def test_what_an_answer_said_of_itself_is_replaced():
    _status, sent, _body = through(page_with_everything)
    names = [name for name, _value in sent]
    assert sorted(set(names)) == sorted(names)
    assert set(names) == {*ALWAYS, "Content-Type", "ETag", "Content-Security-Policy", "Vary"}
    assert dict(sent)["Referrer-Policy"] == "same-origin"


@pytest.mark.parametrize("cookie", ['__ac="x"', "a=b; __ac=x", "__ac=", 'x="\\"; __ac=1'])
def test_a_session_is_seen_whatever_else_a_browser_sends(cookie):
    _status, sent, _body = through(page_with_everything, HTTP_COOKIE=cookie)
    assert dict(sent)["Cache-Control"] == NO_STORE


@pytest.mark.parametrize(
    "environ,secure",
    [
        ({"wsgi.url_scheme": "https"}, True),
        ({"PATH_INFO": f"{VHOST}/x"}, True),
        ({"PATH_INFO": VHOST.replace("https", "http")}, False),
        ({"PATH_INFO": f"/plone{VHOST}"}, False),
        ({"HTTP_X_FORWARDED_PROTO": "https"}, False),
    ],
)
def test_browsers_are_held_to_https_only_where_it_is(environ, secure):
    _status, sent, _body = through(page_with_everything, **environ)
    assert (headers.HSTS in sent) is secure


MANAGEMENT = "manage manage_main manage_access manage_findForm acl_users/manage_main".split()
INNER = "acl_users acl_users/source_users error_log Control_Panel virtual_hosting".split()


@pytest.mark.parametrize("name", [*MANAGEMENT, *INNER, "perkara/manage_main", "@@manage_main"])
@pytest.mark.parametrize("user", ["", "siteadmin"])
def test_the_public_address_has_no_door_to_the_management(here, name, user):
    visitor = Visitor(here[0], user, "correct horse battery")
    answer = visitor.get(f"{VHOST}/{name}")
    assert (answer.status, answer.body) == (404, headers.NO_DOOR[1])


@pytest.mark.parametrize("verb", ["GET", "HEAD", "POST", "PATCH", "DELETE", "PROPFIND"])
@pytest.mark.parametrize("path", ["", "perkara/", "perkara/BH-2026-00001/", "++api++/", "@search/"])
def test_a_path_that_is_no_text_is_not_there(here, caplog, verb, path):
    for broken in ("x%ff", "%c3", "%ed%a0%80"):
        answer = Visitor(here[0]).ask(verb, f"{path}{broken}")
        body = b"" if verb == "HEAD" else headers.NO_DOOR[1]
        assert (answer.status, answer.body) == (404, body)
    assert not caplog.records


def test_the_machine_itself_has_one_and_it_may_be_framed(here):
    admin = Visitor(here[0], "siteadmin", "correct horse battery")
    answer = admin.get("acl_users/manage_main", Accept="text/html")
    assert answer.status == 200
    assert answer.header("X-Frame-Options") == "SAMEORIGIN"
    assert "frame-ancestors 'self'" in answer.header("Content-Security-Policy")
    assert (
        "'unsafe-inline'" not in admin.get("manage-portlets").header("Content-Security-Policy")[:60]
    )


@pytest.mark.parametrize(
    "name", ["login", "@@manage-portlets", "acl_users/credentials_cookie_auth/require_login"]
)
def test_doors_of_people_stay_open_behind_a_virtual_host(here, name):
    assert Visitor(here[0]).get(f"{VHOST}/{name}", Accept="text/html").status != 404
