"""Numbers of cases and of what is in a case: without gaps, never given twice.

The number is taken in the transaction that files the object: if that fails there is no gap;
if two people file at once, the database refuses one of them and Zope tries it again with the
next number.
"""

from Acquisition import aq_base
from BTrees.OIBTree import OIBTree


class NumberedContainer:
    """A container that names what is filed in it, on every path (form, REST, script).

    Mix in before the Dexterity container.
    """

    def next_number(self, series: str) -> int:
        """Return the next number of a series, counting from 1."""
        counters = self.__dict__.get("_counters")
        if counters is None:
            counters = self._counters = OIBTree()
        counters[series] = counters.get(series, 0) + 1
        return counters[series]

    def highest_number(self, series: str) -> int:
        """Return the last number that was given of a series, 0 for none."""
        return (self.__dict__.get("_counters") or {}).get(series, 0)

    def name_for(self, content) -> tuple[str, str]:
        """Return (id, title) for something that is being filed."""
        raise TypeError("A numbered container says how it names its content.")

    def _setObject(self, id, object, *args, **kwargs):
        content = aq_base(object)
        # What has its number keeps it, should it ever be put back (an import, an undo).
        if not getattr(content, "numbered", False):
            id, title = self.name_for(content)
            content.id, content.title, content.numbered = id, title, True
        return super()._setObject(id, object, *args, **kwargs)


def case_number(prefix: str, year: int, number: int) -> str:
    """Return a case number, for example BH-2026-00001."""
    return f"{prefix}-{year:04d}-{number:05d}"
