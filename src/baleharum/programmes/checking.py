"""Looking at the lines of a list of recipients, one by one: a row, or all that is wrong with it."""

from baleharum.cases.identity import check_family_card
from baleharum.cases.identity import check_nik
from baleharum.cases.identity import clean_number
from baleharum.programmes import places
from baleharum.programmes import sayings
from baleharum.programmes.cells import Cells
from baleharum.programmes.cells import day_in
from baleharum.programmes.cells import TEXTS
from baleharum.programmes.recipients import Recipient
from baleharum.programmes.table import Line
from baleharum.programmes.workbook import FORMULA
from baleharum.programmes.wrong import Wrong
from collections.abc import Callable
from dataclasses import dataclass
from dataclasses import field
from datetime import date
from typing import Any
from zope.i18nmessageid import Message

import re


#: Columns in their order -> what their heads may be called besides.
COLUMNS = {
    "nik": "no_nik nomor_nik nik_penerima",
    "nama": "nama_penerima nama_lengkap nama_kpm name",
    "kecamatan": "kec kode_kecamatan sub_district",
    "jumlah": "nominal jumlah_bantuan nilai amount",
    "no_kk": "kk nomor_kk kartu_keluarga family_card",
    "jenis_kelamin": "jk l_p jenis_kelamin_l_p sex",
    "tanggal_lahir": "tgl_lahir birth_date",
    "kelurahan": "kel desa kelurahan_desa desa_kelurahan",
    "alamat": "address alamat_lengkap",
    "desil": "desil_dtsen dtsen_desil decile",
    "keterangan": "ket catatan remarks",
    "no": "nomor no_urut",
}
ALIASES = {head: column for column, more in COLUMNS.items() for head in (column, *more.split())}
NEEDED = ("nik", "nama", "kecamatan")
#: The numbering of an office, which may be there and says nothing.
PASSED_OVER = "no"
SEXES = {"l": "l", "laki-laki": "l", "laki": "l", "m": "l", "p": "p", "perempuan": "p", "f": "p"}

#: What a spreadsheet makes of a number that it finds too long.
SHORTENED = re.compile(r"\d[.,]\d+e\+?\d+", re.IGNORECASE)
MONEY = re.compile(r"(?:rp\.?\s*)?(\d{1,3}(?:\.\d{3})+|\d+)(?:,0{1,2}|,-)?", re.IGNORECASE)
MOST = 10**12


