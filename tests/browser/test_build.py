"""Exhibits are put in order by mouse, finger and keyboard; two people do so at the same time."""

from playwright.sync_api import expect
from tests.browser.test_bind import begun
from tests.browser.test_bind import prepared  # noqa: F401 (a fixture)
from tests.browser.test_bind import until
from tests.browser.test_pages import Axe
from tests.browser.test_pages import GRAVE
from tests.browser.test_pages import RULES

import pytest


#: The order on the page: number of each exhibit, by section.
ORDER = """() => Object.fromEntries([...document.querySelectorAll("[data-bh-section]")].map((each) => [
    each.dataset.bhSection,
    [...each.querySelectorAll("li.bh-exhibit")].map((line) => Number(line.id.replace("exhibit-", ""))),
]))"""
#: What the page printed so far: pages of each exhibit, in their order.
PAGES = """() => [...document.querySelectorAll("li.bh-exhibit .bh-pages")].map((each) => each.innerText)"""
FETCHED = """() => performance.getEntriesByType("resource")
    .filter((each) => each.name.includes("exhibit-thumbnail")).length"""
WIDER = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture
def file(visit, prepared):  # noqa: F811
    """The address of a file with two exhibits in section B, whose PDFs are made."""
    advocate = visit("advocate1")
    advocate.go(f"{prepared['case']}/litigation")
    address = begun(advocate.page, prepared)
    uids = " ".join(document["UID"] for document in prepared["documents"])
    advocate.ask("POST", f"{address}/@exhibits", documents=uids, section="B")
    until(advocate.page, address, "#exhibit-2 .bh-pages")
    until(advocate.page, address, "#exhibit-2 img")
    return address


def order(page) -> dict:
    return page.evaluate(ORDER)


def middle(locator) -> tuple[float, float]:
    box = locator.bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def dragged(page, number: int, target: str) -> None:
    """Drag an exhibit by its grip onto something, as a hand does: to the edge first, where the page
    scrolls, if it is out of sight."""
    grip = page.locator(f"#exhibit-{number} .bh-grip")
    grip.scroll_into_view_if_needed()
    page.mouse.move(*middle(grip))
    page.mouse.down()
    if middle(page.locator(target))[1] < 0:
        page.mouse.move(middle(grip)[0], 8, steps=6)
        page.wait_for_function(
            "(t) => document.querySelector(t).getBoundingClientRect().top > 20", arg=target
        )
    page.mouse.move(*middle(page.locator(target)), steps=12)
    page.mouse.up()


def touched(page, number: int, target: str) -> None:
    """The same with a finger."""
    page.locator(target).scroll_into_view_if_needed()
    grip = page.locator(f"#exhibit-{number} .bh-grip")
    grip.scroll_into_view_if_needed()
    hand = page.context.new_cdp_session(page)
    hand.send("Emulation.setTouchEmulationEnabled", {"enabled": True})
    (x, y), (to_x, to_y) = middle(grip), middle(page.locator(target))
    hand.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [{"x": x, "y": y}]})
    for step in range(1, 13):
        at = {"x": x + (to_x - x) * step / 12, "y": y + (to_y - y) * step / 12}
        hand.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": [at]})
    hand.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    hand.send("Emulation.setTouchEmulationEnabled", {"enabled": False})


def said(page, *words: str) -> None:
    for word in words:
        expect(page.locator("[data-bh-said]")).to_contain_text(word)


def test_build(visit, file, screen):
    """Drag into another section, and back with a finger; then without either."""
    advocate = visit("advocate1", *screen)
    page = advocate.page
    advocate.go(file)
    page.locator("body.patterns-loaded").wait_for()
    assert order(page) == {"A": [], "B": [1, 2]}

    dragged(page, 2, "[data-bh-section=A] h4")
    said(page, "P-1", " A.")
    assert order(page) == {"A": [2], "B": [1]}
    expect(page.locator("#exhibit-2 .bh-grip")).to_be_focused()
    assert [text.split()[-1] for text in page.evaluate(PAGES)] == ["3", "4"]

    touched(page, 2, "#exhibit-1")
    said(page, " B.")
    assert order(page)["A"] == []

    without_a_mouse(page)
    # Nothing of it was another page, and no picture was fetched again: each is a row of the record.
    assert page.evaluate(FETCHED) == 2
    assert page.evaluate(WIDER) == 0
    found = Axe().run(page, options=RULES).response["violations"]
    assert [rule["id"] for rule in found if rule["impact"] in GRAVE] == []


