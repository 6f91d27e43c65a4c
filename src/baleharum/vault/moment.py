"""Keys of the current transaction: unwrapped once, forgotten when it ends.

Longer than that no process keeps a key, so that a key that is destroyed is gone for all.
"""

from typing import Any

import transaction


_KEYS = object()
_NOTED = object()
_GENERATIONS = object()
_CIPHERS = object()


def keys_of_this_moment() -> dict[object, bytes]:
    """The keys that this transaction has unwrapped; by case UID, or by (case UID, wrapped key)."""
    return _kept(_KEYS, dict)


def noted_in_this_moment() -> set[tuple[object, ...]]:
    """What needs no telling (again): (case, subject, what) as told, (case, wrapped key) as made."""
    return _kept(_NOTED, set)


def generations_of_this_moment() -> dict[str, tuple[str, ...]]:
    """The generations of index keys as this transaction has first seen them, by their name."""
    return _kept(_GENERATIONS, dict)


def ciphers_of_this_moment() -> dict[object, Any]:
    """The ciphers that were made of derived keys: indexing many texts asks for each word again."""
    return _kept(_CIPHERS, dict)


def forget() -> None:
    """Forget the keys at once."""
    keys_of_this_moment().clear()
    ciphers_of_this_moment().clear()
    noted_in_this_moment().clear()
    generations_of_this_moment().clear()


def _kept(which: object, make: Any) -> Any:
    current = transaction.get()
    try:
        return current.data(which)
    except KeyError:
        made = make()
        current.set_data(which, made)
        return made
