"""Somebody reports, as people do it: without scripts, in a hurry, on a telephone, and comes back."""

from contextlib import suppress
from playwright.sync_api import Error
from playwright.sync_api import expect
from tests.browser.files import FORBIDDEN
from tests.browser.files import made
from tests.browser.test_keyboard import STOPS
from tests.browser.test_pages import barriers
from tests.browser.test_pages import BEYOND
from tests.browser.visits import Visit
from tests.document_samples import photo

import pytest
import re


STORY = "Tetangga saya dipukuli suaminya. Saya takut ia tahu bahwa saya melapor."
CODE = "#report-code"
NOTICE = "#report-notice"
#: The colours of a card: behind it, and of its edge.
COLOURS = """(card) => {
    const style = getComputedStyle(card);
    const parts = (colour) => colour.match(/[0-9.]+/g).map(Number);
    return [parts(style.backgroundColor), parts(style.borderLeftColor)];
}"""
#: What the form waits for, and a little: see `held.HASTE`.
PATIENCE = 4_500


class Bare(Visit):
    """Somebody whose browser runs no scripts."""

    def __init__(self, browser, centre, language="id", width=360):
        super().__init__(browser, centre, language, width)
        state = self.context.storage_state()
        self.context.close()
        self.context = browser.new_context(
            viewport={"width": width, "height": 800}, java_script_enabled=False, storage_state=state
        )
        self.page = self.context.new_page()
        self._watch(self.page)


@pytest.fixture
def bare(chromium, centre):
    someone = Bare(chromium, centre)
    yield someone
    someone.context.close()
    assert someone.trouble == []


def filled(someone, path="/lapor", **answers):
    """Open the form, write, and wait as long as people do."""
    page = someone.page
    assert someone.go(path) == 200
    page.fill("#form-widgets-narrative", answers.get("narrative", STORY))
    page.wait_for_timeout(PATIENCE)
    return page


def pressed(page):
    page.locator("#report-form button[name=send]").click()


def code_on(page):
    code = re.sub(r"\D", "", page.locator(CODE).inner_text())
    assert len(code) == 16
    return code


def fits(page, width):
    wide = page.evaluate("document.documentElement.scrollWidth")
    assert wide <= width, f"{wide} pixels wide: {page.evaluate(BEYOND, width)}"


