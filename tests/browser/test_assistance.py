"""From a list of recipients to receipts and accounts, in front of the screen."""

from playwright.sync_api import expect
from tests.programmes_made import as_csv
from tests.programmes_made import row
from tests.programmes_made import some_rows

import pytest


#: Lists of invented people, whose NIKs no other test of the centre takes.
FIRST = 70_000


@pytest.fixture
def batch(visit):
    """The address of a batch that has just been begun, in a programme of its own."""
    operator = visit("operator1")
    programme = {"@type": "Programme", "title": "Bantuan uji", "programme": "blt-bbm"}
    made = operator.ask("POST", "/program", **programme)
    begun = {"@type": "AssistanceBatch", "year": 2026, "period": "1"}
    return operator.ask("POST", made["@id"], **begun)["@id"]


def hand_in(page, name, data):
    """Hand a list in on the page that takes it in."""
    page.set_input_files("#list-file", {"name": name, "mimeType": "text/csv", "buffer": data})
    page.get_by_role("button", name="Masukkan").click()


def take_in(page):
    """Hand in a list with a wrong line, and then one without."""
    hand_in(page, "daftar.csv", as_csv([*some_rows(3, FIRST), row(FIRST + 4, kecamatan="Ubud")]))
    # The page looks again by itself until the worker is done.
    wrong = page.locator("table tbody tr")
    expect(wrong).to_have_count(1)
    expect(wrong).to_contain_text("kecamatan (C)")
    hand_in(page, "daftar.csv", as_csv(some_rows(3, FIRST)))
    expect(page.get_by_text("Semua 3 baris")).to_be_visible()


def verify(page):
    """Hand the batch in, and note what the decree needs."""
    page.get_by_role("button", name="Ajukan untuk verifikasi").click()
    page.get_by_role("link", name="Verifikasi dan penetapan").click()
    for name in ("dtsen_checked_on", "list_signed_on", "decree_date"):
        page.fill(f"[name='form.widgets.{name}']", "2026-11-02")
    page.fill("[name='form.widgets.list_signed_by']", "Kepala Bidang")
    page.fill("[name='form.widgets.decree_number']", "188.45/7")
    page.get_by_role("button", name="Simpan").click()


def test_from_a_list_to_receipts(visit, batch):
    operator, head = visit("operator1"), visit("head1")
    page = operator.page
    operator.go(f"{batch}/@@import-list")
    take_in(page)
    operator.go(batch)
    verify(page)
    head.go(batch)
    head.page.get_by_role("button", name="Tetapkan").click()
    expect(head.page.locator(".bh-case-facts")).to_contain_text("Penetapan")
    operator.ask("PATCH", batch, handed_from="2026-11-03", handed_at="Kantor Pos")
    operator.go(batch)
    page.get_by_role("button", name="Mulai penyaluran").click()
    with page.expect_download() as printed:
        page.get_by_role("link", name="Tanda terima (PDF)").click()
    assert printed.value.path().read_bytes().startswith(b"%PDF-1.7")
    page.get_by_role("link", name="Penerima", exact=True).click()
    for box in page.locator("input[name=number]").all():
        box.check()
    page.fill("#mark-on", "2026-11-03")
    page.get_by_role("button", name="Catat").click()
    expect(page.locator("table .badge", has_text="Diterima")).to_have_count(3)
    operator.go(batch)
    page.get_by_role("button", name="Tutup penyaluran").click()
    expect(page.locator(".bh-case-facts")).to_contain_text("Pertanggungjawaban")
