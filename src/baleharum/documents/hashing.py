"""The hash by which versions of a document are compared."""

from typing import Any
from typing import BinaryIO

import hashlib
import io


CHUNK = 1 << 20


def sha256(stream: BinaryIO) -> tuple[str, int]:
    """Return the SHA-256 (hexadecimal) and the size in bytes of what is left in an open stream.

    Reads a megabyte at a time, so that a large file costs no memory.
    """
    digest, size = hashlib.sha256(), 0
    while chunk := stream.read(CHUNK):
        digest.update(chunk)
        size += len(chunk)
    return digest.hexdigest(), size


class Hashed(io.RawIOBase):
    """Writes into `target`, an open file, and knows the SHA-256 of what went by. Leaves it open."""

    def __init__(self, target: BinaryIO) -> None:
        self._target, self._digest = target, hashlib.sha256()

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        """Take bytes; returns how many."""
        self._digest.update(data)
        return self._target.write(data)

    @property
    def sha256(self) -> str:
        """The hash so far, hexadecimal."""
        return self._digest.hexdigest()
