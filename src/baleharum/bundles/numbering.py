"""How many pages stand before and after the exhibits of a bundle: as many as binding it will make.

Cover, index and last sheet are typeset as when it is bound, and counted. The same bundle is counted
once: what is remembered are hashes and numbers, no word of it.
"""

from baleharum.bundles.front import front
from baleharum.bundles.spec import Bundle
from baleharum.bundles.spec import digest
from dataclasses import dataclass
from dataclasses import replace
from datetime import time
from threading import Lock


#: Bundles of which the lengths are remembered.
MOST = 500
#: Stands for a hash: each is as long as any other.
HASH = "0" * 64


@dataclass(frozen=True)
class Lengths:
    """front: pages of cover and index; back: of the last sheet."""

    front: int
    back: int


_known: dict[str, Lengths] = {}
_lock = Lock()


def lengths(bundle: Bundle) -> Lengths:
    """Return how many pages stand before and after the exhibits of a bundle.

    Hashes of the exhibits and the hour of the approval count for nothing. Raises LetterRefused for
    characters that no font of the product has.
    """
    plain = _plain(bundle)
    key = digest(plain)
    with _lock:
        found = _known.get(key)
    if found is None:
        found = _counted(plain)
        with _lock:
            if len(_known) >= MOST:
                _known.clear()
            _known[key] = found
    return found


def _plain(bundle: Bundle) -> Bundle:
    exhibits = tuple(replace(e, original=HASH, rendition=HASH) for e in bundle.exhibits)
    midnight = time(tzinfo=bundle.approved_at.tzinfo)
    return replace(
        bundle,
        exhibits=exhibits,
        approved_at=bundle.approved_at.combine(bundle.approved_at.date(), midnight),
    )


def _counted(bundle: Bundle) -> Lengths:
    made = front(bundle)
    return Lengths(made.pages, made.back)