def tab_to(page, selector):
    """Press Tab until the element is reached."""
    for _stop in range(STOPS):
        page.keyboard.press("Tab")
        if page.evaluate("(selector) => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"{selector} is not reached with {STOPS} times Tab")


def number_of(visit, story):
    """Return how many reports an officer finds that tell a story."""
    officer = visit("intake1")
    rows = officer.ask("GET", "/penerimaan/@intake-queue")["items"]
    told = [officer.ask("GET", row["@id"]) for row in rows]
    return sum(story in str(report) for report in told)


def test_report_with_a_photo_come_back_and_answer_without_scripts(bare):
    page = filled(bare)
    page.get_by_label("Ya", exact=True).first.check()
    page.set_input_files("#form-widgets-file_1", made("foto.jpg", photo(), "image/jpeg"))
    pressed(page)
    code = code_on(page)
    # The form has not left its address, and the code stands in none.
    assert page.url.endswith("/lapor")
    page.get_by_role("link", name="Ke halaman kode", exact=True).click()
    page.fill("#report-code", " ".join(code[at : at + 4] for at in range(0, 16, 4)))
    page.get_by_role("button", name="Buka", exact=True).click()
    assert page.url.endswith("/lapor/kode")
    assert STORY not in page.content()
    page.fill("#report-text", "Sekarang ia sudah pergi.")
    page.get_by_role("button", name="Kirim", exact=True).click()
    expect(page.locator("#report-done")).to_be_visible()
    expect(page.locator(".bh-report-messages")).to_contain_text("Sekarang ia sudah pergi.")
    # Who goes back on a shared computer finds no page that the browser has kept.
    with suppress(Error):
        page.go_back()
    expect(page.locator("body")).not_to_contain_text("Sekarang ia sudah pergi.")


def test_a_double_click_is_one_report(visit):
    story = "Klik ganda: pintu rumah kami didobrak."
    someone = visit("")
    page = filled(someone, narrative=story)
    page.locator("#report-form button[name=send]").dblclick()
    code_on(page)
    assert number_of(visit, story) == 1


def test_a_mistake_keeps_every_answer_and_lets_the_report_go_without_the_file(visit):
    page = filled(visit("", "id", 360))
    page.fill("#form-widgets-contact", "0812 0000 0000")
    page.set_input_files("#form-widgets-file_1", FORBIDDEN)
    pressed(page)
    expect(page.locator(NOTICE)).to_contain_text("kalkulator.exe")
    expect(page.locator("#form-widgets-narrative")).to_have_value(STORY)
    expect(page.locator("#form-widgets-contact")).to_have_value("0812 0000 0000")
    assert barriers(page) == []
    fits(page, 360)
    pressed(page)
    code_on(page)


def test_the_pages_after_sending_are_open_to_all_and_fit_a_telephone(visit, screen):
    language, width = screen
    someone = visit("", language, width)
    page = filled(someone, "/lapor" if language == "id" else "/en/report")
    # The browser has worked for the token meanwhile.
    expect(page.locator("input[name=proof]")).not_to_have_value("", timeout=60_000)
    pressed(page)
    code = code_on(page)
    assert barriers(page) == []
    fits(page, width)
    expect(page.locator("html")).to_have_attribute("lang", language)
    someone.go("/lapor/kode" if language == "id" else "/en/report/code")
    page.fill("#report-code", code)
    page.keyboard.press("Enter")
    expect(page.locator("#message-form")).to_be_visible()
    assert barriers(page) == []
    fits(page, width)
    page.locator("button[value=unsafe]").click()
    expect(page.locator("#report-done")).to_be_visible()


def test_a_report_with_the_keyboard_alone(visit):
    someone = visit("")
    page = someone.page
    someone.go("/lapor")
    page.wait_for_load_state("networkidle")
    tab_to(page, "#form-widgets-narrative")
    page.keyboard.type(STORY)
    page.wait_for_timeout(PATIENCE)
    tab_to(page, "#report-form button[name=send]")
    page.keyboard.press("Enter")
    code_on(page)


def test_nobody_sees_or_reaches_the_trap(visit):
    someone = visit("")
    someone.go("/lapor")
    page = someone.page
    trap = page.locator("#report-website")
    expect(trap).not_to_be_in_viewport()
    assert trap.get_attribute("tabindex") == "-1"


def test_a_file_that_is_too_large_is_told_before_it_is_sent(visit):
    page = filled(visit("", "id", 360))
    large = made("film.mp4", b"0" * (21 << 20), "video/mp4")
    page.set_input_files("#form-widgets-file_1", large)
    pressed(page)
    told = page.locator("#form-widgets-file_1").evaluate("input => input.validationMessage")
    assert "20 MB" in told and page.url.endswith("/lapor")
    page.set_input_files("#form-widgets-file_1", [])
    pressed(page)
    code_on(page)


def newest(officer):
    """Return the number of the report that came last."""
    rows = officer.ask("GET", "/penerimaan/@intake-queue?risk=darurat")["items"]
    return max(row["number"] for row in rows)


def seen_red(page, number):
    """Open a report from the queue, where it has to stand out."""
    row = page.locator("main tbody tr.table-danger").filter(has_text=number)
    for red, green, blue, *_opacity in row.evaluate(COLOURS):
        assert red > green + 8 and red > blue + 8
    row.locator("th a").click()
    expect(page.locator("h1")).to_have_text(number)


def made_a_case(officer):
    """Take the report up, answer it, and make a case of it; returns the address of the case."""
    page = officer.page
    page.get_by_role("button", name="Mulai triase", exact=True).click()
    page.fill("#reply-text", "Apakah Ibu dapat bicara besok pagi?")
    page.locator("form:has(#reply-text) button[type=submit]").click()
    page.get_by_role("link", name="Jadikan kasus", exact=True).click()
    page.select_option("#convert-category", "korban-kekerasan")
    page.locator("form:has(#convert-category) button[type=submit]").click()
    page.wait_for_url("**/perkara/BH-**")
    # What was asked for stands above the case, and the photo is a document of it.
    expect(page.locator("#wishes")).to_contain_text("polisi")
    case = page.url.partition("?")[0].removesuffix("/view")
    officer.go(f"{case}/documents")
    expect(page.locator("table.bh-documents")).to_contain_text("memar.jpg")
    return case


def come_back(someone, code):
    """Type the code, read the answer, and write."""
    page = someone.page
    someone.go("/lapor/kode")
    page.fill("#report-code", code)
    page.get_by_role("button", name="Buka", exact=True).click()
    expect(page.locator(".bh-report-messages")).to_contain_text("bicara besok pagi")
    page.fill("#report-text", "Besok pukul sembilan.")
    page.get_by_role("button", name="Kirim", exact=True).click()
    expect(page.locator("#report-done")).to_be_visible()


def test_from_the_form_to_a_case_and_back_to_who_reported(bare, visit):
    """Somebody reports without scripts; an officer opens a case of it on a telephone; they talk."""
    page = filled(bare, narrative="Perjalanan: ia mengunci pintu dari luar.")
    page.get_by_label("Ya", exact=True).first.check()
    page.get_by_label("Jangan beri tahu polisi tanpa bertanya kepada saya").check()
    page.set_input_files("#form-widgets-file_1", made("memar.jpg", photo(), "image/jpeg"))
    pressed(page)
    code = code_on(page)

    officer = visit("intake1", "id", 360)
    desk, number = officer.page, newest(officer)
    officer.go("/penerimaan")
    seen_red(desk, number)
    expect(desk.locator("main")).to_contain_text("Perjalanan: ia mengunci pintu")
    expect(desk.locator("#wishes")).to_contain_text("polisi")
    fits(desk, 360)
    case = made_a_case(officer)

    come_back(bare, code)
    officer.go(case)
    expect(desk.locator("main")).to_contain_text("menulis lagi")
    officer.go("/penerimaan")
    desk.locator("#unheard").get_by_role("link", name=number).click()
    expect(desk.locator("#messages")).to_contain_text("Besok pukul sembilan.")
