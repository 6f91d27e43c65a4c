"""The plain text of a file, for the index."""

from baleharum.documents import confinement
from baleharum.documents import kinds
from baleharum.documents.confinement import Unreadable
from baleharum.documents.handing import handed
from baleharum.documents.handing import SOURCE
from typing import BinaryIO


__all__ = ["CAP", "Unreadable", "extract"]

#: Bytes of text in UTF-8; what a longer document has beyond is not found.
CAP = 2_000_000


def extract(stream: BinaryIO, media_type: str) -> str:
    """Return the text of an open file, '' for pictures and sound. Takes up to 30 seconds.

    Raises `Unreadable` with the reason 'encrypted', 'broken', 'too-large',
    'timeout' or 'crashed'. A scanned PDF has no text and is not unreadable.
    """
    if media_type not in kinds.WITH_TEXT:
        return ""
    with handed(stream) as copy:
        output = confinement.run(["text", media_type, SOURCE], limit=CAP, source=copy)
    return output.decode("utf-8", "replace")
