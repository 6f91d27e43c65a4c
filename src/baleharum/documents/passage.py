"""One way through a whole upload, in pieces: its hash, its size, its ends, and whether text is text."""

from baleharum.documents import kinds
from baleharum.documents.packages import COMPOUND
from baleharum.documents.sniff import HEAD
from dataclasses import dataclass
from typing import BinaryIO

import codecs
import hashlib
import re


PIECE = 1 << 20
TAIL = HEAD + 22

#: What no text of people contains; tab, line and page ends, and the marks of old programs are kept.
CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x19\x1c-\x1f]")
UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)

#: The end of a zip's list of contents; readers of zip files look for it from behind.
ZIP_END = b"PK\x05\x06"
#: The name of the stream that holds it.
ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
MARKUP = (b"<script", b"<html", b"<svg", b"<?php", b"<!doctype html", b"</html", b"</script")


@dataclass(frozen=True)
class Passage:
    """What was seen on the way through; head and tail: the first and last 64 KiB.

    is_encrypted_package: a newer office program has put a document with a password into it.
    """

    sha256: str
    size: int
    head: bytes
    tail: bytes
    is_text: bool
    is_encrypted_package: bool


def pass_through(stream: BinaryIO) -> Passage:
    """Read an open file from its beginning; however large, it costs no memory. Leaves it there."""
    stream.seek(0)
    digest, size, head, tail, text = hashlib.sha256(), 0, b"", b"", _Text()
    encrypted = False
    while piece := stream.read(PIECE):
        digest.update(piece)
        head = head or bytes(piece[:HEAD])
        if head.startswith(COMPOUND):
            encrypted = encrypted or ENCRYPTED_PACKAGE in tail + piece
        tail = (tail + piece)[-TAIL:]
        size += len(piece)
        text.read(piece)
    stream.seek(0)
    return Passage(digest.hexdigest(), size, head, tail, text.holds(), encrypted)


def is_polyglot(seen: Passage, media_type: str) -> bool:
    """Tell whether a file of one kind would be taken for another one as well.

    A picture with a page in its comment, or an archive behind a film, harms nobody here: what is
    shown is drawn anew, and what is handed out is an attachment with its own type. On the disk of
    who downloads it a new name would be enough; so it is told.
    """
    if media_type == kinds.TXT or media_type in kinds.OFFICE:
        return False
    if ZIP_END in seen.tail:
        return True
    if media_type == kinds.PDF:
        return False
    ends = (seen.head + seen.tail).lower()
    # Readers of PDF accept what stands before its first line, as far as 1,024 bytes.
    return b"%pdf-" in seen.head[:1100].lower() or any(mark in ends for mark in MARKUP)


class _Text:
    """Reads bytes as text, as long as they are that."""

    def __init__(self) -> None:
        self.decoder: codecs.IncrementalDecoder | None = None
        self.good = True

    def read(self, piece: bytes) -> None:
        """Take the next piece."""
        if not self.good:
            return
        if self.decoder is None:
            encoding = "utf-16" if piece.startswith(UTF_16) else "latin-1"
            self.decoder = codecs.getincrementaldecoder(encoding)()
        try:
            self.good = not CONTROL.search(self.decoder.decode(piece))
        except UnicodeDecodeError:
            self.good = False

    def holds(self) -> bool:
        """Tell whether all of it was text, to the end."""
        try:
            return self.good and (self.decoder is None or not self.decoder.decode(b"", True))
        except UnicodeDecodeError:
            return False
