"""Lists of recipients as offices send them: what is wrong is told with line and column."""

from baleharum.programmes import checking
from baleharum.programmes import marking
from baleharum.programmes import table
from baleharum.programmes.recipients import Recipient
from baleharum.programmes.wrong import NotAList
from datetime import date
from datetime import datetime
from openpyxl import load_workbook
from tests.programmes_made import as_csv
from tests.programmes_made import as_xlsx
from tests.programmes_made import HEADS
from tests.programmes_made import nik
from tests.programmes_made import row
from tests.programmes_made import some_rows
from zipfile import ZipFile
from zope.i18n import translate

import io
import pytest


TODAY = date(2026, 11, 30)


def checker(**given):
    """Return what looks at lines; NIKs stand for their own digests."""
    plain = {
        "digest": str.encode,
        "here": lambda digest: 0,
        "elsewhere": lambda digest: "",
        "today": TODAY,
        "samples": True,
    }
    return checking.Checker(**{**plain, **given})


def looked_at(data, **given):
    """Return the rows of a list, and (line, column, message) of all that is wrong."""
    lines = table.opened(io.BytesIO(data), checking.ALIASES, checking.NEEDED)
    looking = checker(serials=not lines.encoding, **given)
    found = [looking.look(line) for line in lines.lines]
    rows = [each for each in found if isinstance(each, Recipient)]
    wrong = [one for each in found if isinstance(each, list) for one in each]
    return rows, [(w.line, lines.place(w.column), translate(w.message)) for w in wrong]


def refused(data):
    """Return why a file as a whole is no list."""
    with pytest.raises(NotAList) as caught:
        looked_at(data)
    return translate(caught.value.args[0])


ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252")


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("delimiter", [",", ";", "\t"], ids=["comma", "semicolon", "tab"])
def test_every_encoding_and_delimiter_of_an_office_is_read(encoding, delimiter):
    data = as_csv([row(1, nama="Ni Luh Conté")], encoding=encoding, delimiter=delimiter)
    rows, wrong = looked_at(data)
    assert wrong == [] and [each.name for each in rows] == ["Ni Luh Conté"]


def test_what_is_in_no_encoding_is_refused():
    assert "CSV UTF-8" in refused(as_csv(some_rows(1)) + b"\n\x81\x8d\x8f")


def test_a_row_is_kept_as_it_stands():
    heads = ("NIK", "Nama Lengkap", "Kec", "Nominal", "No. KK", "L/P", "Tgl Lahir", "Desa", "Desil")
    cells = (nik(5), "'Inaq  Contoh", "52.71.05", "Rp 1.500.000", "5271010101100001", "P")
    data = as_csv([(*cells, "17/08/1985", "Gomong", "Desil 3")], heads)
    ((found,), wrong) = looked_at(data)
    assert wrong == []
    assert found == Recipient(
        number=1,
        nik=nik(5),
        name="Inaq Contoh",
        sub_district="selaparang",
        amount=1_500_000,
        family_card="5271010101100001",
        sex="p",
        born="1985-08-17",
        kelurahan="Gomong",
        decile=3,
    )


CELLS = {
    "nik short": ({"nik": "52710517"}, "nik", "16 digits"),
    "nik date": ({"nik": "5271057208120000"}, "nik", "date of birth"),
    "nik region": ({"nik": "5271001708850000"}, "nik", "sub-district"),
    "nik missing": ({"nik": ""}, "nik", "missing"),
    "nik shortened": ({"nik": "5,27105E+15"}, "nik", "lose the last digit"),
    "name missing": ({"nama": ""}, "nama", "missing"),
    "name too long": ({"nama": "a" * 201}, "nama", "200 characters"),
    "name unreadable": ({"nama": "Ni\x07 Luh"}, "nama", "cannot be read"),
    "place missing": ({"kecamatan": ""}, "kecamatan", "missing"),
    "place unknown": ({"kecamatan": "Denpasar Barat"}, "kecamatan", "Ampenan (52.71.01)"),
    "amount": ({"jumlah": "tiga ratus"}, "jumlah", "no amount"),
    "amount below": ({"jumlah": "-5"}, "jumlah", "no amount"),
    "amount nothing": ({"jumlah": "0"}, "jumlah", "no amount"),
    "amount missing": ({"jumlah": ""}, "jumlah", "missing"),
    "amount with a part": ({"jumlah": "1.500,50"}, "jumlah", "no amount"),
    "day number": ({"tanggal_lahir": "31276"}, "tanggal_lahir", "in place of a day"),
    "no day": ({"tanggal_lahir": "31/02/1985"}, "tanggal_lahir", "no day"),
    "day to come": ({"tanggal_lahir": "01/01/2031"}, "tanggal_lahir", "born"),
    "decile": ({"desil": "11"}, "desil", "1 to 10"),
}


