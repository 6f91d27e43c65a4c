"""From a name in a document to an edition that does not hold it: found, boxed, approved, bound."""

from baleharum.bundles.looking import hits
from baleharum.bundles.names import needles
from io import BytesIO
from playwright.sync_api import expect
from tests.browser.test_bind import described
from tests.browser.test_bind import prepared  # noqa: F401  the fixture
from tests.browser.test_bind import until
from tests.browser.test_pages import barriers
from tests.browser.test_refer import confirm
from tests.browser.test_refer import state
from tests.browser.test_refer import take
from tests.bundles_made import texts
from tests.document_samples import pdf

import base64
import pikepdf
import pytest


NAME, NIK = "Baiq Contoh Sidang", "5271055708120000"


@pytest.fixture
def named(visit, prepared):  # noqa: F811
    """An approved document that names the client on its second page."""
    worker, supervisor = visit("worker1"), visit("supervisor1")
    file = {
        "filename": "keterangan.pdf",
        "content-type": "application/pdf",
        "encoding": "base64",
        "data": base64.b64encode(pdf("Surat keterangan", f"Anak {NAME.upper()}")).decode(),
    }
    kind = {"@type": "CaseFile", "kind": "catatan-kasus", "level": "confidential"}
    made = worker.ask("POST", prepared["case"], **kind, file=file)
    worker.ask("POST", f"{made['@id']}/@workflow/submit")
    supervisor.ask("POST", f"{made['@id']}/@workflow/approve")
    return {**prepared, "documents": [made]}


def kept(page, case: str) -> None:
    """Give the client a pseudonym, and one more name."""
    page.goto(f"{case}/litigation")
    page.locator("main a[href$='@@pseudonyms']").click()
    expect(page.locator("#pseudonym-0")).to_have_value("Klien A")
    page.fill("#pseudonym-0", "Anak A")
    page.fill("#names-0", "Contoh Kecil")
    page.locator("main form button[type=submit]").click()
    expect(page.locator(".portalMessage, .statusmessage").first).to_be_visible()
    expect(page.locator("#pseudonym-0")).to_have_value("Anak A")


def begun(page, found: dict) -> str:
    """Begin a file of the edition with names replaced, and take the document in."""
    page.goto(f"{found['case']}/litigation")
    page.locator("a[href$='++add++LitigationFile']").click()
    page.fill("#form-widgets-subject", f"Perwalian {NAME}")
    page.select_option("#form-widgets-about", found["person"])
    page.select_option("#form-widgets-recipient", found["recipient"])
    page.fill("#form-widgets-court", "Pengadilan Contoh")
    page.fill("#form-widgets-attorney_on", "2026-03-01")
    page.select_option("#form-widgets-edition", "pseudonymous")
    page.locator("#form-buttons-save").click()
    state(page, "draft")
    file = page.url.removesuffix("/view")
    page.locator(f"#add input[value='{found['documents'][0]['UID']}']").check()
    page.select_option("#lf-section", "B")
    page.locator("#add button.btn-primary").click()
    expect(page.locator("#exhibit-1")).to_be_visible()
    described(page, 1)
    return file


def drawn_with_the_mouse(page) -> None:
    """Draw a box on the picture of the first page, and send it."""
    # From its upper part downwards: what lies below the edge of the window can't be drawn on.
    page.locator(".bh-redact").evaluate("stage => stage.scrollIntoView()")
    stage = page.locator(".bh-redact").bounding_box()
    left, top = stage["x"] + stage["width"] * 0.1, stage["y"] + stage["height"] * 0.2
    page.mouse.move(left, top)
    page.mouse.down()
    page.mouse.move(left + stage["width"] * 0.4, top + stage["height"] * 0.1, steps=4)
    page.mouse.up()
    assert 38 < float(page.input_value("#box-width")) < 42
    assert 9 < float(page.input_value("#box-height")) < 11


def drawn_with_the_keyboard(page) -> None:
    """The same without a mouse."""
    page.locator(".bh-redact").focus()
    for _count in range(30):
        page.keyboard.press("ArrowDown")
    for _count in range(6):
        page.keyboard.press("Shift+ArrowDown")
    assert page.input_value("#box-top") == "40" and page.input_value("#box-height") == "10"
    page.keyboard.press("Enter")
    expect(page.locator("#box-reason")).to_be_focused()


