"""The copy of a stay for the person whom it is about. Where the house is stands in no copy."""

from baleharum.cases.history import state_of
from baleharum.cases.interfaces import ICopy
from baleharum.stays.content import IShelterStay
from baleharum.stays.policy import WAITING
from baleharum.terms.days import day_text
from baleharum.terms.lists import term
from datetime import date
from typing import Any
from zope.component import adapter
from zope.interface import implementer


@implementer(ICopy)
@adapter(IShelterStay)
class StayCopy:
    """See ICopy. There is one once somebody was let in."""

    kind = "kontrak-layanan"

    def __init__(self, stay: Any) -> None:
        self.stay = stay

    @property
    def stands(self) -> bool:
        """Whether there is a copy; see ICopy."""
        return state_of(self.stay) not in (WAITING, "cancelled")

    @property
    def person(self) -> str:
        """Whom it is about; see ICopy."""
        return self.stay.about or ""

    def rows(self) -> list[tuple[str, str]]:
        """Return kind of house, days, reasons, belongings and how it ended."""
        one = self.stay
        things = [f"{row[2]} × {row[1]}" for row in one.belongings or ()]
        longer = [f"{_day(each.until)}: {each.reason}" for each in one.extensions]
        found = [
            ("Jenis rumah", term("shelter-kinds", one.kind).id if one.kind else ""),
            ("Datang", _day(one.arrived_on)),
            ("Hari terakhir", _day(one.limit)),
            ("Alasan", one.why or ""),
            ("Yang perlu diperhatikan", one.needs or ""),
            ("Barang bawaan", "\n".join(things)),
            ("Perpanjangan", "\n".join(longer)),
            ("Dikunjungi", "; ".join(_day(day) for _number, day in one.due_days)),
            ("Berakhir", _day(one.ended_on)),
            ("Catatan keluar", one.exit_note or ""),
            ("Kejadian", one.incident or ""),
        ]
        return [(title, text) for title, text in found if text]


def _day(value: date | None) -> str:
    return str(day_text(value, "id")) if value is not None else ""
