"""The drop zone when the server cannot do it at this moment, and with what can never be filed."""

from playwright.sync_api import expect
from tests.browser.files import dropped
from tests.browser.files import FORBIDDEN
from tests.browser.files import text_file

import pytest


BUSY = {
    "status": 503,
    "headers": {"Retry-After": "1"},
    "content_type": "application/json",
    "body": '{"type": "ServiceUnavailable", "message": "nothing was filed"}',
}


@pytest.fixture
def author(visit, case):
    """worker1 on the documents of a new case, with a file to be sent."""
    author = visit("worker1", "en")
    author.go(f"{case}/documents")
    dropped(author.page, text_file("asesmen awal.txt", "Sibuk sekali."))
    expect(author.page.locator("[name=row-kind]").first).to_have_value("asesmen-awal")
    yield author
    # What the server was made to say is no trouble.
    author.trouble[:] = [each for each in author.trouble if not each.startswith("503: ")]


def busy(page, times: int) -> list:
    """Let the server be busy so often; returns a list that grows with what is sent."""
    sent = []

    def answer(route):
        sent.append(route.request)
        if len(sent) <= times:
            route.fulfill(**BUSY)
        else:
            route.continue_()

    page.route("**/@@upload", answer)
    return sent


def test_what_collides_is_sent_again_by_itself(author, case):
    """Two answers that nothing was filed, then it is."""
    page = author.page
    sent = busy(page, 2)
    page.locator("form.bh-upload button[name=send]").click()
    row = page.locator(".bh-upload-row")
    expect(row.locator(".bh-upload-message")).to_contain_text("sent again by itself")
    expect(row).to_have_attribute("data-state", "filed")
    assert len(sent) == 3
    author.go(f"{case}/documents")
    expect(page.locator("table.bh-documents tbody tr")).to_have_count(1)


def test_who_waits_in_vain_is_told_so_and_not_that_they_are_logged_out(author):
    """After the last try the person decides; then it is filed."""
    page = author.page
    sent = busy(page, 4)
    page.locator("form.bh-upload button[name=send]").click()
    row = page.locator(".bh-upload-row")
    expect(row).to_have_attribute("data-state", "broken")
    expect(row.locator(".bh-upload-message")).to_contain_text("not filed twice")
    expect(row.locator(".bh-upload-message")).not_to_contain_text("logged out")
    assert len(sent) == 4
    row.locator("[data-do=retry]").click()
    expect(row).to_have_attribute("data-state", "filed")


def test_what_can_never_be_filed_is_not_offered_to_be_tried_again(author):
    """A program is refused once; sending the others leaves it alone."""
    page = author.page
    dropped(page, FORBIDDEN)
    sent = busy(page, 0)
    page.locator("form.bh-upload button[name=send]").click()
    refused = page.locator(".bh-upload-row").nth(1)
    expect(refused).to_have_attribute("data-state", "refused")
    expect(refused.locator("[data-do=retry]")).to_be_hidden()
    expect(refused.locator("[data-do=remove]")).to_be_visible()
    page.locator("form.bh-upload button[name=send]").click()
    page.wait_for_load_state("networkidle")
    assert len(sent) == 2
    refused.locator("[data-do=remove]").click()
