"""The copy of a mandate for the person whom it is about."""

from baleharum.cases.interfaces import ICopy
from baleharum.mandates.content import IMandate
from baleharum.terms.days import day_text
from baleharum.terms.lists import term
from typing import Any
from zope.component import adapter
from zope.interface import implementer


@implementer(ICopy)
@adapter(IMandate)
class MandateCopy:
    """See ICopy."""

    kind = "putusan"
    stands = True

    def __init__(self, context: Any) -> None:
        self.context = context

    @property
    def person(self) -> str:
        """Whom it is about; see ICopy."""
        return self.context.about or ""

    def rows(self) -> list[tuple[str, str]]:
        """Return what was laid down, by whom, until when; names of officers stay here."""
        one = self.context
        found = [
            ("Jenis", term("mandate-kinds", one.kind).id if one.kind else ""),
            ("Nomor", one.number or ""),
            ("Ditetapkan oleh", one.issuer or ""),
            ("Tanggal penetapan", day_text(one.decided_on, "id")),
            ("Mulai", day_text(one.begins_on, "id")),
            ("Berakhir", day_text(one.ends_on, "id")),
            ("Bentuk", term("care-approaches", one.approach).id if one.approach else ""),
            ("Syarat dan keterangan", one.remarks or ""),
        ]
        return [(title, text) for title, text in found if text]
