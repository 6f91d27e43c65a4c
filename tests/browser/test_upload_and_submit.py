"""A worker drops files on a case, hands one in, and finds it again by a word inside."""

from playwright.sync_api import expect
from tests.browser.files import dropped
from tests.browser.files import FORBIDDEN
from tests.browser.files import text_file

import re


#: Extraction runs in the worker process, which looks for work twice a second.
READ_WITHIN = 30
BALINESE = "ᬲᬸᬭᬢ᭄ᬲᬓ᭄ᬢᬶ.txt"
ARABIC = "شهادة الميلاد.txt"


def test_upload_and_submit(visit, case, screen):
    """Good files are filed, a bad one is told and stops nothing, words are found."""
    someone = visit("", *screen)
    someone.log_in("worker1")
    page = someone.page
    assert page.locator("html").get_attribute("lang") == someone.language

    number = case.rsplit("/", 1)[1]
    page.locator("main").get_by_role("link", name=number, exact=True).first.click()
    page.locator(".bh-tabs a[href$='/documents']").click()
    word = f"kemangi{someone.language}"
    four_files_are_sent(page, word)

    listed = page.locator("table.bh-documents tbody tr")
    expect(listed).to_have_count(3)
    for name in (BALINESE, ARABIC):
        expect(listed.filter(has_text=name)).to_have_count(1)
    listed.filter(has_text="asesmen awal").locator("th a").click()
    page.locator(".bh-actions a[href*='transition=submit']").click()
    page.locator("form[action$='@@change-state'] button[type=submit]").click()
    expect(page.locator(".bh-document-head .bh-doc-submitted")).to_be_visible()
    found_by_word(page, case, word)
    expect(page.locator(".bh-hits mark")).to_have_text(re.compile(word))


def four_files_are_sent(page, word: str) -> None:
    """Drop three good files and a forbidden one, send them, and go on to the list."""
    dropped(
        page,
        text_file("asesmen awal.txt", f"Klien menanam {word} di halaman."),
        text_file(BALINESE, "Surat keterangan desa."),
        text_file(ARABIC, "Akta kelahiran."),
        FORBIDDEN,
    )
    rows = page.locator(".bh-upload-row")
    expect(rows).to_have_count(4)
    # The first kind was guessed from the name; the others are chosen, but for what is not kept.
    expect(rows.nth(0).locator("[name=row-kind]")).to_have_value("asesmen-awal")
    for place in (1, 2):
        rows.nth(place).locator("[name=row-kind]").select_option("surat-permohonan")
    page.locator("form.bh-upload button[name=send]").click()
    for place in (0, 1, 2):
        expect(rows.nth(place)).to_have_attribute("data-state", "filed")
        expect(rows.nth(place).locator("progress")).to_have_js_property("value", 100)
    expect(rows.nth(3)).to_have_attribute("data-state", "refused")
    expect(rows.nth(3).locator(".bh-upload-message")).to_contain_text(".exe")
    # What was refused is left out, so that nothing waits to be sent when the page is left.
    rows.nth(3).locator("[data-do=remove]").click()
    page.locator(".bh-upload-sum a").click()


def found_by_word(page, case: str, word: str) -> None:
    """Search in the case as a person does, until the worker has read the document."""
    for _ in range(READ_WITHIN):
        page.goto(f"{case}/documents")
        page.fill("#find-text", word)
        page.press("#find-text", "Enter")
        page.wait_for_url("**/@@find?**")
        if page.locator(".bh-hits li").count():
            return
        page.wait_for_timeout(1000)
    raise AssertionError(f"No document with {word!r} is found after {READ_WITHIN} tries.")
