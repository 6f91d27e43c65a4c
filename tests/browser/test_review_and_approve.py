"""A supervisor returns one document and approves another; nobody changes or approves alone."""

from playwright.sync_api import expect

import pytest


@pytest.fixture
def handed_in(submitted):
    """The addresses of two documents that wait for a review."""
    return submitted("Halaman pertama"), submitted("Halaman kedua")


def number(address: str) -> str:
    """The number of a document as the queue shows it."""
    *_, case, document = address.split("/")
    return f"{case}/{document.upper()}"


def chosen_in_queue(page, address: str) -> None:
    """Choose a document in the list of the queue, and see it with its preview."""
    page.locator(".bh-review-queue").get_by_role("link", name=number(address), exact=True).click()
    expect(page.locator("#current")).to_contain_text(number(address))
    preview = page.locator(".bh-review-current .bh-preview img")
    expect(preview).to_be_visible()
    # A picture that did not arrive is visible too, but has no size of its own.
    expect(preview).not_to_have_js_property("naturalWidth", 0)


def test_review_and_approve(visit, handed_in, screen):
    """One goes back with a comment and lies on its author's desk; the other is approved."""
    back, good = handed_in
    someone = visit("", *screen)
    someone.log_in("supervisor1")
    page = someone.page
    page.locator("main a[href*='@@review-queue']").first.click()

    chosen_in_queue(page, back)
    page.locator("button[value=return]").click()
    # Without a comment it is not returned, and the message says what is missing.
    expect(page.locator(".portalMessage, .alert").first).to_be_visible()
    expect(page.locator("#current")).to_contain_text(number(back))
    page.fill("#review-comment", "Tanggal kunjungan belum diisi.")
    page.locator("button[value=return]").click()
    expect(page.locator("#current")).not_to_contain_text(number(back))

    chosen_in_queue(page, good)
    page.locator("button[value=approve]").click()
    expect(page.locator(".portalMessage, .alert").first).to_contain_text(number(good))
    expect(page.locator("main")).not_to_contain_text(f"{number(good)} ·")

    author = visit("worker1", *screen)
    author.go("/@@desk")
    expect(author.page.locator(f".bh-panel-waiting a[href='{back}']")).to_be_visible()
    author.go(back)
    expect(author.page.locator(".bh-document-head .bh-doc-returned")).to_be_visible()
    author.go(f"{back.rsplit('/', 1)[0]}/timeline")
    expect(author.page.locator("main")).to_contain_text("Tanggal kunjungan belum diisi.")


def test_approved_is_closed(visit, submitted):
    """An approved document offers no change, and its edit form is not there."""
    address = submitted("Sudah benar")
    visit("supervisor1").ask("POST", f"{address}/@workflow/approve")
    author = visit("worker1")
    author.go(address)
    expect(author.page.locator(".bh-doc-approved").first).to_be_visible()
    expect(author.page.locator(f"main a[href='{address}/edit']")).to_have_count(0)
    author.go(f"{address}/edit")
    expect(author.page.locator("main form[action$='/edit'], form#form")).to_have_count(0)


def test_nobody_approves_their_own(visit, submitted):
    """The author is offered no approval, and the queue has nothing of theirs."""
    address = submitted("Karya sendiri")
    author = visit("worker1")
    author.go(address)
    expect(author.page.locator("main a[href*='transition=withdraw']")).to_be_visible()
    expect(author.page.locator("main a[href*='transition=approve']")).to_have_count(0)
    author.go(f"{address}/@@change-state?transition=approve")
    expect(author.page.locator("form[action$='@@change-state']")).to_have_count(0)
    author.go("/perkara/@@review-queue")
    expect(author.page.locator(".bh-review-queue")).to_have_count(0)
