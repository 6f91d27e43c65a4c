"""What holds of every page: it fits a telephone, speaks one language, is open to all, stays at home."""

from axe_playwright_python.sync_playwright import Axe
from gettext import GNUTranslations
from itertools import cycle
from pages import find_cases
from pages import Kind
from pages import KINDS
from pathlib import Path
from playwright.sync_api import expect

import baleharum
import pytest
import re


LOCALES = Path(baleharum.__file__).parent / "locales"
#: Levels A and AA of WCAG 2.1; what is merely advised is not asked for.
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"], "resultTypes": ["violations"]}
GRAVE = ("serious", "critical")
#: Parts that Plone brings along: the toolbar of who builds the site, the choice of several terms.
PLONES_OWN = ["#edit-zone", ".select2-container"]
MISSING = "missing"
#: Each keeps six connections, and the server has a hundred.
OPEN_WINDOWS = 3

#: Scripts in the page itself, attributes that are scripts, links that are scripts.
INLINE_SCRIPTS = """() => [
    ...[...document.scripts]
        .filter((script) => !script.src && !/json/.test(script.type))
        .map((script) => script.outerHTML.slice(0, 200)),
    ...[...document.querySelectorAll("*")]
        .flatMap((element) => [...element.attributes]
            .filter(({name, value}) => /^on/.test(name) || /^\\s*javascript:/i.test(value))
            .map(({name, value}) => `${element.tagName} ${name}=${value}`)),
]"""

#: What reaches beyond the right edge: where a page that scrolls sideways is to be mended.
BEYOND = """(width) => [...document.body.querySelectorAll("*")]
    .filter((element) => element.getBoundingClientRect().right > width + 1)
    .map((element) => element.outerHTML.replace(/\\s+/g, " ").slice(0, 200))
    .slice(-5)"""

#: All that is read out or seen: texts, and the attributes that are words for somebody.
WORDS = """() => {
    const found = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const parent = node.parentElement.closest("script, style, svg, [lang=en]");
        if (!parent || parent === document.documentElement) found.push(node.textContent);
    }
    for (const name of ["placeholder", "aria-label", "alt"]) {
        for (const element of document.querySelectorAll(`[${name}]:not([lang=en])`)) {
            found.push(element.getAttribute(name));
        }
    }
    return found;
}"""

#: Messages of forms that are shown.
COMPLAINTS = "em.warning:visible, .invalid-feedback:visible, .field.error:visible"


#: The two screens of conftest.screen, and the names of its tests.
SCREENS = {("id", 1440): "id-desktop", ("en", 360): "en-phone"}


def both_or_one() -> list:
    """Return (kind, screen), one screen after the other: a page on both, and on one, by turns, where
    the same view is there already with another owner, case or question."""
    found, turns = {}, cycle(SCREENS)
    for kind in (kind for kind in KINDS if not kind.twin):
        view = re.sub(r"\{\w+\}", "{}", re.sub(r"\d+", "", kind.path.partition("?")[0]))
        spoken = [screen for screen in SCREENS if kind.language in ("", screen[0])]
        screens = (next(turns),) if view in found and len(spoken) > 1 else tuple(spoken)
        found.setdefault(view, []).extend((kind, screen) for screen in screens)
    pairs = [pair for pairs in found.values() for pair in pairs]
    return [
        pytest.param(kind, screen, id=f"{name}-{kind.name}")
        for screen, name in SCREENS.items()
        for kind, mine in pairs
        if mine == screen
    ]


@pytest.fixture(scope="module")
def cases(begin):
    """Name -> path of the cases of the demo that the pages show."""
    someone = begin("worker1")
    yield find_cases(someone.page, someone.centre.address)
    someone.context.close()


@pytest.fixture(scope="module")
def windows():
    """(owner, language, width) -> their window; some stay open, so that scripts load once."""
    open_ones = {}
    yield open_ones
    for someone in open_ones.values():
        someone.context.close()


@pytest.fixture
def opened(begin, cases, windows, screen):
    """Open a kind of page as its owner and give the page; nothing goes wrong on the way."""
    used = []

    def open_page(kind: Kind):
        whose = (kind.owner, *screen)
        if whose not in windows and len(windows) == OPEN_WINDOWS:
            windows.pop(next(iter(windows))).context.close()
        someone = windows[whose] = windows.get(whose) or begin(*whose)
        used.append(someone)
        status = someone.go(kind.path.format(**cases))
        assert status == (404 if kind.name == MISSING else 200)
        if kind.name != MISSING and not kind.public:
            # Plone's patterns have put their widgets in; public pages have none.
            someone.page.locator("body.patterns-loaded").wait_for()
        return someone.page

    yield open_page
    assert [trouble for someone in used for trouble in someone.trouble] == []


@pytest.mark.parametrize("kind,screen", both_or_one())
def test_page(opened, kind, screen):
    """No grave barrier, no scrolling sideways, no script inside, no complaint before a mistake."""
    language, width = screen
    page = opened(kind)
    wide = page.evaluate("document.documentElement.scrollWidth")
    assert wide <= width, f"{wide} pixels wide: {page.evaluate(BEYOND, width)}"
    assert page.evaluate(INLINE_SCRIPTS) == []
    expect(page.locator(COMPLAINTS)).to_have_count(0)
    assert barriers(page) == []
    if language == "id":
        assert left_in_english(page.evaluate(WORDS)) == []


def barriers(page) -> list[str]:
    """The grave findings of axe: rule, what to do, and where."""
    ours = {"exclude": [[selector] for selector in PLONES_OWN]}
    found = Axe().run(page, context=ours, options=RULES).response["violations"]
    return [
        f"{each['id']}: {each['help']}: {[node['target'] for node in each['nodes']][:5]}"
        for each in found
        if each["impact"] in GRAVE
    ]


def left_in_english(words: list[str]) -> list[str]:
    """The messages of ours that a page in Indonesian shows in English."""
    english, indonesian = catalogue("en"), catalogue("id")
    other = {text for name, text in english.items() if indonesian.get(name) != text}
    shown = {re.sub(r"\s+", " ", text).strip() for text in words}
    return sorted(shown & (other - set(indonesian.values())))


def catalogue(language: str) -> dict[str, str]:
    """Message id -> text of our own messages in a language."""
    path = LOCALES / language / "LC_MESSAGES" / "baleharum.mo"
    with path.open("rb") as file:
        messages = GNUTranslations(file)
    ids = re.findall(r'^msgid "(.+)"$', path.with_suffix(".po").read_text("utf-8"), re.M)
    return {name: messages.gettext(name) for name in ids}


def test_language_is_chosen_by_hand(visit):
    """The switch turns the page over, and the next page keeps the choice."""
    someone = visit("worker1", "id")
    someone.go("/@@desk")
    someone.page.locator("#portal-languageselector a[lang=en]").click()
    expect(someone.page.locator("html")).to_have_attribute("lang", "en")
    someone.go("/perkara")
    expect(someone.page.locator("html")).to_have_attribute("lang", "en")
