"""A JPEG without what it tells besides the picture, and not a pixel changed.

Photos are evidence: they are not compressed anew. A JPEG is a row of segments (ITU-T T.81, annex B);
those that programs use for themselves, and comments, are left out.
"""

from dataclasses import dataclass

import struct


#: Markers: start and end, segments of programs (APP0 to APP15), comments, start of the scan.
START, END, COMMENT, SCAN = 0xD8, 0xD9, 0xFE, 0xDA
PROGRAMS = range(0xE0, 0xF0)
#: Says of a CMYK or RGB picture how its colours are meant.
ADOBE = 0xEE
#: Frames: all that carry the size, of whatever process.
FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
#: What no length follows.
ALONE = frozenset({0x01, *range(0xD0, 0xD8)})


@dataclass(frozen=True)
class Jpeg:
    """data: the bytes without the segments of programs; width, height: pixels as stored;
    components: 1 grey, 3 colour, 4 print; adobe: whether a program of Adobe has written it, which
    means that a picture of four components is inverted."""

    data: bytes
    width: int
    height: int
    components: int
    adobe: bool


def bare(data: bytes) -> Jpeg:
    """Return a JPEG without segments of programs and comments. Raises ValueError for what is none."""
    kept, size, adobe = [b"\xff\xd8"], (0, 0, 0), False
    for marker, body in _segments(data):
        if marker in FRAMES:
            height, width, components = struct.unpack(">xHHB", body[:6])
            size = (width, height, components)
        if marker == ADOBE and body.startswith(b"Adobe"):
            adobe = True
        elif marker in PROGRAMS or marker == COMMENT:
            continue
        kept.append(_segment(marker, body))
    if not all(size):
        raise ValueError("A JPEG without a picture.")
    return Jpeg(b"".join(kept), *size, adobe)


def _segment(marker: int, body: bytes) -> bytes:
    if marker == SCAN:
        return b"\xff\xda" + body
    return struct.pack(">BBH", 0xFF, marker, len(body) + 2) + body


def _segments(data: bytes):
    """Yield (marker, body) up to the first scan, which is all the rest."""
    if data[:2] != b"\xff\xd8":
        raise ValueError("No JPEG.")
    place = 2
    while place + 4 <= len(data):
        if data[place] != 0xFF:
            raise ValueError("A JPEG that is not in order.")
        marker = data[place + 1]
        if marker == 0xFF or marker in ALONE:
            place += 1 if marker == 0xFF else 2
            continue
        if marker == SCAN:
            yield SCAN, _scans(data[place + 2 :])
            return
        (length,) = struct.unpack(">H", data[place + 2 : place + 4])
        if marker == END or length < 2 or place + 2 + length > len(data):
            raise ValueError("A JPEG that breaks off.")
        yield marker, data[place + 4 : place + 2 + length]
        place += 2 + length
    raise ValueError("A JPEG without a scan.")


def _scans(data: bytes) -> bytes:
    """Return the scans up to the end of the picture: what follows it is no part of it."""
    end = data.rfind(b"\xff\xd9")
    first = _first_end(data)
    if first is not None:
        end = first
    return data[: end + 2] if end >= 0 else data + b"\xff\xd9"


def _first_end(data: bytes) -> int | None:
    """Return where the first end of a picture stands; within the pixels an FF is always escaped,
    and tables between the scans of a progressive picture say how long they are."""
    place = 2 + int.from_bytes(data[:2], "big") - 2
    while (place := data.find(b"\xff", place)) >= 0 and place + 1 < len(data):
        marker = data[place + 1]
        if marker == END:
            return place
        if marker == 0 or marker == 0xFF or marker in ALONE:
            place += 1 if marker == 0xFF else 2
            continue
        place += 2 + int.from_bytes(data[place + 2 : place + 4], "big")
    return None
