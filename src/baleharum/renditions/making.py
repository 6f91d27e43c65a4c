"""A rendition of any document: what it shows as PDF, made in a confined child."""

from baleharum.documents import confinement
from baleharum.documents import kinds
from baleharum.documents.confinement import Unreadable
from baleharum.documents.handing import handed
from baleharum.documents.handing import SOURCE
from baleharum.renditions import boxes
from baleharum.renditions import offices
from baleharum.renditions import reading
from baleharum.renditions import texts
from baleharum.renditions.behind import TOKENS
from baleharum.renditions.boxes import Box
from collections.abc import Callable
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import replace
from io import BytesIO
from typing import Any
from typing import BinaryIO

import hashlib
import json


__all__ = ["redacted", "Rendition", "rendition", "Unreadable"]

CHILD = "baleharum.renditions.child"
#: Changes when the same file gives another rendition: then it is made anew for what is not frozen.
RECIPE = "2"
#: Bytes of the largest rendition.
LIMIT = 500_000_000
#: What a child tells of the pages: numbers of some.
LISTS = ("drawn", "silent", "blank", "lying", "dense", "unread")
#: Pages of which one child looks whether something covers their text, and bytes of its answer.
LOOKED, NUMBERS = 50, 100_000


@dataclass(frozen=True)
class Rendition:
    """data: the PDF; sha256: of it; pages: how many; drawn, silent, blank, lying, read, covered, dense,
    turned, unsure, unread: numbers of pages that were drawn anew as pictures, have no text, are empty,
    are wider than high, whose text was read by a program, whose text is there and not seen, whose
    pictures are finer than needed, that stand on their head or lie on their side, of whose text the
    program has guessed much, and that hold something which no program has read."""

    data: bytes
    sha256: str
    pages: int
    drawn: tuple[int, ...]
    silent: tuple[int, ...]
    blank: tuple[int, ...]
    lying: tuple[int, ...]
    read: tuple[int, ...] = ()
    covered: tuple[int, ...] = ()
    dense: tuple[int, ...] = ()
    turned: tuple[int, ...] = ()
    unsure: tuple[int, ...] = ()
    unread: tuple[int, ...] = ()


def rendition(
    stream: BinaryIO, media_type: str, progress: Callable[[int, int], None] | None = None
) -> Rendition:
    """Return the rendition of an open file. Raises Unreadable, whose message says what helps.

    progress: is told how many pages of how many that have no text were read.

    The same file gives the same bytes on the same machine; what an office program or a reader of
    scans has made is made once, and frozen.
    """
    if media_type in kinds.OFFICE:
        stream, media_type = BytesIO(offices.converted(stream, media_type)), kinds.PDF
    elif media_type == kinds.TXT:
        stream, media_type = BytesIO(texts.typeset(stream)), kinds.PDF
    if media_type not in kinds.WITH_PAGES:
        raise Unreadable("no-pages")
    facts, data = _made(stream, "make", media_type, SOURCE)
    # Before a program lays the text of scans over them, which nobody sees by right.
    hidden = covered(data, facts["pages"])
    return replace(_with_text(facts, data, progress), covered=hidden)


def behind(stream: BinaryIO, media_type: str) -> tuple[str, ...]:
    """Return what an office file holds that its PDF may not show: tokens of `behind.TOKENS`, all of
    them for one that can't be looked into; () for other files."""
    if media_type not in kinds.OFFICE:
        return ()
    try:
        with handed(stream) as copy:
            asked = ["hold", media_type, SOURCE]
            return tuple(json.loads(confinement.run(asked, NUMBERS, source=copy, module=CHILD)))
    except Unreadable:
        return TOKENS


def covered(data: bytes, pages: int) -> tuple[int, ...]:
    """Return the numbers of the pages of a PDF whose text is there and not seen: a black area lies
    over it, or it has the colour of the paper. What can't be looked at counts as seen."""
    found: list[int] = []
    for first in range(1, pages + 1, LOOKED):
        asked = ["cover", SOURCE, str(first), str(first + LOOKED - 1)]
        try:
            with handed(BytesIO(data)) as copy:
                found += json.loads(confinement.run(asked, NUMBERS, source=copy, module=CHILD))
        except Unreadable:
            continue
    return tuple(found)


def redacted(
    data: bytes, hidden: Sequence[Box], progress: Callable[[int, int], None] | None = None
) -> Rendition:
    """Return a rendition without what lies in the boxes: their pages are drawn anew as pictures, and
    read again. Raises Unreadable, also for a page that is none ('no-page')."""
    # Before the file, not on the command line, which others on the machine can read.
    told = BytesIO(boxes.as_json(hidden).encode() + b"\n" + data)
    made = _made(told, "redact", SOURCE)
    return _with_text(*made, progress, hidden)


def _with_text(
    facts: dict[str, Any], data: bytes, progress: Any, hidden: Sequence[Box] = ()
) -> Rendition:
    turned: tuple[int, ...] = ()
    found = reading.Read(data)
    pictures = [number for number in facts["silent"] if number not in set(facts["blank"])]
    if pictures:
        turned = reading.turned(data, pictures)
        found = reading.read(data, pictures, progress, hidden)
    left = set(pictures) - set(found.numbers)
    facts["silent"] = [number for number in facts["silent"] if number not in set(found.numbers)]
    facts["unread"] = sorted({*facts["unread"], *left})
    lists = {name: tuple(facts[name]) for name in LISTS}
    known = hashlib.sha256(found.data).hexdigest()
    more = {"read": found.numbers, "unsure": found.unsure, "turned": turned}
    return Rendition(found.data, known, facts["pages"], **lists, **more)


def _made(stream: BinaryIO, *arguments: str) -> tuple[dict[str, Any], bytes]:
    with handed(stream) as copy:
        answer = confinement.run(list(arguments), LIMIT, source=copy, module=CHILD)
    line, _newline, data = answer.partition(b"\n")
    return json.loads(line), data
