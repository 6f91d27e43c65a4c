"""From documents of a case to a bundle that a recipient can check: built, approved, bound, verified."""

from baleharum.bundles.verifying import main
from playwright.sync_api import expect
from tests.browser.test_refer import confirm
from tests.browser.test_refer import consented
from tests.browser.test_refer import filed
from tests.browser.test_refer import state
from tests.browser.test_refer import take

import pytest
import time


#: Seconds in which the worker makes renditions and a bundle.
PATIENCE = 60


@pytest.fixture
def prepared(visit, case):
    """A case with an advocate, two approved documents and the consent for a court."""
    worker, supervisor, head = visit("worker1"), visit("supervisor1"), visit("head1")
    assigned = {"person": "advocate1", "function": "advocate", "reason": "Mendampingi di sidang"}
    supervisor.ask("POST", f"{case}/@team", **assigned)
    who = {"@type": "CaseSubject", "name": "Baiq Contoh Sidang", "part": "client"}
    person = worker.ask("POST", case, **who, matches_seen=True)
    court = {"@type": "Partner", "title": f"Pengadilan Contoh {case[-5:]}", "kind": "pengadilan"}
    recipient = head.ask("POST", "/mitra", **court)
    proof = filed(worker, case, "persetujuan")
    consented(
        worker, case, person["UID"], proof["UID"], purpose="litigasi", recipient=recipient["UID"]
    )
    documents = []
    for kind in ("catatan-kasus", "pernyataan-keluarga"):
        made = filed(worker, case, kind)
        worker.ask("POST", f"{made['@id']}/@workflow/submit")
        supervisor.ask("POST", f"{made['@id']}/@workflow/approve")
        documents.append(made)
    found = {"case": case, "person": person["UID"], "recipient": recipient["UID"]}
    return {**found, "documents": documents}


def begun(page, found: dict) -> str:
    """Write a litigation file in its form; returns its address."""
    page.locator("a[href$='++add++LitigationFile']").click()
    page.fill("#form-widgets-subject", "Permohonan Perwalian")
    page.select_option("#form-widgets-about", found["person"])
    page.select_option("#form-widgets-recipient", found["recipient"])
    page.fill("#form-widgets-court", "Pengadilan Contoh")
    page.fill("#form-widgets-attorney_on", "2026-03-01")
    page.locator("#form-buttons-save").click()
    state(page, "draft")
    return page.url.removesuffix("/view")


def described(page, number: int) -> None:
    """Say of an exhibit what the index and the list of evidence need."""
    page.locator(f"#exhibit-{number} a").first.click()
    page.fill("#dated", f"2026-02-0{number}")
    page.select_option("#duty", "meterai")
    page.fill("#proves", "Bahwa pemohon tinggal di Mataram.")
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_url(f"**#exhibit-{number}")


def taken_in(page, documents: list) -> None:
    """Take documents in, describe them, and move the second one up by the keyboard."""
    for document in documents:
        page.locator(f"#add input[value='{document['UID']}']").check()
    page.select_option("#lf-section", "B")
    page.locator("#add button.btn-primary").click()
    expect(page.locator("#exhibit-2")).to_be_visible()
    described(page, 1)
    described(page, 2)
    page.locator("#exhibit-2 button[value=up]").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#index ol li").first).to_have_attribute("id", "exhibit-2")


def until(page, address: str, found: str) -> None:
    """Look at a page until something is there, as somebody who waits does."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        page.goto(address)
        if page.locator(found).count():
            return
        page.wait_for_timeout(500)
    raise AssertionError(f"{found} did not come: {page.locator('main').inner_text()[:2000]}")


def test_bind(visit, prepared, screen, tmp_path):
    """An advocate builds, a supervisor approves, the worker binds, and the package verifies."""
    advocate = visit("advocate1", *screen)
    page = advocate.page
    advocate.go(f"{prepared['case']}/litigation")
    file = begun(page, prepared)
    taken_in(page, prepared["documents"])
    until(page, file, "[data-blocking='0']")
    take(page, "submit")
    state(page, "checking")

    supervisor = visit("supervisor1", *screen)
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
        page.locator("a[href$='@@bundle-package']").click()
    package = tmp_path / loading.value.suggested_filename
    loading.value.save_as(package)
    assert main([str(package)]) == 0
