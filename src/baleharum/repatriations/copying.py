"""The copy of a repatriation for the person whom it is about."""

from baleharum.cases.history import state_of
from baleharum.cases.interfaces import ICopy
from baleharum.repatriations.content import IRepatriation
from baleharum.repatriations.facts import place_text
from baleharum.repatriations.policy import ORDERED
from baleharum.terms.days import day_text
from baleharum.terms.lists import term
from datetime import date
from typing import Any
from zope.component import adapter
from zope.interface import implementer


@implementer(ICopy)
@adapter(IRepatriation)
class RepatriationCopy:
    """See ICopy. There is one once the assignment letter is signed."""

    kind = "ba-pemulangan"

    def __init__(self, context: Any) -> None:
        self.context = context

    @property
    def stands(self) -> bool:
        """Whether there is a copy; see ICopy."""
        return state_of(self.context) in ORDERED

    @property
    def person(self) -> str:
        """Whom it is about; see ICopy."""
        return self.context.about or ""

    def rows(self) -> list[tuple[str, str]]:
        """Return what was asked and found, where to, and who has taken the person over."""
        one = self.context
        found = [
            ("Nomor surat tugas", one.number),
            ("Arah", term("repatriation-directions", one.direction).id),
            ("Tujuan", place_text(one)),
            ("Alasan", one.why or ""),
            ("Keterangan asal", one.origin_note or ""),
            ("Kemauan", one.will or ""),
            ("Layak bepergian", _day(one.fit_on)),
            ("Alamat", one.address or ""),
            ("Jawaban daerah asal", one.reply_note or ""),
            ("Berangkat", _day(one.departed_on)),
            ("Diserahterimakan", _day(one.handed_on)),
            ("Diterima oleh", one.handed_to or ""),
        ]
        return [(title, text) for title, text in found if text]


def _day(value: date | None) -> str:
    return str(day_text(value, "id")) if value is not None else ""
