"""Photographs every kind of page in both languages, on a desktop and on a telephone.

    screenshots.py [--site ADDRESS] [KIND…]

Without --site a fresh centre is served for it; with it, the accounts of that demo have the
password in BALEHARUM_DEMO_PASSWORD. Pictures go to screenshots/ (see pages.py for the kinds);
those of them that the manual shows also to docs/pictures/.
"""

from argparse import ArgumentParser
from chromium import find
from chromium import REMEDY
from collections.abc import Iterator
from contextlib import contextmanager
from environment import say
from io import BytesIO
from pages import find_cases
from pages import Kind
from pages import KINDS
from pathlib import Path
from PIL import Image
from playwright.sync_api import Browser
from playwright.sync_api import BrowserContext
from playwright.sync_api import Page
from playwright.sync_api import sync_playwright
from processes import stop_by_signals
from processes import Stopped
from trial_site import trial_site
from trouble import ROOT
from trouble import Trouble

import os
import secrets
import sys
import tempfile


LOCALES = {"id": "id-ID", "en": "en-GB"}
WIDTHS = (1440, 360)
#: Of public pages, which are read on tablets, too.
PUBLIC_WIDTHS = (1440, 768, 360)
#: Language -> form, and page for those who come back; what a trial report says.
REPORTS = {"id": ("/lapor", "/lapor/kode"), "en": ("/en/report", "/en/report/code")}
TRIAL = {"id": "Laporan percobaan untuk gambar.", "en": "A trial report for pictures."}
#: Name by which the pages behind the form are asked for; milliseconds that the form waits for.
BEHIND_THE_FORM, READ_FORM = "report-behind", 4_500
SHOTS = ROOT / "screenshots"
PICTURES = ROOT / "docs" / "pictures"
#: How the jobs begin that wait for ever in a centre without a mail server.
MAIL = "Surel"
#: Picture of the manual -> kind of page, width, height.
MANUAL = {
    "case": ("case", 1100, 860),
    "desk": ("desk", 1100, 760),
    "register": ("register-all", 1100, 760),
    "documents": ("documents", 1100, 860),
    "phone": ("case", 360, 740),
    "consent": ("consent", 1440, 900),
    "consent-phone": ("consent", 360, 740),
    "letter": ("referral", 1440, 900),
    "letter-phone": ("referral", 360, 740),
    "plan": ("plan", 1440, 900),
    "plan-phone": ("plan", 360, 740),
}
LARGEST = 150_000
#: The worker reads some hundred documents of the demo first.
READ_WITHIN = 600


