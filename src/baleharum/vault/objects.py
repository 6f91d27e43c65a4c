"""Content with sealed fields."""

from baleharum.vault.holding import KeyHolder
from baleharum.vault.values import is_stored
from baleharum.vault.values import SealedValue
from collections.abc import Iterator
from typing import Any


__all__ = ["is_stored", "seal_to", "SealedObject", "SealedValue"]


class SealedObject(KeyHolder):
    """Mixin for Dexterity content, before `Item` or `Container`: `class Person(SealedObject, Item)`.

    Its fields that name or describe somebody are `SealedValue` attributes of the class.
    """

    #: How the record of openings calls the reading of its fields.
    _vault_what = "fields"


def seal_to(obj: Any, case_uid: str) -> None:
    """Wrap the keys of an object and of the sealed files on it for a case; does so as often as
    it is called.

    For whoever files content: call it when the object was added, moved (the UID of the new
    case) and modified (a new file on it). Raises Shredded when the key of the case is destroyed.
    """
    holder = getattr(obj, "aq_base", obj)
    subject = getattr(holder, "_plone.uuid", None) or ""
    for held in _holders(holder):
        if held is not holder and held._vault_subject != subject:
            held._vault_subject = subject
        held._seal_to(case_uid)


def _holders(obj: Any) -> Iterator[KeyHolder]:
    getattr(obj, "_vault_key", None)  # Wakes a ghost.
    if isinstance(obj, KeyHolder):
        yield obj
    for name, value in list(obj.__dict__.items()):
        if isinstance(value, KeyHolder) and not name.startswith("__"):
            yield value