@dataclass
class Checker:
    """Looks at lines, one after the other, and remembers whose they were.

    digest: NIK -> digest; here: digest -> number in this batch, 0 for none; elsewhere: digest ->
    number of another batch of the same time, '' for none; first: number of the first row;
    amount: for lines without one, None for none; serials: whether a number may be a day.
    """

    digest: Callable[[str], bytes]
    here: Callable[[bytes], int]
    elsewhere: Callable[[bytes], str]
    today: date
    samples: bool = False
    first: int = 1
    amount: int | None = None
    serials: bool = False
    seen: dict[bytes, int] = field(default_factory=dict)
    digests: list[bytes] = field(default_factory=list)

    def look(self, line: Line) -> Recipient | list[Wrong]:
        """Return the row of a line, or what is wrong with it."""
        found = Cells(line)
        cells = {name: found.text(name) for name in TEXTS}
        values: dict[str, Any] = {
            "nik": self._nik(found),
            "amount": self._amount(found),
            "sub_district": _sub_district(found),
            "family_card": self._family_card(found),
            "sex": _sex(found),
            "born": self._born(found),
            "decile": _decile(found),
        }
        if not cells["nama"] and "nama" not in found.columns:
            found.refuse("nama", sayings.NO_NAME)
        if line.beyond:
            found.refuse("", sayings.BEYOND)
        if found.wrong:
            return found.wrong
        self.digests.append(next(reversed(self.seen)))
        number = self.first + len(self.digests) - 1
        return Recipient(
            number=number,
            name=cells["nama"],
            kelurahan=cells["kelurahan"],
            address=cells["alamat"],
            remarks=cells["keterangan"],
            **values,
        )

    def _nik(self, found: Cells) -> str:
        cell = found.cell("nik")
        if isinstance(cell, int | float) and cell >= 10**15:
            found.refuse("nik", sayings.NUMBER)
            return ""
        typed = found.text("nik", 60)
        if not typed:
            if "nik" not in found.columns:
                found.refuse("nik", sayings.NO_NIK)
            return ""
        if SHORTENED.fullmatch(typed):
            found.refuse("nik", sayings.NUMBER)
            return ""
        checked = check_nik(
            typed, sex=None, birth_date=None, today=self.today, allow_sample=self.samples
        )
        for message in checked.errors:
            found.refuse("nik", message)
        if checked.parsed is None or checked.errors:
            return ""
        self._known(found, self.digest(checked.parsed.number))
        return checked.parsed.number

    def _known(self, found: Cells, digest: bytes) -> None:
        """Refuse who is there already."""
        if digest in self.seen:
            found.refuse("nik", sayings.say(sayings.TWICE, line=self.seen[digest]))
            return
        self.seen[digest] = found.line
        if number := self.here(digest):
            found.refuse("nik", sayings.say(sayings.HERE, number=number))
        elif batch := self.elsewhere(digest):
            found.refuse("nik", sayings.say(sayings.ELSEWHERE, batch=batch))

    def _family_card(self, found: Cells) -> str:
        cell = found.cell("no_kk")
        typed = found.text("no_kk", 60)
        if not typed:
            return ""
        if (isinstance(cell, int | float) and cell >= 10**15) or SHORTENED.fullmatch(typed):
            found.refuse("no_kk", sayings.NUMBER)
            return ""
        checked = check_family_card(typed, today=self.today)
        for message in checked.errors:
            found.refuse("no_kk", message)
        return checked.number

    def _amount(self, found: Cells) -> int:
        cell = found.cell("jumlah")
        if isinstance(cell, float) and cell.is_integer():
            cell = int(cell)
        typed = str(cell).strip() if cell not in (None, FORMULA) else ""
        if not typed:
            if self.amount is None and "jumlah" not in found.columns:
                found.refuse("jumlah", sayings.NO_AMOUNT)
            return self.amount or 0
        matched = MONEY.fullmatch(typed)
        amount = int(matched[1].replace(".", "")) if matched and len(typed) < 30 else 0
        if not 1 <= amount <= MOST:
            found.refuse("jumlah", sayings.AMOUNT)
        return amount

    def _born(self, found: Cells) -> str:
        cell = found.cell("tanggal_lahir")
        if cell in (None, FORMULA):
            return ""
        day = day_in(cell, self.serials)
        if isinstance(day, Message):
            found.refuse("tanggal_lahir", day)
            return ""
        if day > self.today or day.year < 1880:
            found.refuse("tanggal_lahir", sayings.BORN)
        return day.isoformat()


def _sub_district(found: Cells) -> str:
    typed = found.text("kecamatan", 80)
    if not typed:
        if "kecamatan" not in found.columns:
            found.refuse("kecamatan", sayings.NO_PLACE)
        return ""
    token = places.sub_district(typed)
    if not token:
        found.refuse("kecamatan", sayings.say(sayings.PLACE, known=places.known()))
    return token


def _sex(found: Cells) -> str:
    typed = found.text("jenis_kelamin", 40).casefold()
    if typed and typed not in SEXES:
        found.refuse("jenis_kelamin", sayings.SEX)
    return SEXES.get(typed, "")


def _decile(found: Cells) -> int:
    typed = clean_number(found.text("desil", 20).casefold().removeprefix("desil"))
    if typed and not (typed.isascii() and typed.isdigit() and 1 <= int(typed[:4]) <= 10):
        found.refuse("desil", sayings.DECILE)
        return 0
    return int(typed or 0)