class Photographer:
    """Visits pages of one site as the people whose pages they are."""

    def __init__(self, browser: Browser, site: str, password: str) -> None:
        self.browser, self.site, self.password = browser, site, password
        self.sessions: dict[str, dict] = {}
        self.cases: dict[str, str] = {}

    @contextmanager
    def window(self, owner: str, language: str, width: int, height: int = 900) -> Iterator[Page]:
        """Open a window of somebody who is logged in."""
        if owner and owner not in self.sessions:
            self._log_in(owner)
        context = self.browser.new_context(
            viewport={"width": width, "height": height},
            locale=LOCALES[language],
            timezone_id="Asia/Makassar",
            storage_state=self.sessions.get(owner),
            reduced_motion="reduce",
        )
        self._speak(context, language)
        yield context.new_page()
        context.close()

    def _speak(self, context: BrowserContext, language: str) -> None:
        choice = {"name": "I18N_LANGUAGE", "value": language, "url": self.site}
        context.add_cookies([choice])

    def _log_in(self, owner: str) -> None:
        context = self.browser.new_context()
        page = context.new_page()
        page.goto(f"{self.site}/login")
        page.fill("#__ac_name", owner)
        page.fill("#__ac_password", self.password)
        page.press("#__ac_password", "Enter")
        page.wait_for_url("**/@@desk")
        self.sessions[owner] = context.storage_state()
        context.close()

    def find_cases(self) -> None:
        """Look up the addresses of the cases that the pages need."""
        with self.window("worker1", "id", 1440) as page:
            self.cases = find_cases(page, self.site)

    def address(self, kind: Kind) -> str:
        """Return the address of a kind of page."""
        return self.site + kind.path.format(**self.cases)

    def wait_for_worker(self) -> None:
        """Wait until the worker has read the documents, so that they can be found."""
        with self.window("admin", "id", 1440) as page:
            for _ in range(READ_WITHIN // 2):
                page.goto(f"{self.site}/@@jobs?state=waiting")
                if not page.locator("main tbody tr").filter(has_not_text=MAIL).count():
                    return
                page.wait_for_timeout(2000)
        raise Trouble("The worker did not read the demo's documents: see its log for why.")

    def shoot_kind(self, kind: Kind) -> None:
        """Keep the pictures of a kind of page: in its languages, and in all widths."""
        for language in (kind.language,) if kind.public else LOCALES:
            for width in PUBLIC_WIDTHS if kind.public else WIDTHS:
                self.shoot(kind, language, width)

    def shoot(self, kind: Kind, language: str, width: int) -> None:
        """Keep a picture of the whole page."""
        with self.window(kind.owner, language, width) as page:
            page.goto(self.address(kind), wait_until="networkidle")
            page.screenshot(path=SHOTS / f"{kind.name}-{language}-{width}.png", full_page=True)

    def shoot_report(self, language: str) -> None:
        """Keep pictures of the pages behind the form, which are the answers to something sent: a
        trial report is sent for them, and its code typed."""
        form, code_page = REPORTS[language]
        with self.window("", language, PUBLIC_WIDTHS[0]) as page:
            page.goto(self.site + form, wait_until="networkidle")
            page.fill("#form-widgets-narrative", TRIAL[language])
            page.wait_for_timeout(READ_FORM)
            page.click("#report-form button[name=send]")
            code = page.locator("#report-code").inner_text()
            self._shoot_all(page, f"report-sent-{language}")
            page.goto(self.site + code_page)
            page.fill("#report-code", code)
            page.press("#report-code", "Enter")
            page.wait_for_selector("#message-form")
            self._shoot_all(page, f"report-messages-{language}")

    @staticmethod
    def _shoot_all(page: Page, name: str) -> None:
        for width in PUBLIC_WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            page.screenshot(path=SHOTS / f"{name}-{width}.png", full_page=True)

    def picture(self, name: str) -> None:
        """Keep a small picture for the manual. Raises Trouble when it is not small."""
        kind_name, width, height = MANUAL[name]
        kind = next(kind for kind in KINDS if kind.name == kind_name)
        with self.window(kind.owner, "en", width, height) as page:
            page.goto(self.address(kind), wait_until="networkidle")
            image = Image.open(BytesIO(page.screenshot())).convert("RGB")
        target = PICTURES / f"{name}.png"
        image.quantize(96, dither=Image.Dither.NONE).save(target, optimize=True)
        if target.stat().st_size > LARGEST:
            raise Trouble(f"{target} is larger than {LARGEST} bytes: show less of the page.")


def photograph(site: str, password: str, kinds: list[str]) -> None:
    """Take the pictures of the named kinds, or of all, with those of them in the manual."""
    path = find()
    if path is None:
        raise Trouble(REMEDY)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=path, args=["--no-sandbox", "--disable-gpu"]
        )
        photographer = Photographer(browser, site, password)
        photographer.find_cases()
        say("Waiting until the worker has read the documents")
        photographer.wait_for_worker()
        take(photographer, kinds)
        browser.close()


def take(photographer: Photographer, kinds: list[str]) -> None:
    """Take the pictures of the named kinds, or of all."""
    for kind in (each for each in KINDS if not kinds or each.name in kinds):
        say(f"  {kind.name}")
        photographer.shoot_kind(kind)
    if not kinds or BEHIND_THE_FORM in kinds:
        for language in REPORTS:
            photographer.shoot_report(language)
    for name, (kind_name, _width, _height) in MANUAL.items():
        if not kinds or kind_name in kinds:
            photographer.picture(name)


def main(argv: list[str]) -> int:
    """Take the pictures that the arguments ask for."""
    parser = ArgumentParser()
    parser.add_argument("--site", default="")
    parser.add_argument(
        "kinds", nargs="*", choices=[[], BEHIND_THE_FORM, *(kind.name for kind in KINDS)]
    )
    asked = parser.parse_args(argv)
    for folder in (SHOTS, PICTURES):
        folder.mkdir(parents=True, exist_ok=True)
    stop_by_signals()
    try:
        if asked.site:
            photograph(asked.site, os.environ["BALEHARUM_DEMO_PASSWORD"], asked.kinds)
            return 0
        password = secrets.token_urlsafe(12)
        with tempfile.TemporaryDirectory(prefix="baleharum-") as folder:
            say("Making and starting a centre")
            with trial_site(Path(folder), password) as site:
                photograph(site, password, asked.kinds)
    except Stopped:
        return 1
    except Trouble as trouble:
        print(trouble, file=sys.stderr)
        return 1
    print(f"Pictures of {SHOTS.name}/ and docs/{PICTURES.name}/ are new: look at them.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
