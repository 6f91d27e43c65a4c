"""What named a person before it was corrected: papers of the case still say it.

It lies on the person, under their own key: it moves with them, and dies with the key of the case.
"""

from baleharum.vault.interfaces import Broken
from baleharum.vault.objects import is_stored
from baleharum.vault.objects import SealedValue


#: Fields by which a person is named, found or reached.
NAMING = ("name", "alias", "nik", "family_card", "phone", "address")
#: Attribute of a person: rows of (field, what stood there), the newest last.
BEFORE = "earlier"
#: The most rows of a person. A record is corrected now and then; more come of a program alone.
MOST = 500


class Naming(SealedValue):
    """A sealed value of a person that names them: what it was stays known, whoever writes it."""

    def __set__(self, holder, value):
        before = self._before(holder)
        super().__set__(holder, value)
        if before and before != value:
            remember(holder, self.name, before)

    def _before(self, holder) -> str:
        if not is_stored(holder, self.name):
            return ""
        try:
            return self.__get__(holder) or ""
        except Broken:
            return ""  # Who can't be read any more can be written anew all the same.


def remember(person, field: str, value: str) -> None:
    """Keep what stood in a field, once."""
    row = (field, value)
    others = [each for each in getattr(person, BEFORE) if each != row]
    setattr(person, BEFORE, (*others, row)[-MOST:])


def earlier(person) -> tuple[tuple[str, str], ...]:
    """Return (field, what stood there before) of a person, the oldest first, without what stands
    there now again."""
    rows = getattr(person, BEFORE)
    return tuple((field, value) for field, value in rows if getattr(person, field) != value)
