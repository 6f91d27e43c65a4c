"""Whether a picture tells more than it shows: place, time, camera, names.

The bytes are walked from part to part; no parser unpacks anything here.
"""

from baleharum.public.values import UNKNOWN_PICTURE
from baleharum.public.values import WITH_METADATA
from collections.abc import Iterator

import struct


JPEG, PNG, WEBP, GIF = b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"RIFF", b"GIF8"
#: What begins a part of a JPEG that tells of place, time, camera or people.
TELLING = (b"Exif\x00", b"http://ns.adobe.com/", b"Photoshop 3.0")
SCAN = 0xDA


def trouble(data: bytes) -> str:
    """Return what keeps a picture from being published: a token, '' for nothing.

    >>> trouble(GIF + b"9a"), trouble(b"II*\\x00")
    ('', 'unknown-picture')
    """
    if data.startswith(JPEG):
        told = any(part.startswith(TELLING) for part in _jpeg(data))
    elif data.startswith(PNG):
        told = any(name == b"eXIf" or b"adobe.xmp" in part for name, part in _png(data))
    elif data.startswith(WEBP) and data[8:12] == b"WEBP":
        told = any(name in (b"EXIF", b"XMP ") for name in _webp(data))
    elif data.startswith(GIF) or b"<svg" in data[:1000]:
        told = False
    else:
        return UNKNOWN_PICTURE
    return WITH_METADATA if told else ""


def _jpeg(data: bytes) -> Iterator[bytes]:
    """Yield the beginning of each part with a length that stands before the picture."""
    at = 2
    while at + 4 <= len(data) and data[at] == 0xFF and data[at + 1] != SCAN:
        length = int.from_bytes(data[at + 2 : at + 4])
        yield data[at + 4 : at + 36]
        at += 2 + max(length, 2)


def _png(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield (name, beginning) of each part."""
    at = len(PNG)
    while at + 8 <= len(data):
        length, name = struct.unpack(">I4s", data[at : at + 8])
        yield name, data[at + 8 : at + 40]
        at += 12 + length


def _webp(data: bytes) -> Iterator[bytes]:
    """Yield the name of each part."""
    at = 12
    while at + 8 <= len(data):
        name, length = struct.unpack("<4sI", data[at : at + 8])
        yield name
        at += 8 + length + length % 2