@pytest.mark.parametrize("cells,column,words", CELLS.values(), ids=CELLS)
@pytest.mark.parametrize("write", [as_csv, as_xlsx])
def test_what_is_wrong_with_a_cell_is_told_with_its_place(write, cells, column, words):
    if write is as_xlsx and "\x07" in cells.get("nama", ""):
        cells = {"nama": "Ni � Luh"}
    more = {"delimiter": ";"} if write is as_csv else {}
    _rows, wrong = looked_at(write([row(1), row(2, **cells)], HEADS, **more))
    ((line, place, message),) = wrong
    letter = "ABCDEF"[HEADS.index(column)]
    assert (line, place) == (3, f"{column} ({letter})")
    assert words in message
    assert nik(2) not in message


def test_the_amount_of_the_batch_holds_where_a_line_names_none():
    rows, wrong = looked_at(as_csv([row(1, jumlah="")]), amount=250_000)
    assert wrong == [] and rows[0].amount == 250_000


def test_who_stands_there_twice_is_told_with_both_places():
    data = as_csv([row(1), row(2), row(1, nama="Orang lain")])
    rows, wrong = looked_at(data)
    assert len(rows) == 2
    assert wrong == [(4, "nik (A)", "The same NIK stands in line 2.")]
    _rows, wrong = looked_at(data, here={nik(2).encode(): 17}.get)
    assert "recipient 17 of this batch" in wrong[0][2]
    _rows, wrong = looked_at(data, elsewhere={nik(2).encode(): "JSLU-2025-001"}.get)
    assert "in the batch JSLU-2025-001" in wrong[0][2]


def test_everything_that_is_wrong_with_a_line_is_told_at_once():
    _rows, wrong = looked_at(as_csv([row(1, nik="1", kecamatan="x", jumlah="y", desil="z")]))
    assert [place for _line, place, _message in wrong] == [
        "nik (A)",
        "jumlah (D)",
        "kecamatan (C)",
        "desil (F)",
    ]


def test_numbers_of_lines_are_those_of_the_file():
    broken_name = '"Inaq\nContoh"'
    lines = [row(1, nama=broken_name), ["", "", "", "", "", ""], row(2, nik="1")]
    _rows, wrong = looked_at(as_csv(lines))
    assert [line for line, _place, _message in wrong] == [5]


HEADINGS = {
    "missing": (("nik", "nama"), "kecamatan"),
    "title above": (("Daftar penerima", "", ""), "Take out titles"),
    "twice": (("nik", "nama", "kecamatan", "Nama Lengkap"), "Nama Lengkap (D)"),
    "unknown": (("nik", "nama", "kecamatan", "golongan"), "golongan"),
    "nothing": ((), "Line 1 must name"),
}


@pytest.mark.parametrize("heads,words", HEADINGS.values(), ids=HEADINGS)
@pytest.mark.parametrize("write", [as_csv, as_xlsx])
def test_heads_that_cannot_be_used_are_named(write, heads, words):
    assert words in refused(write([], heads))


def test_more_cells_than_heads_are_wrong():
    _rows, wrong = looked_at(as_csv([[*row(1), "lebih"]]))
    assert wrong[0][:2] == (2, "") and "to the right" in wrong[0][2]


def test_an_open_quotation_mark_is_told_with_its_line():
    assert "From line 3 on" in refused(as_csv([row(1), row(2, nama='"Inaq')]))


def test_a_number_of_a_spreadsheet_has_lost_its_last_digit():
    _rows, wrong = looked_at(as_xlsx([row(1, nik=int(nik(1)))]))
    assert wrong[0][1] == "nik (A)" and "lose the last digit" in wrong[0][2]


def test_days_of_a_spreadsheet_are_days_also_as_numbers():
    days = (31276, datetime(1985, 8, 17), "17/08/1985", "1985-08-17")
    data = as_xlsx([row(n, tanggal_lahir=day) for n, day in enumerate(days)])
    rows, wrong = looked_at(data)
    assert wrong == [] and {each.born for each in rows} == {"1985-08-17"}


def test_a_formula_is_told_where_it_stands():
    _rows, wrong = looked_at(as_xlsx([row(1, jumlah="=SUM(A1:A2)", nama='=HYPERLINK("x")')]))
    assert [(place, "formula" in message) for _line, place, message in wrong] == [
        ("nama (B)", True),
        ("jumlah (D)", True),
    ]


