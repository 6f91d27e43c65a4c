"""The copy of a letter for the person whom it is about: what was told of them, and to whom."""

from baleharum.cases.interfaces import ICopy
from baleharum.referrals.content import IReferralLetter
from baleharum.terms.days import day_text
from baleharum.terms.days import moment_text
from baleharum.terms.lists import term
from typing import Any
from zope.component import adapter
from zope.interface import implementer


@implementer(ICopy)
@adapter(IReferralLetter)
class LetterCopy:
    """See ICopy. A letter is handed out once it has gone to the partner."""

    kind = "surat-rujukan"

    def __init__(self, letter: Any) -> None:
        self.letter = letter

    @property
    def stands(self) -> bool:
        """Whether there is a copy; see ICopy."""
        return bool(self.letter.was_sent)

    @property
    def person(self) -> str:
        """Whom it is about; see ICopy."""
        return self.letter.about or ""

    def rows(self) -> list[tuple[str, str]]:
        """Return recipient, purpose, all that was disclosed, and the reply."""
        one = self.letter
        services = [term("simfoni-services", token).id for token in one.services or ()]
        data = [f"{term('minimum-data', token).id}: {text}" for token, text in one.disclosed]
        enclosed = [
            f"{row.name.upper()} {term('document-kinds', row.kind).id} (versi {row.version})"
            for row in one.enclosures
        ]
        found = [
            ("Nomor surat", one.number),
            ("Tanggal", day_text(one.signed_on, "id")),
            ("Mitra", one.addressee),
            ("Dikirim", moment_text(one.sent_at, "id") if one.sent_at else ""),
            ("Layanan", ", ".join(services)),
            ("Maksud", one.purpose or ""),
            ("Data yang disampaikan", "\n".join(data)),
            ("Lampiran", "\n".join(enclosed)),
            ("Dasar", term("lawful-bases", one.rest.basis).id if one.rest.basis else ""),
            ("Isi", one.text or ""),
            ("Balasan", one.reply_summary or ""),
        ]
        return [(title, text) for title, text in found if text]
