"""A document is filed without a mouse, from the login on."""

from playwright.sync_api import expect
from playwright.sync_api import TimeoutError
from tests.browser.files import text_file

import pytest


#: More stops than any page of ours has before what is looked for.
STOPS = 80


def tab_to(page, selector: str) -> None:
    """Press Tab until the element is reached; it has to show that it is."""
    # Plone's patterns move the focus while they begin.
    page.locator("body.patterns-loaded").wait_for()
    for _ in range(STOPS):
        page.keyboard.press("Tab")
        if page.evaluate("(selector) => document.activeElement.matches(selector)", selector):
            outline = page.evaluate(
                "(() => { const style = getComputedStyle(document.activeElement);"
                " return [style.outlineStyle, style.boxShadow]; })()"
            )
            assert outline != ["none", "none"], f"{selector} has the focus, but nobody sees it"
            return
    raise AssertionError(f"{selector} is not reached with {STOPS} times Tab")


@pytest.fixture
def page(visit, case, screen):
    """The desk of worker1, who has logged in with the keyboard alone."""
    someone = visit("", *screen)
    someone.go("/login")
    # The form waits for the name; nothing has to be reached first.
    expect(someone.page.locator("#__ac_name")).to_be_focused()
    someone.page.keyboard.type("worker1")
    tab_to(someone.page, "#__ac_password")
    someone.page.keyboard.type(someone.centre.password)
    someone.page.keyboard.press("Enter")
    someone.page.wait_for_url("**/@@desk")
    return someone.page


def open_chooser(page, selector, attempts=3):
    """Open the file dialog of a field; a key that a loading page swallowed is pressed again."""
    for attempt in range(attempts):
        tab_to(page, selector)
        try:
            with page.expect_file_chooser(timeout=10_000) as chooser:
                page.keyboard.press("Space")
            return chooser.value
        except TimeoutError:
            if attempt == attempts - 1:
                raise
            page.reload()
    raise AssertionError("at least one attempt is made")


def test_file_a_document_with_the_keyboard(page, case):
    """Desk, case, tab, files, kind, send: each is reached and works with the keyboard."""
    tab_to(page, f"main a[href='{case}']")
    page.keyboard.press("Enter")
    page.wait_for_url(case)
    tab_to(page, ".bh-tabs a[href$='/documents']")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{case}/documents")

    chooser = open_chooser(page, "#upload-files")
    chooser.set_files([text_file("catatan tanpa jenis.txt", "Dari papan ketik.")])
    row = page.locator(".bh-upload-row")
    expect(row).to_be_visible()
    tab_to(page, "[name=row-kind]")
    # A key chooses in a list as in any form.
    page.keyboard.press("ArrowDown")
    expect(page.locator("[name=row-kind]")).not_to_have_value("")
    tab_to(page, "form.bh-upload button[name=send]")
    page.keyboard.press("Enter")
    expect(row).to_have_attribute("data-state", "filed")


def test_content_is_one_step_away(page):
    """The first stop leads past the navigation to the content."""
    page.reload()
    page.keyboard.press("Tab")
    target = page.evaluate("document.activeElement.getAttribute('href')") or ""
    page.keyboard.press("Enter")
    assert target.startswith("#"), f"The first stop is {target!r}"
    expect(page.locator(target)).to_be_in_viewport()
