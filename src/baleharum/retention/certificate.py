"""The certificate of destruction (berita acara pemusnahan) as a PDF, in Indonesian."""

from baleharum.cases.layout import full_name
from baleharum.cases.moments import WITA
from baleharum.retention.lists import DisposalList
from baleharum.retention.lists import REQUEST
from baleharum.retention.records import CLASSES
from baleharum.retention.records import retention_of
from baleharum.retention.requests import KINDS
from baleharum.terms.days import day_text
from baleharum.terms.lists import term
from collections.abc import Iterable
from datetime import date
from datetime import datetime
from pathlib import Path
from plone.app.uuid.utils import uuidToObject
from typing import Any

import json
import typst


TEMPLATE = Path(__file__).with_name("certificate.typ")

TITLES = {
    "prepare": "Arsiparis",
    "approve": "Pejabat Pelindungan Data Pribadi",
    "sign": "Kepala",
}


def stones(found: DisposalList) -> list[dict[str, Any]]:
    """Return the tombstones of the cases of a list that are destroyed."""
    cases = [uuidToObject(row.uid, unrestricted=True) for row in found.rows() if row.done]
    kept = [retention_of(case).tombstone for case in cases if case is not None]
    return [stone for stone in kept if stone is not None]


def certificate(register: Any, found: DisposalList, kept: Iterable[dict[str, Any]]) -> bytes:
    """Return the PDF of a list for these tombstones."""
    kept = list(kept)
    data = {
        "list": found.number,
        "register": register.title,
        "date": moment_day(max(stone["destroyed_at"] for stone in kept)),
        "cases": [_case(stone) for stone in kept],
        "steps": [
            {"title": TITLES[step], "name": full_name(person), "date": moment_day(at)}
            for step, person, at in found.steps
        ],
    }
    inputs = {"data": json.dumps(data)}
    return typst.compile(TEMPLATE.read_bytes(), sys_inputs=inputs, format="pdf")


def _cause(cause: str) -> str:
    if cause == REQUEST:
        article = term(KINDS, "erasure").extra["article"]
        return f"permohonan penghapusan dari subjek data pribadi (UU 27/2022 pasal {article})"
    return "masa simpan telah habis"


def _case(stone: dict[str, Any]) -> dict[str, Any]:
    known = term(CLASSES, stone["retention_class"])
    return {
        "number": stone["number"],
        "code": known.extra["code"],
        "class": known.id,
        "received": day(stone["received_on"]),
        "closed": day(stone["closed_on"]),
        "destroyed": moment_day(stone["destroyed_at"]),
        "cause": _cause(stone["cause"]),
        "shredded": moment_day(stone["shredded_at"]),
        **{name: stone[name] for name in ("files", "texts", "unreadable", "hash")},
    }


def day(value: date | None) -> str:
    """Return a day in Indonesian, a dash for none."""
    return "–" if value is None else day_text(value, "id")


def moment_day(value: datetime | None) -> str:
    """Return the day of a moment in Mataram, in Indonesian."""
    return day(None if value is None else value.astimezone(WITA).date())
