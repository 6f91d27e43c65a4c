"""Is a built file free of what it must not hold? Looked for in all that a PDF can hide something in.

Text as it is read, every stream unpacked, strings in every encoding, titles, bookmarks, notes, names
of attachments; then boxes, which may lie over no letter; then whether the file is written in one go.
"""

from baleharum.bundles.names import found_in
from baleharum.bundles.names import Needle
from baleharum.renditions.boxes import Box
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import pikepdf
import pypdfium2
import re


#: Letters in a row that are no chance: in bytes, and in UTF-16 of either order.
RUN = re.compile(rb"[\x20-\x7e]{8,}")
WIDE_RUN = re.compile(rb"(?:\0[\x20-\x7e]){8,}|(?:[\x20-\x7e]\0){8,}")
#: How deep objects may lie directly in one another.
DEPTH = 50


@dataclass(frozen=True, order=True)
class Hit:
    """Something that must not be there. where: text, strings, stream, box or file; page: from 1, 0
    where it belongs to none; name: what was looked for, '' for a box."""

    where: str
    page: int
    name: str = ""


def hits(data: bytes, wanted: Sequence[Needle], boxes: Iterable[Box] = ()) -> list[Hit]:
    """Return all that a PDF holds and must not, in order. boxes: places that are unreadable."""
    found = set(_in_texts(data, wanted, list(boxes)))
    with pikepdf.open(BytesIO(data)) as pdf:
        found.update(_in_objects(pdf, wanted))
        if not _is_whole(data, pdf):
            found.add(Hit("file", 0))
    return sorted(found)


def _in_texts(data: bytes, wanted: Sequence[Needle], boxes: list[Box]) -> Iterator[Hit]:
    with pypdfium2.PdfDocument(data) as document:
        for number, page in enumerate(document, 1):
            text = page.get_textpage()
            said = text.get_text_range() if text.count_chars() else ""
            yield from (Hit("text", number, each.name) for each in found_in(said, wanted))
            across, down = page.get_size()
            for box in boxes:
                if box.page == number and _letters_in(text, box, across, down):
                    yield Hit("box", number)
            text.close()
            page.close()


def _letters_in(text: Any, box: Box, across: float, down: float) -> bool:
    """Tell whether a letter that is seen lies in a box; boxes count from the top, PDF from below."""
    left, top, right, bottom = box.of(across, down)
    said = text.get_text_bounded(left, down - bottom, right, down - top)
    return bool(said.strip())


def _in_objects(pdf: pikepdf.Pdf, wanted: Sequence[Needle]) -> Iterator[Hit]:
    for thing in (*pdf.objects, pdf.trailer):
        for text in _strings(thing):
            yield from (Hit("strings", 0, each.name) for each in found_in(text, wanted))
        if isinstance(thing, pikepdf.Stream):
            for text in _stream_texts(thing):
                yield from (Hit("stream", 0, each.name) for each in found_in(text, wanted))


def _strings(thing: Any, depth: int = 0) -> Iterator[str]:
    """Yield every string and name in an object, not in those that it refers to."""
    if isinstance(thing, pikepdf.String):
        yield str(thing)
        yield bytes(thing).decode("latin-1")
    elif isinstance(thing, pikepdf.Name):
        yield str(thing)
    elif depth < DEPTH:
        for value in _parts(thing):
            if not getattr(value, "is_indirect", False):
                yield from _strings(value, depth + 1)


def _parts(thing: Any) -> Iterator[Any]:
    if isinstance(thing, pikepdf.Stream):
        thing = thing.stream_dict
    if isinstance(thing, pikepdf.Dictionary):
        for key, value in thing.items():
            yield pikepdf.Name(key)
            yield value
    elif isinstance(thing, pikepdf.Array):
        yield from thing


def _stream_texts(stream: pikepdf.Stream) -> Iterator[str]:
    """Yield a stream as texts; of pictures and fonts what is written in them, not their pixels."""
    if stream.get("/Subtype") == pikepdf.Name.Image or "/Length1" in stream:
        yield from _written_in(stream.read_raw_bytes())
        return
    try:
        data = stream.read_bytes()
    except pikepdf.PdfError:
        data = stream.read_raw_bytes()
    yield data.decode("latin-1")
    if b"\0" in data:
        yield data.decode("utf-16-be", "ignore")


def _written_in(data: bytes) -> Iterator[str]:
    """Yield the texts in bytes that are mostly none: runs of letters, of one byte or two each."""
    yield "\n".join(run.decode("ascii") for run in RUN.findall(data))
    yield "\n".join(run.replace(b"\0", b"").decode("ascii") for run in WIDE_RUN.findall(data))


def _is_whole(data: bytes, pdf: pikepdf.Pdf) -> bool:
    """Tell whether a file was written in one go: nothing of an earlier state lies in it."""
    return data.count(b"%%EOF") == 1 and "/Prev" not in pdf.trailer
