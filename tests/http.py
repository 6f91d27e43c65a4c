"""Requests to the test site through the same WSGI pipeline that a real site has."""

from AccessControl.SecurityManagement import getSecurityManager
from AccessControl.SecurityManagement import setSecurityManager
from baleharum.guard.headers import Headers
from baleharum.guard.uniform import make_filter
from baleharum.intake.report.limit import Limit
from base64 import b64encode
from dataclasses import dataclass
from http.cookies import SimpleCookie
from io import BytesIO
from tests.centre import PASSWORD
from urllib.parse import unquote
from urllib.parse import urlencode
from zope.component.hooks import getSite
from zope.component.hooks import setSite
from ZPublisher.httpexceptions import HTTPExceptionHandler
from ZPublisher.WSGIPublisher import publish_module

import json
import re


HOST = "localhost"

#: Outermost first: headers, limit, guard, the pages for errors, the publisher. See profiles/base.cfg.
PIPELINE = Headers(Limit(make_filter({}, beat=0)(HTTPExceptionHandler(publish_module))))

TOKEN = re.compile(rb'name="_authenticator"\s+(?:type="hidden"\s+)?value="([0-9a-f]+)"')


@dataclass(frozen=True)
class Answer:
    """What came back: status as a number, headers in the order sent, the whole body."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes

    def header(self, name: str) -> str:
        """Return a header, '' where it was not sent."""
        return next((v for k, v in self.headers if k.lower() == name.lower()), "")

    def json(self):
        """Return the body as JSON."""
        return json.loads(self.body)

    @property
    def text(self) -> str:
        """The body as text."""
        return self.body.decode("utf-8", "replace")


class Visitor:
    """A browser or program that speaks to the site as one person, or as nobody."""

    def __init__(self, site, user_id: str = "", password: str = PASSWORD, *, cookie=False):
        self.site_id = site.getId()
        #: What answers; a test puts something between the visitor and the site.
        self.pipeline = PIPELINE
        #: Called after each request, so that who asked sees what was committed. A thread that
        #: does not own the connection of the site sets it to None.
        self.look_again = site._p_jar.sync
        self.cookies: dict[str, str] = {}
        self.authorization = ""
        if user_id and cookie:
            self._log_in(user_id, password)
        elif user_id:
            pair = b64encode(f"{user_id}:{password}".encode()).decode()
            self.authorization = f"Basic {pair}"

    def _log_in(self, user_id, password):
        """Log in through the form, as people do."""
        form = {"__ac_name": user_id, "__ac_password": password, "buttons.login": "Log in"}
        answer = self.post("login", form)
        assert "__ac" in self.cookies, f"{user_id} could not log in: {answer.status}"

    def get(self, path: str, **headers) -> Answer:
        """GET a path below the site."""
        return self.ask("GET", path, headers=headers)

    def post(self, path: str, form: dict) -> Answer:
        """POST a form to a path below the site."""
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        return self.ask("POST", path, urlencode(form, doseq=True).encode(), kind)

    def rest(self, method: str, path: str, data=None) -> Answer:
        """Call a REST service, see plone.restapi."""
        headers = {"Accept": "application/json"}
        body = b""
        if data is not None:
            headers["Content-Type"] = "application/json"
            body = json.dumps(data).encode()
        return self.ask(method, path, body, headers)

    def authenticator(self, path: str) -> str:
        """Return the token against forged requests from a page that this person may open."""
        found = TOKEN.search(self.get(path).body)
        return found.group(1).decode() if found else ""

    def ask(self, method: str, path: str, body: bytes = b"", headers=None) -> Answer:
        """Send one request and return the answer; each runs in a transaction of its own."""
        environ = self._environ(method, path, body, headers or {})
        began: list[tuple] = []

        def start_response(status, sent, exc_info=None):
            began[:] = [(status, sent)]
            return lambda data: None

        manager, site = getSecurityManager(), getSite()
        try:
            chunks = self.pipeline(environ, start_response)
            whole = b"".join(chunks)
            if hasattr(chunks, "close"):
                chunks.close()
        finally:
            setSecurityManager(manager)
            setSite(site)
        if self.look_again is not None:
            self.look_again()
        status, sent = began[0]
        self._keep_cookies(sent)
        return Answer(int(status.split()[0]), tuple(sent), whole)

    def _environ(self, method, path, body, headers):
        path, _, query = path.partition("?")
        if not path.startswith("/"):
            path = f"/{self.site_id}/{path}".rstrip("/")
        environ = {
            "REQUEST_METHOD": method,
            "SCRIPT_NAME": "",
            "PATH_INFO": unquote(path, "latin-1"),
            "QUERY_STRING": query,
            "SERVER_NAME": HOST,
            "SERVER_PORT": "80",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "REMOTE_ADDR": "127.0.0.1",
            "wsgi.version": (1, 0),
            "wsgi.url_scheme": "http",
            "wsgi.input": BytesIO(body),
            "wsgi.errors": BytesIO(),
            "wsgi.multithread": False,
            "wsgi.multiprocess": False,
            "wsgi.run_once": False,
            "CONTENT_LENGTH": str(len(body)),
            "HTTP_HOST": HOST,
        }
        for name, value in headers.items():
            key = name.upper().replace("-", "_")
            environ[key if key == "CONTENT_TYPE" else f"HTTP_{key}"] = value
        if self.authorization:
            environ["HTTP_AUTHORIZATION"] = self.authorization
        if self.cookies:
            environ["HTTP_COOKIE"] = "; ".join(f"{k}={v}" for k, v in self.cookies.items())
        return environ

    def _keep_cookies(self, headers):
        for name, value in headers:
            if name.lower() == "set-cookie":
                for key, morsel in SimpleCookie(value).items():
                    self.cookies[key] = f'"{morsel.value}"'
