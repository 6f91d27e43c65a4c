"""The printed list of recipients: who signs for what, with a code on each line that finds it again."""

from baleharum.cases.history import state_of
from baleharum.cases.identity import mask_nik
from baleharum.cases.moments import today
from baleharum.letters.letterhead import letterhead
from baleharum.letters.typeset import compiled
from baleharum.programmes import policy
from baleharum.programmes.reading import folder_of
from baleharum.programmes.recipients import Recipient
from baleharum.programmes.recipients import rows_of
from baleharum.terms.days import day_text
from baleharum.terms.lists import term
from baleharum.vault.secrets import keyed_digest
from collections.abc import Callable
from pathlib import Path
from plone import api
from plone.uuid.interfaces import IUUID
from typing import Any

import hmac
import io
import re
import segno


TEMPLATE = Path(__file__).with_name("receipts.typ")
#: Recipients in one PDF: some ninety pages.
PART = 1000
#: Hexadecimal digits by which a code is no number that somebody made up.
CHECK = 8
CODE = re.compile(r"([A-Z0-9-]+)/(\d{1,7})/([0-9a-f]{8})")


def parts(batch: Any) -> int:
    """Return how many PDFs the list has."""
    return -(-len(batch.recipients) // PART)


def receipts(batch: Any, part: int) -> bytes:
    """Return a part of the list as PDF/A-2b, from 1; the first says what the batch is.

    Raises LetterRefused for signs in a name that no font of the product has.
    """
    numbers = range(1 + (part - 1) * PART, 1 + min(part * PART, len(batch.recipients)))
    code, unit, day = coder(batch), batch.__parent__.unit, today()
    data = {
        "nomor": batch.getId(),
        "program": batch.__parent__.title,
        "draf": state_of(batch) in ("draft", "verification"),
        "periode": " ".join(filter(None, (batch.period, str(batch.year)))),
        "sk": _decree(batch),
        "tanggal": day_text(day, "id"),
        "hari": [day.year, day.month, day.day],
        "bagian": [part, parts(batch)],
        "jumlah": policy.with_points(len(batch.recipients)),
        "total": policy.amount_text(batch.recipients.amount(), unit),
        "kop": list(letterhead(api.portal.get()).lines),
        "baris": [_line(row, code, unit) for row, _outcome in rows_of(batch, numbers)],
    }
    return compiled(TEMPLATE, data)


def coder(batch: Any) -> Callable[[int], str]:
    """Return a function number -> code of the receipt. Don't keep it, it holds a key."""
    digest = keyed_digest(IUUID(folder_of(batch)), "recipient receipt")
    uid, name = IUUID(batch), batch.getId()
    return lambda number: f"{name}/{number}/{digest(f'{uid}/{number}').hex()[:CHECK]}"


def number_of_code(batch: Any, typed: str) -> int:
    """Return the number of a recipient of this batch by the code of a receipt, 0 for none."""
    found = CODE.fullmatch(typed)
    if found is None or found[1] != batch.getId():
        return 0
    number = int(found[2])
    fits = hmac.compare_digest(coder(batch)(number), typed)
    return number if fits and 1 <= number <= len(batch.recipients) else 0


def _decree(batch: Any) -> str:
    if not batch.decree_number:
        return ""
    day = f", {day_text(batch.decree_date, 'id')}" if batch.decree_date else ""
    return f"{batch.decree_number}{day}"


def _line(row: Recipient, code: Callable[[int], str], unit: str) -> dict[str, Any]:
    place = term("sub-districts", row.sub_district).id
    return {
        "nomor": row.number,
        "nama": row.name,
        "nik": mask_nik(row.nik) if row.nik else "",
        "tempat": ", ".join(filter(None, (row.kelurahan, place))),
        "jumlah": policy.amount_text(row.amount, unit),
        "qr": drawn(code(row.number)),
        "kode": code(row.number),
    }


def drawn(text: str) -> str:
    """Return a QR code as SVG."""
    file = io.BytesIO()
    segno.make(text, error="m", micro=False).save(file, kind="svg", xmldecl=False, svgns=True)
    return file.getvalue().decode("utf-8")
