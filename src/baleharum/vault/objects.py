"""Content with sealed fields."""

from baleharum.vault import sealing
from baleharum.vault.holding import KeyHolder
from baleharum.vault.values import is_stored
from baleharum.vault.values import packed
from baleharum.vault.values import SealedValue
from baleharum.vault.values import unpacked
from collections.abc import Iterator
from typing import Any


__all__ = [
    "is_stored",
    "opened_with",
    "seal_anew",
    "seal_to",
    "sealed_with",
    "SealedObject",
    "SealedValue",
]


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


def seal_anew(obj: Any, case_uid: str) -> None:
    """Give an object of which every sealed value was deleted a new key, wrapped for a case.

    What an older copy of it holds stays with the key of before. Raises ValueError for one that
    still holds something.
    """
    holder = getattr(obj, "aq_base", obj)
    getattr(holder, "_vault_key", None)  # Wakes a ghost.
    if holder._holds_sealed(holder.__dict__):
        raise ValueError("This object still holds sealed values: delete them first.")
    holder._vault_key, holder._vault_case, holder._v_vault_key = None, "", None
    seal_to(holder, case_uid)


def sealed_with(obj: Any, value: Any, place: str) -> bytes:
    """Seal a value with the key of an object, for something that the object keeps otherwise than
    in an attribute; `place` says where, and belongs to what `opened_with` needs."""
    holder = getattr(obj, "aq_base", obj)
    key = holder._holder_key(holder._vault_what, make=True)
    return sealing.seal_bytes(key, packed(value), _aad(place))


def opened_with(obj: Any, data: bytes, place: str) -> Any:
    """Open what `sealed_with` sealed. Raises Broken, KeyGone."""
    holder = getattr(obj, "aq_base", obj)
    key = holder._holder_key(holder._vault_what)
    with holder._watched(holder._vault_what):
        return unpacked(sealing.open_bytes(key, data, _aad(place)))


def _aad(place: str) -> bytes:
    return b"place:" + place.encode("utf-8")


def _holders(obj: Any) -> Iterator[KeyHolder]:
    getattr(obj, "_vault_key", None)  # Wakes a ghost.
    if isinstance(obj, KeyHolder):
        yield obj
    for name, value in list(obj.__dict__.items()):
        if isinstance(value, KeyHolder) and not name.startswith("__"):
            yield value
