"""The public side in a browser: a way out with and without scripts, by keyboard, and open to all."""

from axe_playwright_python.sync_playwright import Axe
from contextlib import contextmanager
from pages import KINDS
from urllib.parse import urlsplit

import pytest


#: All levels up to AA of WCAG 2.2, and every finding of whatever weight.
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}
NEUTRAL = "https://www.bmkg.go.id/**"
PUBLIC = [kind for kind in KINDS if kind.public and not kind.twin]
#: Bytes of a page with all that it loads, as it is served, uncompressed.
WEIGHT = 250_000

SHIFTS = """() => new Promise((resolve) => {
    let sum = 0;
    new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) sum += entry.value;
    }).observe({type: "layout-shift", buffered: true});
    setTimeout(() => resolve(sum), 300);
})"""


@pytest.fixture
def window(chromium, centre):
    """Open a window of a visitor; the neutral place is answered from here."""

    @contextmanager
    def open_window(width=360, scripts=True):
        context = chromium.new_context(
            viewport={"width": width, "height": 800}, java_script_enabled=scripts, locale="id-ID"
        )
        context.route(NEUTRAL, lambda route: route.fulfill(body="<h1>Cuaca</h1>"))
        page = context.new_page()
        yield page
        context.close()

    return open_window


def test_the_way_out_replaces_the_page_in_the_history(window, centre):
    with window() as page:
        page.goto(centre.address)
        page.goto(f"{centre.address}/layanan/rumah-aman")
        page.locator(".bhp-leave").click()
        page.wait_for_url(NEUTRAL)
        page.go_back()
        # What was read before stays: nothing else is promised.
        assert page.url == centre.address


def test_three_times_shift_leads_away_and_two_do_not(window, centre):
    with window(1440) as page:
        page.goto(f"{centre.address}/layanan/rumah-aman")
        for _ in range(2):
            page.keyboard.press("Shift")
        page.keyboard.press("a")
        page.keyboard.press("Shift")
        page.wait_for_timeout(200)
        assert page.url.endswith("/rumah-aman")
        for _ in range(2):
            page.keyboard.press("Shift")
        page.wait_for_url(NEUTRAL)


def test_the_way_out_needs_no_script(window, centre):
    with window(scripts=False) as page:
        page.goto(f"{centre.address}/layanan/rumah-aman")
        assert not page.locator(".bhp-leave-hint").is_visible()
        page.locator(".bhp-leave").click()
        page.wait_for_url(NEUTRAL)


def test_help_is_reached_by_keyboard_alone(window, centre):
    with window() as page:
        page.goto(centre.address)
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.className") == "bhp-skip"
        reached = []
        for _ in range(40):
            page.keyboard.press("Tab")
            reached.append(page.evaluate("document.activeElement.getAttribute('href') || ''"))
        assert reached.index("tel:129") < 3
        assert any("bmkg" in address for address in reached)
        assert {"tel:110", "tel:112", "tel:119", "tel:021171"} <= set(reached)


@pytest.mark.parametrize("kind", PUBLIC, ids=lambda kind: kind.name)
def test_a_public_page_is_open_to_all_light_and_still(window, centre, kind):
    loaded: list[int] = []
    asked: set[str] = set()
    with window() as page:
        page.on("request", lambda request: asked.add(urlsplit(request.url).netloc))
        page.on("response", lambda answer: loaded.append(len(answer.body())))
        page.goto(centre.address + kind.path, wait_until="networkidle")
        assert page.locator("html").get_attribute("lang") == kind.language
        found = Axe().run(page, options=RULES).response["violations"]
        assert [f"{v['id']}: {[n['target'] for n in v['nodes']][:3]}" for v in found] == []
        assert page.evaluate(SHIFTS) < 0.01
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
        assert page.title() in ("Informasi layanan kota", "City service information")
        assert page.context.cookies() == []
    assert 0 < sum(loaded) < WEIGHT
    assert asked == {urlsplit(centre.address).netloc}


def test_pages_are_read_with_images_and_scripts_off(window, centre):
    with window(scripts=False) as page:
        page.route("**/*", lambda route: barred(route, ("image", "media", "font")))
        for path in ("", "/layanan/rumah-aman", "/@@partners", "/tentang/donasi", "/lapor"):
            page.goto(centre.address + path)
            assert page.locator("h1").is_visible() and page.locator(".bhp-leave").is_visible()
            assert page.locator("a[href='tel:129']").first.is_visible()
            assert page.evaluate("document.documentElement.scrollWidth") <= 360
        # The front page of a telephone begins with help, and has no search.
        page.goto(f"{centre.address}/layanan/rumah-aman")
        page.fill("#bhp-q", "anak")
        page.keyboard.press("Enter")
        page.wait_for_url("**/@@search?**")
        assert page.locator("main a").count()


def barred(route, kinds):
    """Let a request pass unless it is for something of these kinds."""
    route.abort() if route.request.resource_type in kinds else route.continue_()
