"""The numbers under which documents stand with one word: each says which, and at which places.

A number is one block of 16 bytes, enciphered: a permutation keyed for the word. Inside are the
document, the first place of the word in it, and how far the next four are from each other. So a
phrase is found in the numbers of its words, and the sealed words of a document are opened only
if one of them stands there more often.

These numbers are unsealed by ten thousands for one question: whatever is done with each of them
is done by what loops outside of Python (cipher, arrays, sets).
"""

from array import array
from collections.abc import Iterable
from collections.abc import Iterator
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import ECB
from itertools import compress

import struct
import sys


#: First place, document, distances; as two numbers of 64 bits: document and place, distances.
BLOCK = struct.Struct("<Ii4H")

#: Distances that a block has room for, and the greatest.
ROOM, FURTHEST = 4, 0xFFFE
#: Stands for all distances: the word is there more often, or further apart, than there is room for.
_OFTEN = (0xFFFF,) * ROOM
OFTEN = (1 << 64) - 1

#: Bits of a place below those of its document.
PLACE_BITS = 32


def distances(places: tuple[int, ...]) -> tuple[int, ...]:
    """Return how far places, which rise, are from each other, padded with 0; see `OFTEN`.

    >>> distances((7, 9, 12))
    (2, 3, 0, 0)
    """
    found = tuple(after - before for before, after in zip(places, places[1:], strict=False))
    if len(found) > ROOM or max(found, default=0) > FURTHEST:
        return _OFTEN
    return found + (0,) * (ROOM - len(found))


class Numbers:
    """The numbers under which documents stand with one word."""

    def __init__(self, key: bytes) -> None:
        # No text is enciphered here: each block is another document, and there are no two alike.
        self._cipher = Cipher(AES(key), ECB())  # noqa: S305
        self._seal = self._cipher.encryptor().update

    def number(self, docid: int, places: tuple[int, ...]) -> bytes:
        """The number of a document that has the word at these places, which begin with 0."""
        block = BLOCK.pack(places[0], docid, *distances(places))
        return self._seal(block)

    def of(self, numbers: Iterable[bytes]) -> "Places":
        """What numbers say."""
        return Places(self._cipher.decryptor().update(b"".join(numbers)))


class Places:
    """The documents of one word, and where it stands in them."""

    def __init__(self, blocks: bytes) -> None:
        self._blocks = blocks

    def docids(self) -> list[int]:
        """The documents, in no order."""
        return _column(self._blocks, "i", 1).tolist()

    def marks(self) -> tuple[list[int], set[int]]:
        """Each place of the word as `document << PLACE_BITS | place`, and the documents of which
        only the first place is told, since the word is there too often."""
        marks = _column(self._blocks, "q", 0).tolist()
        further = _column(self._blocks, "Q", 1)
        more: list[int] = []
        often = set()
        for mark, rest in list(compress(zip(marks, further, strict=True), further)):
            if rest == OFTEN:
                often.add(mark >> PLACE_BITS)
            else:
                more.extend(_following(mark, rest))
        return marks + more, often


def _following(mark: int, rest: int) -> Iterator[int]:
    """Yield the marks of the further places of a word in one document."""
    while rest:
        mark += rest & 0xFFFF
        yield mark
        rest >>= 16


def _column(blocks: bytes, code: str, start: int) -> "array[int]":
    """Return one number of each block, as blocks are read by this type code of an array."""
    numbers = array(code, blocks)
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers[start :: BLOCK.size // numbers.itemsize]
