"""What the tests of logins through a provider share: the provider, and a person with a browser."""

from contextlib import contextmanager
from pathlib import Path
from plone.app.testing import applyProfile
from tests.centre import PASSWORD
from tests.http import Visitor
from urllib.parse import parse_qsl
from urllib.parse import quote
from urllib.parse import urljoin
from urllib.parse import urlsplit

import html
import re
import requests
import subprocess
import sys
import transaction


ROOT = Path(__file__).parent.parent
#: Whom the provider knows; the last has no account in the centre.
PEOPLE = ("worker1", "worker2", "operator1", "orang-luar")
#: Where a `tests.http.Visitor` finds the site.
SITE = "http://localhost/plone"
STEP = f"{SITE}/@@login-step"
LOGIN = f"{SITE}/login"
HIDDEN = re.compile(r'<input type="hidden" name="(\w+)"[^>]* value="([^"]*)"')


@contextmanager
def running_provider():
    """Serve a provider; gives its address."""
    command = [sys.executable, "-m", "tests.provider", *PEOPLE]
    with subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        yield process.stdout.readline().strip()
        process.stdin.close()
        process.wait(timeout=30)


def register(issuer: str, site_url: str) -> dict[str, str]:
    """Make a client of the provider, as its administrator does; returns its id and secret."""
    about = {
        "client_name": "baleharum",
        "client_uri": "http://localhost",
        "redirect_uris": [f"{site_url}/oidc-callback"],
        "grant_types": ["authorization_code"],
        "response_types": ["code"],
        "scope": "openid profile email",
        "token_endpoint_auth_method": "client_secret_basic",
    }
    answer = requests.post(f"{issuer}/oauth/register", json=about, timeout=30)
    assert answer.status_code == 201, answer.text
    return {name: answer.json()[name] for name in ("client_id", "client_secret")}


def set_up_provider(site, issuer: str, **settings) -> None:
    """Install the add-on and give it the client, as docs/operations.md says."""
    applyProfile(site, "pas.plugins.oidc:default")
    client = register(issuer, SITE)
    change(site, issuer=issuer, **client, **settings)


def change(site, **settings) -> None:
    """Change settings of the provider."""
    for name, value in settings.items():
        setattr(site.acl_users.oidc, name, value)
    transaction.commit()


def bend(issuer: str, how: str = "", **claims) -> None:
    """Let the provider's next ID tokens be wrong; without arguments they are right again."""
    wanted = {"how": how, "claims": claims} if how or claims else {}
    requests.post(f"{issuer}/bend", json=wanted, timeout=30)


class Person:
    """Somebody at the pages of the provider, with a browser of their own."""

    def __init__(self):
        self.browser = requests.Session()

    def log_in(self, address: str, user_id: str, password: str = PASSWORD) -> str:
        """Open a page of the provider and do what it asks; returns where it sends the browser."""
        answer = self.browser.get(address, allow_redirects=False, timeout=30)
        for _page in range(10):
            if answer.is_redirect:
                there = urljoin(answer.url, answer.headers["Location"])
                if urlsplit(there).netloc != urlsplit(address).netloc:
                    return there
                answer = self.browser.get(there, allow_redirects=False, timeout=30)
                continue
            answer = self._answer(answer, user_id, password)
        raise AssertionError(f"the provider still asks: {answer.url}")

    def _answer(self, answer, user_id, password):
        assert answer.status_code == 200, answer.text
        form = dict(HIDDEN.findall(answer.text))
        form.update({"login": user_id, "password": password})
        return self.browser.post(answer.url, html_free(form), allow_redirects=False, timeout=30)


def html_free(form: dict) -> dict:
    """Return what a form sends of what its page shows."""
    return {name: html.unescape(value) for name, value in form.items()}


def begin(visitor: Visitor, came_from: str = "") -> str:
    """Press the button of the login page; returns where the browser is sent."""
    answer = visitor.get(f"oidc-login?came_from={quote(came_from)}")
    assert answer.status == 302
    return answer.header("Location")


def come_back(visitor: Visitor, address: str):
    """Follow the provider back into the site; returns the answer of its callback."""
    parts = urlsplit(address)
    return visitor.get(f"{parts.path}?{parts.query}")


def arrive(visitor: Visitor, user_id: str, came_from: str = ""):
    """Log in at the provider and come back; returns the answer of the callback."""
    return come_back(visitor, Person().log_in(begin(visitor, came_from), user_id))


def come_in(visitor: Visitor, user_id: str, came_from: str = ""):
    """Log in at the provider, come back and take the next step; returns its answer."""
    answer = arrive(visitor, user_id, came_from)
    assert answer.header("Location") == STEP, answer.header("Location")
    return visitor.get("@@login-step")


def query_of(address: str) -> dict[str, str]:
    """Return the parameters of an address."""
    return dict(parse_qsl(urlsplit(address).query))