def without_a_mouse(page) -> None:
    """Move the first exhibit by arrow keys, into the other section as well, and back by the form."""
    page.locator("#exhibit-1 .bh-grip").focus()
    page.keyboard.press("ArrowUp")
    page.wait_for_function("() => !document.querySelector('[aria-busy]')")
    page.keyboard.press("ArrowUp")
    expect(page.locator("[data-bh-section=A] #exhibit-1")).to_be_visible()
    expect(page.locator("#exhibit-1 .bh-grip")).to_be_focused()

    page.locator("#exhibit-1 summary").click()
    page.select_option("#section-1", "B")
    page.fill("#place-1", "2")
    page.locator("#exhibit-1 .bh-exhibit-put button").click()
    expect(page.locator("[data-bh-section=B] li.bh-exhibit").last).to_have_id("exhibit-1")


def test_sorted_and_taken_back(visit, file):
    """Sort by day, and back to the order before."""
    advocate = visit("advocate1")
    for number, day in ((1, "2026-05-01"), (2, "2026-02-01")):
        advocate.ask("PATCH", f"{file}/@exhibits/{number}", dated=day)
    page = advocate.page
    advocate.go(file)
    page.locator("#index .bh-buttons button").first.click()
    expect(page.locator("#index li.bh-exhibit").first).to_have_id("exhibit-2")
    page.locator("#index input[value=unsort] ~ button").click()
    expect(page.locator("#index li.bh-exhibit").first).to_have_id("exhibit-1")
    expect(page.locator("#index input[value=unsort]")).to_have_count(0)


def test_of_two_who_move_at_the_same_time_one_is_told(visit, file):
    """Whose page is older moves nothing, and sees the order of now."""
    one, two = visit("advocate1"), visit("advocate1")
    one.go(file)
    two.go(file)
    for each in (one, two):
        each.page.locator("body.patterns-loaded").wait_for()
    dragged(one.page, 2, "[data-bh-section=A] h4")
    expect(one.page.locator("[data-bh-section=A] #exhibit-2")).to_be_visible()
    dragged(two.page, 1, "[data-bh-section=A] h4")
    expect(two.page.locator("[data-bh-said].bh-said-wrong")).to_be_visible()
    assert order(two.page) == {"A": [2], "B": [1]} == order(one.page)


def test_without_a_script_the_forms_do_the_same(visit, file):
    """The same page in a browser that runs no script."""
    advocate = visit("advocate1")
    state = advocate.context.storage_state()
    plain = advocate.context.browser.new_context(java_script_enabled=False, storage_state=state)
    page = plain.new_page()
    page.goto(file)
    expect(page.locator(".bh-grip").first).to_be_hidden()
    page.locator("#exhibit-2 button[value=up]").click()
    expect(page.locator("#index li.bh-exhibit").first).to_have_id("exhibit-2")
    page.locator("#exhibit-1 summary").click()
    page.select_option("#section-1", "A")
    page.locator("#exhibit-1 .bh-exhibit-put button").click()
    expect(page.locator("[data-bh-section=A] #exhibit-1")).to_be_visible()
    plain.close()


def test_chronology(visit, file, screen):
    """Write what happened and where it stands; follow it to the page of the document."""
    advocate = visit("advocate1", *screen)
    page = advocate.page
    advocate.go(file)
    page.locator("a[href$='@@chronology']").click()
    for day, text in (("2026-02-03", "Klien datang ke rumah aman."), ("2026-01-20", "Ancaman.")):
        page.locator("a.btn[href$='@@fact']").click()
        page.fill("#day", day)
        page.fill("#text", text)
        page.select_option("#standing", "disputed")
        page.select_option("#exhibit-1", "2")
        page.fill("#pages-1", "1")
        page.locator("main form button.btn-primary").click()
        expect(page.locator(".bh-facts-by-day")).to_contain_text(text)
    expect(page.locator(".bh-facts-by-day li[id]").first).to_have_id("fact-2")
    assert page.evaluate(WIDER) == 0
    found = Axe().run(page, options=RULES).response["violations"]
    assert [rule["id"] for rule in found if rule["impact"] in GRAVE] == []
    page.locator("#fact-1 a[href*='page=1#preview']").click()
    expect(page.locator("#preview img")).to_be_visible()
