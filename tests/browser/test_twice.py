"""A second click, a reload and the way back make nothing twice; two people do not overwrite."""

from playwright.sync_api import expect
from tests.browser.files import dropped
from tests.browser.files import text_file

import pytest
import re


@pytest.fixture
def author(visit, case):
    """worker1."""
    return visit("worker1")


def test_two_clicks_file_one_document(author, case):
    """The button of the upload is clicked twice, as an impatient hand does."""
    page = author.page
    author.go(f"{case}/documents")
    dropped(page, text_file("asesmen awal.txt", "Satu kali saja."))
    expect(page.locator("[name=row-kind]").first).to_have_value("asesmen-awal")
    page.locator("form.bh-upload button[name=send]").dblclick()
    expect(page.locator(".bh-upload-row")).to_have_attribute("data-state", "filed")
    author.go(f"{case}/documents")
    expect(page.locator("table.bh-documents tbody tr")).to_have_count(1)


def test_two_clicks_write_one_note(visit, author, case):
    """A form that is posted in the plain way is posted once."""
    page = author.page
    author.go(f"{case}/notes")
    page.locator("main form[method=post] textarea").fill("Klien datang bersama ibunya.")
    page.locator("main form[method=post] button[type=submit]").dblclick()
    expect(page.locator("main form[method=post] textarea")).to_have_value("")
    page.wait_for_load_state("networkidle")
    # In another window, so that nothing is interrupted that the second click began.
    other = visit("worker1")
    other.go(f"{case}/notes")
    expect(other.page.get_by_text("Klien datang bersama ibunya.")).to_have_count(1)


def test_reload_and_back_write_one_note(author, case):
    """After the note is written, reloading and going back and forth writes none."""
    page = author.page
    author.go(f"{case}/notes")
    page.locator("main form[method=post] textarea").fill("Satu catatan.")
    with page.expect_navigation():
        page.locator("main form[method=post] button[type=submit]").click()
    page.reload()
    page.go_back()
    page.go_forward()
    page.reload()
    expect(page.get_by_text("Satu catatan.")).to_have_count(1)


def test_two_clicks_submit_once(visit, author, case, submitted):
    """The second click of a step does no harm, and the timeline tells of one."""
    address = submitted("Dua kali klik")
    author.go(f"{address}/@@change-state?transition=withdraw")
    page = author.page
    page.fill("#comment", "Salah berkas.")
    page.locator("form[action$='@@change-state'] button[type=submit]").dblclick()
    expect(page).not_to_have_url(re.compile("transition="))
    page.wait_for_load_state("networkidle")
    other = visit("worker1")
    other.go(address)
    expect(other.page.locator(".bh-document-head .bh-doc-withdrawn")).to_be_visible()
    other.go(f"{case}/timeline")
    expect(other.page.get_by_text("Salah berkas.")).to_have_count(1)


def test_two_editors(visit, author, case):
    """Who comes second to the form is told who is at it, and gets no form."""
    supervisor = visit("supervisor1")
    assignment = {"person": "worker2", "function": "worker", "reason": "Mendampingi"}
    supervisor.ask("POST", f"{case}/@team", **assignment)
    author.go(f"{case}/edit")
    expect(author.page.locator("main form#form")).to_be_visible()
    second = visit("worker2")
    second.go(f"{case}/edit")
    expect(second.page.locator("#plone-lock-status, .portalMessage").first).to_contain_text(
        "Lalu Agus Wiranata"
    )
    # Who leaves the form gives the case free.
    author.page.locator("main form#form [name='form.buttons.cancel']").click()
    second.go(f"{case}/edit")
    expect(second.page.locator("main form#form")).to_be_visible()
