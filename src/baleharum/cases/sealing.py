"""What is filed is sealed by the key of its case, before anybody else hears of it."""

from Acquisition import aq_parent
from baleharum.cases.content import ICase
from baleharum.cases.content import ICaseRegister
from baleharum.vault.objects import seal_to
from plone.uuid.interfaces import IUUID


def key_of(content) -> str:
    """Return the UID under which the keystore has the key of a register, case or child."""
    place = content
    while not (ICase.providedBy(place) or ICaseRegister.providedBy(place)):
        place = aq_parent(place)
    return IUUID(place)


def sealed(content, event) -> None:
    """Wrap the keys of something that is filed, or that has got a new file or text."""
    # A removal is told as a move as well.
    if getattr(event, "newParent", content) is not None:
        seal_to(content, key_of(content))