def everything(data: bytes) -> bytes:
    """All streams of a PDF, unpacked."""
    target = BytesIO()
    with pikepdf.open(BytesIO(data)) as found:
        found.save(target, qdf=True, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    return target.getvalue()


def boxed(page, file: str, draw) -> None:
    """Draw one box by hand, and have the others found; wait for what is made of them."""
    redactions = f"{file}/@@redactions?number=1"
    until(page, redactions, ".bh-redact")
    page.wait_for_function("document.querySelector('.bh-redact img').naturalWidth > 0")
    draw(page)
    page.select_option("#box-reason", "signature")
    page.locator("#draw-box button[type=submit]").click()
    expect(page.locator(".bh-redact-box")).to_have_count(1)

    page.locator("#names a.btn").click()
    expect(page.locator("[data-found='1']")).to_be_visible()
    assert barriers(page) == []
    wide = page.evaluate("document.documentElement.scrollWidth")
    assert wide <= page.viewport_size["width"]
    page.locator("#names button[value=take-all]").click()
    expect(page.locator("#boxes [data-box]")).to_have_count(2)
    until(page, f"{redactions}&page=2", "[data-redacted=made]")


def looked(supervisor, file: str) -> None:
    """Look at the pages of which a program has read nothing, or badly, and tick it: a page on which a
    box hides all text is one, and where no program reads scans both are."""
    page = supervisor.page
    supervisor.go(file)
    page.locator("[data-step=approve] a[href$='#look']").click()
    assert barriers(page) == []
    page.locator("#look a[href*='@@redactions']").first.click()
    expect(page.locator(".bh-redact img")).to_be_visible()
    page.go_back()
    page.locator("#look button").click()
    expect(page.locator(".portalMessage, .statusmessage").first).to_be_visible()
    supervisor.go(file)
    expect(page.locator("[data-step=approve] a[href$='#look']")).to_have_count(0)


def bound(advocate, supervisor, file: str, target) -> bytes:
    """Hand the file in, approve and bind it; returns the bundle as it is downloaded."""
    page = advocate.page
    until(page, file, "[data-blocking='0']")
    take(page, "submit")
    state(page, "checking")
    looked(supervisor, file)
    supervisor.go(file)
    supervisor.page.locator("[data-step=approve] a.btn").click()
    supervisor.page.fill("#comment", "Sudah diperiksa halaman demi halaman.")
    confirm(supervisor.page)
    state(supervisor.page, "approved")
    advocate.go(file)
    page.locator("#bundle button[type=submit]").last.click()
    until(page, file, "[data-state=exported]")
    page.locator("#bundle a.btn-primary").click()
    with page.expect_download() as loading:
        page.locator("a[href$='@@bundle-pdf']").click()
    loading.value.save_as(target)
    return target.read_bytes()


def test_redact(visit, named, screen, tmp_path):
    """An advocate names the client, draws a box, has names found, and binds an edition without."""
    advocate = visit("advocate1", *screen)
    kept(advocate.page, named["case"])
    file = begun(advocate.page, named)
    boxed(
        advocate.page,
        file,
        drawn_with_the_mouse if screen[1] > 1000 else drawn_with_the_keyboard,
    )
    data = bound(advocate, visit("supervisor1", *screen), file, tmp_path / "bundle.pdf")
    assert hits(data, needles([NAME, NIK])) == []
    assert b"contoh sidang" not in everything(data).lower()
    assert "Perwalian [Anak A]" in "".join(texts(data))


def test_a_name_that_was_forgotten_leads_back_to_its_page(visit, named):
    """The bundle is not made; the page says where, and leads to it."""
    advocate, supervisor = visit("advocate1"), visit("supervisor1")
    page = advocate.page
    file = begun(page, named)
    until(page, file, "[data-blocking='0']")
    advocate.ask("POST", f"{file}/@workflow/submit")
    supervisor.ask("POST", f"{file}/@workflow/approve", comment="Sudah diperiksa.")
    advocate.ask("POST", f"{file}/@bundle")
    until(page, file, "#exhibit-1 a[href*='@@redactions?number=1&page=2']")
    page.locator("#exhibit-1 a[href*='@@redactions']").click()
    expect(page.locator("main [role=note] a")).to_have_text("2")


def test_a_box_is_drawn_with_the_finger(visit, named):
    """The page is scrolled with the finger until somebody says that they draw."""
    advocate = visit("advocate1", "en", 360)
    page = advocate.page
    file = begun(page, named)
    finger = page.context.new_cdp_session(page)
    finger.send("Emulation.setTouchEmulationEnabled", {"enabled": True})
    until(page, f"{file}/@@redactions?number=1", ".bh-redact")
    page.wait_for_function("document.querySelector('.bh-redact img').naturalWidth > 0")
    touched(page, finger)
    assert page.input_value("#box-width") == "30"
    button = page.locator("[data-script=touch]")
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")
    touched(page, finger)
    assert 45 < float(page.input_value("#box-width")) < 55


def touched(page, finger) -> None:
    """Draw over half of the page, from its upper left."""
    page.locator(".bh-redact").evaluate("stage => stage.scrollIntoView()")
    stage = page.locator(".bh-redact").bounding_box()
    left, top, width = stage["x"] + 20, stage["y"] + 20, stage["width"] / 2
    steps = [("touchStart", 0.0), ("touchMove", 0.5), ("touchMove", 1.0), ("touchEnd", 1.0)]
    for kind, part in steps:
        place = {"x": left + width * part, "y": top + 60 * part}
        points = [] if kind == "touchEnd" else [place]
        finger.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