def test_merged_cells_are_told_where_they_are():
    data = as_xlsx(some_rows(3), change=lambda sheet: sheet.merge_cells("C2:C4"))
    assert "C2:C4" in refused(data)


def with_part(data, name):
    """Return a workbook with one more part."""
    file = io.BytesIO(data)
    with ZipFile(file, "a") as parts:
        parts.writestr(name, b"Attribute VB_Name")
    return file.getvalue()


BROKEN = {
    "macros": (lambda: with_part(as_xlsx(some_rows(1)), "xl/vbaProject.bin"), "macros"),
    "old macros": (lambda: with_part(as_xlsx(some_rows(1)), "xl/macrosheets/s.xml"), "macros"),
    "old Excel or a password": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" * 64, "without a pass"),
    "cut off": (lambda: as_xlsx(some_rows(50))[:-900], "cannot be read"),
    "no workbook": (lambda: with_part(b"", "a.txt"), "cannot be read"),
    "40 MB": (lambda: b"nik,nama\n" + b"x" * 40_000_000, "20 MB"),
}


@pytest.mark.parametrize("data,words", BROKEN.values(), ids=BROKEN)
def test_a_file_that_is_no_list_says_what_to_do(data, words):
    assert words in refused(data())


def test_a_workbook_that_unpacks_to_far_more_is_refused():
    file = io.BytesIO(as_xlsx(some_rows(1)))
    with ZipFile(file, "a", 8) as parts:
        parts.writestr("xl/worksheets/sheet9.xml", b"\0" * 401_000_000)
    assert len(file.getvalue()) < 1_000_000 and "far more" in refused(file.getvalue())


def test_what_a_workbook_says_of_its_size_is_not_believed():
    file = io.BytesIO()
    with ZipFile(io.BytesIO(as_xlsx(some_rows(2)))) as before, ZipFile(file, "w") as after:
        for name in before.namelist():
            data = before.read(name)
            after.writestr(name, data.replace(b'ref="A1:F3"', b'ref="A1:XFD1048576"'))
    assert b"XFD1048576" in ZipFile(file).read("xl/worksheets/sheet1.xml")
    rows, wrong = looked_at(file.getvalue())
    assert len(rows) == 2 and wrong == []
    assert load_workbook(io.BytesIO(file.getvalue()), read_only=True).worksheets[0].max_row > 10**6


OUTCOMES = {
    "received": ("1,diterima,28/11/2026,", ("received", "2026-11-28", "")),
    "english": ("1,received,2026-11-28,", ("received", "2026-11-28", "")),
    "returned": ("1,Dikembalikan,28/11/2026,pindah", ("returned", "2026-11-28", "pindah")),
    "reason in words": ("1,kembali,28/11/2026,Meninggal dunia", ("returned", "2026-11-28", "meninggal")),
    "waits": ("1,belum disalurkan,,", ("waiting", "", "")),
    "no reason": ("1,dikembalikan,28/11/2026,", "alasan"),
    "no day": ("1,diterima,,", "tanggal"),
    "a day to come": ("1,diterima,01/12/2026,", "tanggal"),
    "no outcome": ("1,mungkin,28/11/2026,", "hasil"),
    "nobody": ("9,diterima,28/11/2026,", "nomor"),
    "no number": ("x,diterima,28/11/2026,", "nomor"),
}  # fmt: skip


@pytest.mark.parametrize("line,expected", OUTCOMES.values(), ids=OUTCOMES)
def test_outcomes_are_looked_at_line_by_line(line, expected):
    data = f"nomor,hasil,tanggal,alasan\n{line}\n".encode()
    lines = table.opened(io.BytesIO(data), marking.ALIASES, marking.NEEDED)
    looking = marking.Checker(3, TODAY)
    (found,) = [looking.look(each) for each in lines.lines]
    if isinstance(expected, tuple):
        assert (found[0], tuple(found[1])) == (1, expected)
    else:
        assert [each.column for each in found] == [expected]


def test_a_recipient_has_one_outcome_in_a_list():
    data = b"nomor,hasil,tanggal\n1,diterima,28/11/2026\n1,diterima,28/11/2026\n"
    lines = table.opened(io.BytesIO(data), marking.ALIASES, marking.NEEDED)
    looking = marking.Checker(3, TODAY)
    first, second = [looking.look(each) for each in lines.lines]
    assert first[0] == 1 and "line 2" in translate(second[0].message)
