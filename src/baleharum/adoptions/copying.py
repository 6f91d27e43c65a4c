"""The copy of an adoption for the child whom it is about.

Who the couple are, and what was found about them, is theirs and not in it.
"""

from baleharum.adoptions.content import IAdoptionFile
from baleharum.cases.history import state_of
from baleharum.cases.interfaces import ICopy
from baleharum.terms.days import day_text
from baleharum.terms.lists import term
from datetime import date
from typing import Any
from zope.component import adapter
from zope.interface import implementer


@implementer(ICopy)
@adapter(IAdoptionFile)
class AdoptionCopy:
    """See ICopy. There is one once the care permit is noted, and of what was refused."""

    kind = "laporan-sosial"

    def __init__(self, context: Any) -> None:
        self.context = context

    @property
    def stands(self) -> bool:
        """Whether there is a copy; see ICopy."""
        return state_of(self.context) not in ("application", "first_visit", "withdrawn")

    @property
    def person(self) -> str:
        """Whom it is about; see ICopy."""
        return self.context.about or ""

    def rows(self) -> list[tuple[str, str]]:
        """Return what was said for the child, what it has said, and what was decided."""
        one = self.context
        panel = term("adoption-panels", one.panel).id if one.panel else ""
        found = [
            ("Tahap", term("adoption-states", state_of(one)).id),
            ("Permohonan", _day(one.applied_on)),
            ("Alasan pengangkatan anak", one.why or ""),
            ("Alasan mendesak", one.urgent or ""),
            ("Perlindungan khusus", one.protection or ""),
            ("Pendapat anak", one.child_said or ""),
            ("Izin orang tua atau wali", _day(one.guardian_on)),
            ("Kunjungan rumah 1", _day(one.visit1_on)),
            ("Izin pengasuhan", _joined(one.care_number, one.care_on)),
            ("Pengasuhan sementara sejak", _day(one.care_begun)),
            ("Kunjungan rumah 2", _day(one.visit2_on)),
            ("Sidang Tim PIPA", _joined(panel, one.panel_on)),
            ("Izin pengangkatan", _joined(one.permit_number, one.permit_on)),
            ("Penetapan pengadilan", _joined(one.order_number, one.order_on)),
            ("Pencatatan sipil", _joined(one.register_number, one.registered_on)),
            ("Pengasuhan selanjutnya", one.afterwards or ""),
        ]
        return [(title, text) for title, text in found if text]


def _day(value: date | None) -> str:
    return str(day_text(value, "id")) if value is not None else ""


def _joined(text: str | None, day: date | None) -> str:
    return ", ".join(filter(None, (text, _day(day))))
