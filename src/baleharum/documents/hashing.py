"""The hash by which versions of a document are compared."""

from typing import BinaryIO

import hashlib


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
