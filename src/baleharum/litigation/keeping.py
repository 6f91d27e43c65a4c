"""Fields of a litigation file or release that are written in some states alone, on every path."""

from baleharum.cases.history import state_of
from baleharum.cases.staying import Plain
from baleharum.cases.staying import Sealed
from baleharum.cases.staying import Staying


class Timed(Staying):
    """Mixin: each field has its time. windows: group of fields -> states; refused: group -> why not
    now, and what to do instead."""

    windows = {}
    refused = {}

    def refusal(self, field):
        """Return why a field is not written now; see Staying."""
        return "" if is_open(self, field.group) else self.refused[field.group]


def is_open(content, group: str) -> bool:
    """Tell whether a group of fields may be written now."""
    return state_of(content) in content.windows[group]


def kept(name: str, group: str, *, sealed: bool = False, missing=None):
    """Return a field of a group."""
    if sealed:
        return Sealed(name, missing, group=group)
    return Plain(name, missing, stored=f"_{name}", default=False, group=group)


def noted(name: str, *, sealed: bool = False, missing=None):
    """Return what the product itself notes with a step, and nobody else on any path."""
    if sealed:
        return Sealed(name, missing, noted=True)
    return Plain(name, missing, stored=f"_{name}", default=False, noted=True)
