"""Is a built file free of what it must not hold? Looked for in all that a PDF can hide something in.

Text as it is read, every stream unpacked, strings in every encoding, titles, bookmarks, notes, names
of attachments; then boxes, which may lie over no letter, on pages that are a picture and nothing
else; then whether the file is written in one go, with nothing in it that no page needs.
"""

from baleharum.bundles.names import folded
from baleharum.bundles.names import found_in
from baleharum.bundles.names import Needle
from baleharum.bundles.pictures import is_picture
from baleharum.bundles.pictures import reachable
from baleharum.renditions.boxes import Box
from baleharum.renditions.boxes import pages
from baleharum.renditions.letters import Letter
from baleharum.renditions.letters import letters
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from types import MappingProxyType
from typing import Any

import pikepdf
import pypdfium2
import re


#: Letters in a row that are no chance: in bytes, and in UTF-16 of either order.
RUN = re.compile(rb"[\x20-\x7e]{8,}")
WIDE_RUN = re.compile(rb"(?:\0[\x20-\x7e]){8,}|(?:[\x20-\x7e]\0){8,}")
#: Streams that are part of how a file is written.
HOLDING = (pikepdf.Name.ObjStm, pikepdf.Name.XRef)
#: Streams that are text for readers, not instructions to draw.
TELLING = (pikepdf.Name.Metadata, pikepdf.Name.EmbeddedFile)
#: How deep objects may lie directly in one another.
DEPTH = 50


@dataclass(frozen=True, order=True)
class Hit:
    """Something that must not be there. where: text, strings, stream; box, for a letter in one; page,
    for one with a box that is more than a picture; file; page: from 1, 0 where it belongs to none;
    name: what was looked for, '' for a box."""

    where: str
    page: int
    name: str = ""


def hits(
    data: bytes,
    wanted: Sequence[Needle],
    boxes: Iterable[Box] = (),
    marks: Mapping[int, str] = MappingProxyType({}),
) -> list[Hit]:
    """Return all that a PDF holds and must not, in order.

    boxes: places that are unreadable; marks: page -> what we have written on it ourselves, which may
    lie in a box.
    """
    hidden = list(boxes)
    found = set(_in_texts(data, wanted, hidden, marks))
    with pikepdf.open(BytesIO(data)) as pdf:
        found.update(_in_objects(pdf, wanted))
        for number in pages(hidden):
            if number > len(pdf.pages) or not is_picture(pdf.pages[number - 1]):
                found.add(Hit("page", number))
        if not _is_whole(data, pdf):
            found.add(Hit("file", 0))
    return sorted(found)


def _in_texts(
    data: bytes, wanted: Sequence[Needle], boxes: list[Box], marks: Mapping[int, str]
) -> Iterator[Hit]:
    with pypdfium2.PdfDocument(data) as document:
        for number, page in enumerate(document, 1):
            text = page.get_textpage()
            said = text.get_text_range() if text.count_chars() else ""
            yield from (Hit("text", number, each.name) for each in found_in(said, wanted))
            mine = [box for box in boxes if box.page == number]
            own = {folded(word) for word in marks.get(number, "").split()}
            if mine and _says(page, text, mine) - own:
                yield Hit("box", number)
            text.close()
            page.close()


def _says(page: Any, text: Any, boxes: list[Box]) -> set[str]:
    """Return the words of which a letter that is seen lies in one of the boxes."""
    signs = letters(page, text)
    inside = [not sign.sign.isspace() and any(map(sign.meets, boxes)) for sign in signs]
    said, found, touched = "", set(), False
    for sign, touches in zip([*signs, Letter(" ")], [*inside, False], strict=True):
        if sign.sign.isspace():
            found |= {folded(said) or said} if touched else set()
            said, touched = "", False
        else:
            said, touched = said + sign.sign, touched or touches
    return found


def _in_objects(pdf: pikepdf.Pdf, wanted: Sequence[Needle]) -> Iterator[Hit]:
    for thing in (*pdf.objects, pdf.trailer):
        for text in _strings(thing):
            yield from (Hit("strings", 0, each.name) for each in found_in(text, wanted))
        if isinstance(thing, pikepdf.Stream):
            told = thing.get("/Type") in TELLING
            for text in _stream_texts(thing):
                found = (each for each in found_in(text, wanted) if told or _is_meant(each, text))
                yield from (Hit("stream", 0, each.name) for each in found)


def _is_meant(needle: Needle, text: str) -> bool:
    """Tell whether what was found among the instructions of a page is no chance: places on paper are
    numbers, too, and one after the other they say any telephone number. What such a page shows is
    read as text, in groups as well."""
    return not needle.digits or needle.digits in text


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
    """Tell whether a file was written in one go, and nothing lies in it that nothing refers to."""
    once = data.count(b"%%EOF") == 1 and "/Prev" not in pdf.trailer
    return once and not {_number(each) for each in pdf.objects} - reachable(pdf) - {(0, 0)}


def _number(thing: Any) -> tuple[int, int]:
    """Return the number of an object; (0, 0) for what holds others, or is empty."""
    if isinstance(thing, pikepdf.Stream) and thing.get("/Type") in HOLDING:
        return (0, 0)
    return getattr(thing, "objgen", (0, 0))
