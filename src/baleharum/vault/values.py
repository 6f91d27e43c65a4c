"""A sealed attribute of a content object: read and written like any other, stored sealed."""

from baleharum.vault import sealing
from baleharum.vault.holding import SEALED
from datetime import date
from datetime import datetime
from typing import Any

import json


#: Values are filled up to a multiple of this, so that their length tells less about them.
FILL = 32


def packed(value: Any) -> bytes:
    """A value as JSON with its type. Raises TypeError for what a sealed value can't be."""
    text = json.dumps(_plain(value), ensure_ascii=False, separators=(",", ":")).encode("utf-8")
    return text + b" " * (-len(text) % FILL)


def unpacked(data: bytes) -> Any:
    """The value that `packed` packed."""
    return _value(json.loads(data))


class SealedValue:
    """`name = SealedValue("name")` on a KeyHolder class: str, int, bool, None, date, datetime,
    and lists and tuples of these.

    Without a stored value it is what the schema says (as for any Dexterity field), or else
    `missing`. A list that is read is a copy: set the attribute to change it.
    """

    def __init__(self, name: str, missing: Any = None) -> None:
        self.name = name
        self.missing = missing
        self.stored = SEALED + name
        self.aad = b"field:" + name.encode("utf-8")

    def __get__(self, holder: Any, owner: Any = None) -> Any:
        if holder is None:
            return self
        sealed = holder.__dict__.get(self.stored)
        if sealed is None:
            return self._default(holder)
        key = holder._holder_key(holder._vault_what)
        with holder._watched(holder._vault_what):
            return unpacked(sealing.open_bytes(key, sealed, self.aad))

    def __set__(self, holder: Any, value: Any) -> None:
        data = packed(value)
        key = holder._holder_key(holder._vault_what, make=True)
        setattr(holder, self.stored, sealing.seal_bytes(key, data, self.aad))

    def __delete__(self, holder: Any) -> None:
        if self.stored not in holder.__dict__:
            raise AttributeError(self.name)
        delattr(holder, self.stored)

    def _default(self, holder: Any) -> Any:
        try:
            # Dexterity's own way to a default of the schema.
            return type(holder).__getattr__(holder, self.name)
        except AttributeError:
            return self.missing


def is_stored(holder: Any, name: str) -> bool:
    """Whether a sealed value was ever set; looks at no key and tells of no opening."""
    getattr(holder, "_vault_key", None)  # Wakes a ghost.
    return SEALED + name in holder.__dict__


def _plain(value: Any) -> Any:
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, datetime):
        return {"datetime": value.isoformat()}
    if isinstance(value, date):
        return {"date": value.isoformat()}
    if isinstance(value, list | tuple):
        kind = "list" if isinstance(value, list) else "tuple"
        return {kind: [_plain(item) for item in value]}
    raise TypeError(
        f"A sealed value can't be a {type(value).__name__}: use str, int, bool, None, date, "
        "datetime, or a list or tuple of these."
    )


def _value(found: Any) -> Any:
    if not isinstance(found, dict):
        return found
    [(kind, content)] = found.items()
    if kind == "datetime":
        return datetime.fromisoformat(content)
    if kind == "date":
        return date.fromisoformat(content)
    items = [_value(item) for item in content]
    return items if kind == "list" else tuple(items)
