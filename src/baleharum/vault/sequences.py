"""The words of each document in their order, sealed: what a ZCTextIndex unindexes documents by."""

from baleharum.vault import sealing
from baleharum.vault.fingerprints import derived_key
from baleharum.vault.fingerprints import newest
from BTrees.IOBTree import IOBTree
from collections.abc import Iterable
from collections.abc import Iterator
from persistent import Persistent
from typing import Any

import struct


#: A document, as its words are bound to it.
DOCID = struct.Struct(">i12x")


_NOTHING = "", None


class SealedSequences(Persistent):
    """docid -> its words as `WidCode` writes them. Raises KeyGone without the key of an entry."""

    def __init__(self) -> None:
        self._sealed = IOBTree()

    def __contains__(self, docid: int) -> bool:
        return docid in self._sealed

    def __getitem__(self, docid: int) -> str:
        generation, sealed = self._sealed[docid]
        code = sealing.open_bytes(_sequence_key(generation), sealed, DOCID.pack(docid))
        return code.decode("latin-1")

    def having(self, docids: Iterable[int], part: bytes) -> list[int]:
        """Return those documents whose words hold a part, which is looked for in each of them.

        What is no document is none of them: a number that was changed says anything. Frequent words
        ask for ten thousands at once: this is `__getitem__` in one loop.
        """
        ciphers: dict[str, Any] = {}
        found = []
        for docid in docids:
            generation, sealed = self._sealed.get(docid, _NOTHING)
            if sealed is None:
                continue
            cipher = ciphers.get(generation)
            if cipher is None:
                cipher = ciphers[generation] = sealing.opener(_sequence_key(generation))
            if part in cipher(sealed, DOCID.pack(docid)):
                found.append(docid)
        return found

    def __setitem__(self, docid: int, code: str) -> None:
        generation, plain = newest(), code.encode("latin-1")
        sealed = sealing.seal_bytes(_sequence_key(generation), plain, DOCID.pack(docid))
        self._sealed[docid] = (generation, sealed)

    def __delitem__(self, docid: int) -> None:
        del self._sealed[docid]

    def __iter__(self) -> Iterator[int]:
        return iter(self._sealed)

    def __len__(self) -> int:
        return len(self._sealed)

    def generation(self, docid: int) -> str:
        """By which generation of the key a document is hashed."""
        return self._sealed[docid][0]


def _sequence_key(generation: str) -> bytes:
    return derived_key("sequence", generation)
