"""Sealing of bytes and streams: AES-256-GCM, in chunks that can be opened one by one.

A sealed stream is a header (4 bytes of magic with the version, 7 random bytes) and chunks of
64 KiB, each followed by its 16 byte tag; the last one may be shorter, also empty. The nonce of a
chunk is prefix (7) + number (4) + whether it is the last (1): the STREAM construction (Hoang,
Reyhanitabar, Rogaway, Vizár 2015). The last chunk is opened first, so that a stream that was
cut or extended is refused before a byte of it is handed out.
"""

from baleharum.vault.interfaces import Broken
from collections.abc import Callable
from collections.abc import Iterator
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from typing import Any
from typing import BinaryIO

import io
import os
import struct


MAGIC = b"bhv\x01"
PREFIX = 7
HEADER = len(MAGIC) + PREFIX
CHUNK = 1 << 16
TAG = 16
SEALED_CHUNK = CHUNK + TAG
KEY = 32

#: A value that is sealed whole: version, nonce, ciphertext with its tag.
VALUE = b"\x01"
NONCE = 12


def new_key() -> bytes:
    """A random key of 32 bytes."""
    return os.urandom(KEY)


def seal_bytes(key: bytes, data: bytes, aad: bytes = b"") -> bytes:
    """Seal a small value; `aad` says what it is, and is asked for again when it is opened."""
    nonce = os.urandom(NONCE)
    return VALUE + nonce + AESGCM(key).encrypt(nonce, data, VALUE + aad)


def open_bytes(key: bytes, sealed: bytes, aad: bytes = b"") -> bytes:
    """Open what `seal_bytes` sealed. Raises Broken when it is anything else."""
    return opener(key)(sealed, aad)


def opener(key: bytes) -> Callable[[bytes, bytes], bytes]:
    """Return `open_bytes` for many values of one key."""
    cipher = AESGCM(key)

    def opened(sealed: bytes, aad: bytes) -> bytes:
        if sealed[:1] != VALUE:
            raise Broken("This is no sealed value of a version that is known here.")
        nonce, rest = sealed[1 : 1 + NONCE], sealed[1 + NONCE :]
        if len(nonce) < NONCE or len(rest) < TAG:
            raise Broken(_DAMAGED)
        return _decrypted(cipher, nonce, rest, VALUE + aad)

    return opened


