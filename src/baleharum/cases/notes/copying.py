"""The copy of a progress note for the client whose case it is."""

from baleharum.cases.interfaces import ICopy
from baleharum.cases.notes.content import ICaseNote
from baleharum.terms.days import day_text
from typing import Any
from zope.component import adapter
from zope.interface import implementer


@implementer(ICopy)
@adapter(ICaseNote)
class NoteCopy:
    """See ICopy."""

    kind = "catatan-kasus"
    person = ""
    stands = True

    def __init__(self, note: Any) -> None:
        self.note = note

    def rows(self) -> list[tuple[str, str]]:
        """Return day and text."""
        return [("Tanggal", day_text(self.note.happened_on, "id")), ("Catatan", self.note.text)]
