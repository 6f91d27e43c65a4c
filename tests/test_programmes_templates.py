"""Empty lists to be filled in: what the import reads of one that somebody has filled."""

from openpyxl import load_workbook
from tests.http import Visitor
from tests.programmes_made import as_csv
from tests.programmes_made import nik
from tests.programmes_made import sample_batch
from tests.programmes_made import sample_folder
from tests.programmes_made import sample_programme
from tests.programmes_made import take_in
from tests.test_programmes import brought

import csv
import io
import pytest
import transaction


BATCH = "program/p1/JSLU-2026-001"
FILLED = {
    "recipients": {
        "nik": nik(1),
        "nama": "Inaq Contoh",
        "kecamatan": "Ampenan",
        "jumlah": "300000",
        "jenis_kelamin": "P",
    },
    "outcomes": {
        "nomor": "2",
        "hasil": "Dikembalikan",
        "tanggal": "2026-11-20",
        "alasan": "Pindah domisili",
    },
}


def filled(kind, body, cells):
    """Return an empty list with one line filled in, as somebody does it with a spreadsheet."""
    if kind == "csv":
        (heads,) = csv.reader(io.StringIO(body.decode("utf-8-sig")))
        return as_csv([[cells.get(head, "") for head in heads]], heads)
    book = load_workbook(io.BytesIO(body))
    sheet = book.worksheets[0]
    for cell in sheet[1]:
        if cell.value in cells:
            sheet.cell(2, cell.column).value = cells[cell.value]
    assert sheet.page_setup.orientation == "landscape" and sheet.print_title_rows == "$1:$1"
    assert sheet["A2"].number_format == "@" and sheet["A26"].border.left.style == "thin"
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
@pytest.mark.parametrize("what", ["recipients", "outcomes"])
def test_an_empty_list_that_is_filled_in_is_taken_in(functional, what, kind):
    portal = functional["portal"]
    batch = sample_batch(sample_programme(sample_folder(portal)))
    transaction.commit()
    if what == "outcomes":
        brought(portal, batch, "distributed", 2)
        transaction.commit()
    operator = Visitor(portal, "intake1")
    page = operator.get(f"{BATCH}/@@import-list").text
    assert f"@@list-template?list={what}&amp;format={kind}" in page
    answer = operator.get(f"{BATCH}/@@list-template?list={what}&format={kind}")
    assert answer.status == 200 and "Inaq" not in answer.text
    last = take_in(portal, batch, filled(kind, answer.body, FILLED[what]), what=what)
    assert last[:4] == ("taken", what, 1, 0)
    if what == "outcomes":
        assert batch.recipients.outcome(2) == ("returned", "2026-11-20", "pindah")
    else:
        assert len(batch.recipients) == 1
    assert Visitor(portal, "head1").get(f"{BATCH}/@@list-template").status == 404
    assert operator.get(f"{BATCH}/@@list-template?format=pdf").status == 400
