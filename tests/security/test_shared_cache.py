"""Case 61: behind a shared cache nobody is given what was shown to somebody else."""

from baleharum.guard.uniform import page
from tests.http import Answer
from tests.http import PIPELINE
from tests.http import Visitor
from tests.shared_cache import may_store
from tests.shared_cache import SharedCache
from tests.shared_cache import Stored

import pytest


GONE = page("http://localhost/plone/login")
HTML, JSON = {"Accept": "text/html"}, {"Accept": "application/json"}

#: What lies in a register: pages, files, pictures, redirects, gaps, errors, services.
INSIDE = """
perkara perkara/ perkara/@@find perkara/@@export perkara/@@staff perkara/@@alarms perkara/nonexist
{c} {c}/ {c}/edit {c}/@@documents {c}/@@people {c}/@@notes {c}/@@team {c}/@@timeline {c}/@@access-log
{c}/nonexist {c}/@@nonexist {c}/manage_main {c}/require_login {c}/resolveuid/{uid} {c}/@@change-state
{d} {d}/view {d}/@@download/file {d}/@@display-file/file {d}/@@page-image/1 {d}/@@images/file/thumb
{d}/@@images {d}/nonexist {c}/@@find?SearchableText=berkas
""".split()
SERVICES = """
perkara perkara/@cases perkara/@find perkara/@alarms {c} {c}/@documents {c}/@people {c}/@team
{c}/@timeline {c}/@access-log {c}/@nonexist {d} {d}/@versions {d}/@preview ++api++/{c} ++api++/{d}
""".split()
#: What is about a person or their login, and what finds things in a register.
PERSONAL = """
@@desk @@my-login @@second-factor @@step-up @@security-check @@personal-information @@session-left
login login?came_from=/perkara @@login_form @@failsafe_login login-step logout @@logged-out
@@require_login acl_users/credentials_cookie_auth/require_login passwordreset
passwordreset/0123456789abcdef @@mail_password_form @@insufficient-privileges resolveuid/{uid}
@@redirect-to-uuid/{uid}
""".split()
PERSONAL_SERVICES = "@desk @users/worker1 @users @nonexist resolveuid/{uid}".split()
#: Whoever comes after the team: nobody, a member, somebody let go, a colleague of another case.
LATER = {"A": "", "M": "operator1", "X": "advocate2", "C": "worker4"}


@pytest.fixture
def asked(realm):
    """Returns how to ask as somebody with a session, through a cache or past it.

    People log in past the cache: what the login says is tried below.
    """
    kept = {}

    def ask(user_id, path, headers, cache=None, verb="GET") -> Answer:
        if user_id not in kept:
            kept[user_id] = Visitor(realm.portal, user_id, cookie=bool(user_id))
        visitor = kept[user_id]
        visitor.pipeline = cache or PIPELINE
        if not user_id:
            visitor.cookies.clear()
        return visitor.ask(verb, realm.fill(path), headers=headers)

    return ask


def kinds(pages, services):
    """Return (path, headers) of pages and services."""
    return [(path, HTML) for path in pages] + [(path, JSON) for path in services]


def test_case_61_nothing_of_a_register_is_kept(asked):
    cache = SharedCache(PIPELINE)
    for path, headers in kinds(INSIDE, SERVICES):
        for user_id in ("worker1", ""):
            asked(user_id, path, headers, cache)
            asked(user_id, path, {**headers, "Range": "bytes=0-9"}, cache)
            asked(user_id, path, headers, cache, "HEAD")
            assert cache.store == {}, (user_id, path)


@pytest.mark.parametrize("letter", LATER)
def test_case_61_who_comes_later_gets_their_own_answer(asked, letter):
    cache = SharedCache(PIPELINE)
    for path, headers in kinds(INSIDE, SERVICES):
        asked("worker1", path, headers, cache)
        # Staff see the register itself and the cases that they are assigned to.
        if letter != "A" and "{" not in path:
            continue
        answer = asked(LATER[letter], path, headers, cache)
        assert (answer.status, answer.body) == (404, GONE), (letter, path)
    assert cache.hits == []


def test_case_61_nothing_personal_is_kept(asked):
    kept = []
    for path, headers in kinds(PERSONAL, PERSONAL_SERVICES):
        # Logging out ends the session: it is asked by nobody alone.
        for user_id in ("",) if "log" in path and "out" in path else ("worker1", ""):
            cache = SharedCache(PIPELINE)
            asked(user_id, path, headers, cache)
            kept += [(user_id, path)] if cache.store else []
    assert kept == []


def test_case_61_the_answer_to_a_login_is_not_kept(realm):
    cache = SharedCache(PIPELINE)
    visitor = Visitor(realm.portal)
    visitor.pipeline = cache
    for password in ("salah-salah-salah", "benar-kuda-baterai-9"):
        form = {"__ac_name": "worker1", "__ac_password": password, "buttons.login": "Log in"}
        visitor.post("login", form)
    assert "__ac" in visitor.cookies
    visitor.get("", **HTML)
    visitor.rest("POST", "@login", {"login": "worker1", "password": "benar-kuda-baterai-9"})
    assert cache.store == {}


def test_case_61_what_was_kept_for_strangers_is_for_strangers(asked):
    """A public answer may be kept; staff are not shown it in place of theirs."""
    cache = SharedCache(PIPELINE)
    for path, headers in kinds(["@@sitemap"], ["", "@search?portal_type=Case", "@actions"]):
        stranger = asked("", path, headers, cache)
        hits = len(cache.hits)
        assert asked("", path, headers, cache).body == stranger.body
        known = asked("worker1", path, headers, cache)
        assert "no-store" in known.header("Cache-Control"), path
        assert len(cache.hits) - hits <= 1
    assert cache.hits
    assert asked("", "", HTML, cache).header("Content-Type").startswith("text/html")
    assert asked("", "", JSON, cache).header("Content-Type").startswith("application/json")


class TestTheCacheItself:
    """It would keep and hand on what may be kept: without this the tests above say nothing."""

    def test_static_things_are_kept_and_given_to_the_next(self, asked):
        cache = SharedCache(PIPELINE)
        path = "++plone++baleharum/baleharum.css"
        first = asked("worker1", path, {}, cache)
        assert first.status == 200
        assert asked("", path, {}, cache).body == first.body
        assert len(cache.hits) == 1

    def test_a_register_that_forgot_to_say_it_would_leak(self, asked):
        def forgetful(environ, start_response):
            def start(status, headers, exc_info=None):
                said = ("cache-control", "vary", "expires")
                kept = [(k, v) for k, v in headers if k.lower() not in said]
                return start_response(status, kept)

            return PIPELINE(environ, start)

        cache = SharedCache(forgetful)
        mine = asked("worker1", "{c}", HTML, cache)
        assert mine.status == 200
        assert asked("", "{c}", HTML, cache).body == mine.body

    @pytest.mark.parametrize(
        "said,status,authorized,kept",
        [
            ("", 200, False, True),
            ("", 404, False, True),
            ("", 302, False, False),
            ("max-age=9", 302, False, True),
            ("no-store", 200, False, False),
            ("private", 200, False, False),
            ('private="set-cookie"', 200, False, True),
            ("no-cache", 200, False, True),
            ("", 200, True, False),
            ("public", 200, True, True),
        ],
    )
    def test_what_may_be_kept(self, said, status, authorized, kept):
        environ = {"REQUEST_METHOD": "GET"}
        if authorized:
            environ["HTTP_AUTHORIZATION"] = "Basic x"
        answer = Stored(f"{status} x", (("Cache-Control", said),), b"", ())
        assert may_store(environ, answer) is kept
