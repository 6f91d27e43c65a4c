"""An administrator sets a provider up; people come in through it, as a browser keeps cookies."""

from base64 import b64encode
from contextlib import contextmanager
from pathlib import Path
from playwright.sync_api import expect
from plone.app.testing import SITE_OWNER_NAME
from plone.app.testing import SITE_OWNER_PASSWORD
from tests.centre import PASSWORD
from tests.oidc import register
from tests.oidc import running_provider

import json
import pytest
import subprocess
import sys


ROOT = Path(__file__).parent.parent.parent


@contextmanager
def served_centre():
    """Serve the test centre over HTTP; gives its address."""
    command = [sys.executable, "-m", "tests.serving"]
    with subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        # The provider is at 127.0.0.1: for a browser that is another site than this.
        yield f"http://localhost:{json.loads(process.stdout.readline())['port']}/plone"
        process.stdin.close()
        process.wait(timeout=30)


def set_up(chromium, site, issuer) -> None:
    """Do what docs/operations.md asks of an administrator."""
    pair = f"{SITE_OWNER_NAME}:{SITE_OWNER_PASSWORD}".encode()
    keys = {"Authorization": f"Basic {b64encode(pair).decode()}", "Accept-Language": "en"}
    context = chromium.new_context(extra_http_headers=keys)
    page = context.new_page()
    page.goto(f"{site}/prefs_install_products_form")
    page.locator("form:has([value='pas.plugins.oidc']) [type=submit]").click()
    client = register(issuer, site)
    page.goto(f"{site}/@@oidc-controlpanel")
    page.fill("#form-widgets-issuer", issuer)
    page.fill("#form-widgets-client_id", client["client_id"])
    page.fill("#form-widgets-client_secret", client["client_secret"])
    page.click("#form-buttons-save")
    expect(page.locator("#form-widgets-issuer")).to_have_value(issuer)
    context.close()


@pytest.fixture(scope="module")
def site(chromium):
    """The address of a centre in which people may log in through a provider."""
    with served_centre() as site, running_provider() as issuer:
        set_up(chromium, site, issuer)
        yield site


@pytest.fixture
def page(chromium):
    """A page of a browser that nobody has used."""
    context = chromium.new_context(locale="id")
    yield context.new_page()
    context.close()


def log_in(page, site, user_id, path=""):
    """Press the button, and answer the provider."""
    page.goto(f"{site}/login?came_from={site}{path}")
    page.click(".bh-other-door")
    page.fill("#login", user_id)
    page.press("#login", "Enter")
    page.fill("#password", PASSWORD)
    page.press("#password", "Enter")


def test_a_person_comes_in_where_they_wanted_to_and_leaves(page, site):
    log_in(page, site, "worker1", "/perkara")
    page.wait_for_url(f"{site}/perkara")
    page.goto(f"{site}/@@my-login")
    expect(page.locator("#my-sessions li")).to_have_count(1)
    page.goto(f"{site}/logout")
    page.goto(f"{site}/@@my-login")
    expect(page.locator("#my-sessions")).to_have_count(0)
    # The provider still knows the browser, and asks for the password all the same.
    page.goto(f"{site}/login")
    page.click(".bh-other-door")
    expect(page.locator("#password")).to_be_visible()


def test_a_stranger_stays_outside(page, site):
    log_in(page, site, "orang-luar")
    page.wait_for_url(f"{site}/login")
    expect(page.locator(".portalMessage, .alert-danger").first).to_be_visible()
    page.goto(f"{site}/@@my-login")
    expect(page.locator("#my-sessions")).to_have_count(0)
