"""Somebody in front of a screen: a browser window that remembers what must never happen there."""

from playwright.sync_api import Browser
from playwright.sync_api import BrowserContext
from playwright.sync_api import Page
from tests.browser.sharing import Centre
from urllib.parse import urlsplit

import json


LOCALES = {"id": "id-ID", "en": "en-GB"}
PARTS_OF_A_PAGE = ("document", "script", "stylesheet", "image", "font")


class Visit:
    """One person, one language, one width; `page` is their window.

    `trouble` collects errors of scripts, parts of a page that are missing, answers with a
    server's error, requests to other hosts, and tokens in addresses, where logs keep them.
    """

    def __init__(self, browser: Browser, centre: Centre, language: str, width: int, state=None):
        self.centre = centre
        self.language = language
        self.trouble: list[str] = []
        self.context: BrowserContext = browser.new_context(
            viewport={"width": width, "height": 900},
            locale=LOCALES[language],
            timezone_id="Asia/Makassar",
            storage_state=state,
            reduced_motion="reduce",
        )
        self.context.set_default_timeout(30_000)
        choice = {"name": "I18N_LANGUAGE", "value": language, "url": centre.address}
        self.context.add_cookies([choice])
        self.page: Page = self.context.new_page()
        self._watch(self.page)

    def _watch(self, page: Page) -> None:
        page.on("pageerror", lambda error: self.trouble.append(f"script: {error}"))
        page.on("console", self._said)
        page.on("request", self._asked)
        page.on("response", self._answered)

    def _said(self, message) -> None:
        # What could not be loaded is judged where the answer comes in.
        if message.type == "error" and "Failed to load resource" not in message.text:
            self.trouble.append(f"console: {message.text}")

    def _asked(self, request) -> None:
        here = urlsplit(self.centre.address).netloc
        if urlsplit(request.url).netloc not in ("", here):
            self.trouble.append(f"asks another host: {request.url}")
        if "_authenticator=" in request.url:
            self.trouble.append(f"token in an address: {request.url}")

    def _answered(self, response) -> None:
        kind = response.request.resource_type
        limit = 400 if kind in PARTS_OF_A_PAGE and kind != "document" else 500
        if response.status >= limit:
            self.trouble.append(f"{response.status}: {response.url}")

    def log_in(self, user: str) -> None:
        """Log in through the form, as a person does."""
        assert self.go("/login") == 200
        self.page.fill("#__ac_name", user)
        self.page.fill("#__ac_password", self.centre.password)
        self.page.press("#__ac_password", "Enter")
        self.page.wait_for_url("**/@@desk")

    def go(self, path: str) -> int:
        """Open a page of the site, or a whole address; returns the status of the answer."""
        address = path if path.startswith("http") else self.centre.address + path
        return self.page.goto(address).status

    def ask(self, method: str, path: str, **data) -> dict:
        """Ask the REST API as this person; raises AssertionError unless it agrees."""
        address = path if path.startswith("http") else self.centre.address + path
        headers = {"Accept": "application/json", "Content-Type": "application/json"}
        body = json.dumps(data) if data else None
        answer = self.context.request.fetch(address, method=method, headers=headers, data=body)
        assert answer.ok, f"{method} {path}: {answer.status} {answer.text()[:400]}"
        return json.loads(answer.text() or "{}")