def sealed_size(size: int) -> int:
    """How many bytes `size` bytes take as a sealed stream."""
    return HEADER + size + TAG * max(1, -(-size // CHUNK))


class SealingWriter(io.RawIOBase):
    """Seals what is written into `stream`, piece by piece; closing it writes the last chunk.

    It closes `stream` too. Left by an exception as a context manager it writes no last chunk:
    what is there then can't be opened.
    """

    def __init__(self, stream: BinaryIO, key: bytes, aad: bytes = b"") -> None:
        self._stream = stream
        self._cipher = AESGCM(key)
        self._header = MAGIC + os.urandom(PREFIX)
        self._aad = self._header + aad
        self._pending = bytearray()
        self._count = 0
        self.size = 0
        stream.write(self._header)

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        """Take bytes of any length; returns how many."""
        piece = memoryview(data).cast("B")
        self.size += len(piece)
        start = min(len(piece), CHUNK - len(self._pending))
        self._pending += piece[:start]
        # A full chunk waits until more comes: it may be the last.
        while start < len(piece):
            self._chunk(self._pending, last=False)
            self._pending = bytearray(piece[start : start + CHUNK])
            start += len(self._pending)
        return len(piece)

    def close(self) -> None:
        """Write the last chunk and close the stream below."""
        if self.closed:
            return
        try:
            self._chunk(self._pending, last=True)
            self.finished()
        finally:
            self._abandon()

    def finished(self) -> None:
        """Called once when all is written, before the stream below is closed."""

    def __exit__(self, kind: Any, value: Any, trace: Any) -> None:
        if kind is None:
            self.close()
        else:
            self._abandon()

    def __del__(self) -> None:
        # Forgotten is not finished: no last chunk.
        if not self.closed:
            self._abandon()

    def _abandon(self) -> None:
        self._pending = bytearray()
        super().close()
        self._stream.close()

    def _chunk(self, data: Any, last: bool) -> None:
        nonce = _nonce(self._header, self._count, last)
        self._stream.write(self._cipher.encrypt(nonce, data, self._aad))
        self._count += 1


class OpeningReader(io.RawIOBase):
    """Reads the plain bytes of a sealed stream, from anywhere in it. It closes `stream` too."""

    def __init__(self, stream: BinaryIO, key: bytes, aad: bytes = b"") -> None:
        self._stream = stream
        self._cipher = AESGCM(key)
        self._at = 0
        self._held: tuple[int, bytes] = (-1, b"")
        stream.seek(0)
        self._header = _exactly(stream, HEADER)
        if not self._header.startswith(MAGIC):
            raise Broken("This is no sealed stream of a version that is known here.")
        self._aad = self._header + aad
        body = stream.seek(0, io.SEEK_END) - HEADER
        self._count = max(1, -(-body // SEALED_CHUNK))
        #: Number of plain bytes.
        self.size = body - TAG * self._count
        if self.size < 0 or (self._count > 1 and self.size <= CHUNK * (self._count - 1)):
            raise Broken(_DAMAGED)
        self._opened(self._count - 1)

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._at

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Move as files do; a place behind the end reads nothing."""
        origin = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self.size}[whence]
        if origin + offset < 0:
            raise ValueError("There is nothing before the beginning of a file.")
        self._at = origin + offset
        return self._at

    def read(self, size: int | None = -1) -> bytes:
        """Up to `size` bytes, all that is left when it is negative or None."""
        end = self.size if size is None or size < 0 else min(self.size, self._at + size)
        data = b"".join(self.pieces(self._at, end))
        self._at += len(data)
        return data

    def readall(self) -> bytes:
        return self.read()

    def readinto(self, buffer: Any) -> int:
        data = self.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)

    def pieces(self, start: int, end: int) -> Iterator[bytes]:
        """The bytes from start to before end, one chunk at a time."""
        while start < min(end, self.size):
            number, skipped = divmod(start, CHUNK)
            piece = self._opened(number)[skipped : skipped + end - start]
            yield piece
            start += len(piece)

    def close(self) -> None:
        if not self.closed:
            self._held = (-1, b"")
            self._stream.close()
        super().close()

    def _opened(self, number: int) -> bytes:
        if self._held[0] != number:
            last = number == self._count - 1
            self._stream.seek(HEADER + number * SEALED_CHUNK)
            sealed = _exactly(self._stream, self._sealed_length(number))
            nonce = _nonce(self._header, number, last)
            self._held = (number, _decrypted(self._cipher, nonce, sealed, self._aad))
        return self._held[1]

    def _sealed_length(self, number: int) -> int:
        return min(SEALED_CHUNK, self.size - number * CHUNK + TAG)


_DAMAGED = (
    "This sealed value has been changed or cut: bring it back from a backup, "
    "and find out how that happened."
)


def _nonce(header: bytes, number: int, last: bool) -> bytes:
    return header[len(MAGIC) :] + struct.pack(">I?", number, last)


def _decrypted(cipher: AESGCM, nonce: bytes, sealed: bytes, aad: bytes) -> bytes:
    try:
        return cipher.decrypt(nonce, sealed, aad)
    except InvalidTag:
        raise Broken(_DAMAGED) from None


def _exactly(stream: BinaryIO, length: int) -> bytes:
    found = stream.read(length)
    while len(found) < length:
        piece = stream.read(length - len(found))
        if not piece:
            raise Broken(_DAMAGED)
        found += piece
    return found
