"""Where on its pages a rendition says names: boxes that hide them, for somebody to look at.

Runs as a child of its own on a file of a stranger, see `asked`; what is looked for comes before the
file, not on the command line, which others on the machine can read.
"""

from baleharum.bundles.names import found_in
from baleharum.bundles.names import Needle
from baleharum.bundles.names import needles
from baleharum.bundles.spans import spans
from baleharum.documents import confinement
from baleharum.documents import exits
from baleharum.documents.extractor import confine
from baleharum.documents.handing import handed
from baleharum.documents.handing import SOURCE
from baleharum.renditions.boxes import Box
from baleharum.renditions.boxes import EXACT
from baleharum.renditions.boxes import pages as pages_with
from baleharum.renditions.letters import Letter
from baleharum.renditions.letters import letters
from collections.abc import Iterator
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import json
import pypdfium2
import sys


#: Bytes of memory and seconds of processor time of the child; bytes of its answer.
MEMORY, SECONDS, LIMIT = 3 << 29, 28, 10_000_000
#: Pages that one child looks at.
LOOKED = 100
#: How much larger a box is than the letters in it: part of the height of the line, on each side.
ROOM = 0.2
#: Points that a line is high at least.
SMALLEST = 6.0
#: Parts of a page by which letters of one line are apart at most: words of a wide line.
APART = 0.12
#: Part of a page that a box beyond its edge takes of it.
STRIP = 0.005


@dataclass(frozen=True, order=True)
class Place:
    """Where a name stands. name: as it was looked for."""

    box: Box
    name: str


def asked(data: bytes, pages: int, names: Sequence[str], reasons: Sequence[str]) -> list[Place]:
    """Return where a rendition of so many pages says names, each with its reason. Raises Unreadable."""
    found: list[Place] = []
    for first in range(1, pages + 1, LOOKED):
        asked_ = [list(names), list(reasons), first, first + LOOKED - 1]
        with handed(BytesIO(json.dumps(asked_).encode() + b"\n" + data)) as copy:
            answer = confinement.run([], LIMIT, source=copy, module="baleharum.bundles.places")
        found += [Place(Box(*row[:6]), row[6]) for row in json.loads(answer)]
    return found


def places(
    data: bytes, wanted: Sequence[Needle], reasons: dict[str, str], first: int = 1, last: int = 0
) -> list[Place]:
    """Return where a PDF says what is wanted. reasons: of the boxes, by name; first, last: pages that
    are looked at, 0 for all that follow."""
    found: set[Place] = set()
    with pypdfium2.PdfDocument(data) as document:
        for number in range(first, min(last or len(document), len(document)) + 1):
            page = document[number - 1]
            text = page.get_textpage()
            said = text.get_text_range() if text.count_chars() else ""
            # Most pages name nobody: letter by letter only where somebody stands.
            if found_in(said, wanted):
                names = _names_on(letters(page, text), wanted)
                found.update(
                    Place(_box(number, line, page.get_size(), reasons.get(name, "")), name)
                    for name, line in names
                )
            text.close()
            page.close()
    return sorted(found, key=lambda place: (place.box.page, place.box.top, place))


def beside(data: bytes, wanted: Sequence[Needle], hidden: Sequence[Box]) -> list[int]:
    """Return those pages with boxes on which a name stands that these do not hide, or not all of it.

    data: without boxes. A page with a box is a picture: what is read of it anew may misread a name
    that every reader sees.
    """
    found = []
    with pypdfium2.PdfDocument(data) as document:
        for number in pages_with(hidden):
            mine = [box for box in hidden if box.page == number]
            page = document[number - 1]
            text = page.get_textpage()
            named = _names_on(letters(page, text), wanted)
            if any(not _is_hidden(letter, mine) for _name, line in named for letter in line):
                found.append(number)
            text.close()
            page.close()
    return found


def _is_hidden(letter: Letter, boxes: Sequence[Box]) -> bool:
    """Tell whether the middle of a letter lies in one of the boxes, or beyond the page."""
    across, down = (letter.left + letter.right) / 2, (letter.top + letter.bottom) / 2
    if not (0 <= across <= 1 and 0 <= down <= 1):
        return True
    sides = (box.of(1, 1) for box in boxes)
    return any(left <= across <= right and top <= down <= end for left, top, right, end in sides)


def _names_on(
    signs: Sequence[Letter], wanted: Sequence[Needle]
) -> Iterator[tuple[str, list[Letter]]]:
    """Yield each name on a page and its letters, line by line."""
    text = "".join(letter.sign for letter in signs)
    for span in spans(text, wanted):
        for line in _lines(signs[span.start : span.end]):
            yield span.needle.name, line


def _lines(signs: Sequence[Letter]) -> Iterator[list[Letter]]:
    """Yield the letters of a name line by line: a name may go over the end of one."""
    line: list[Letter] = []
    for letter in signs:
        if not letter.placed or letter.sign.isspace():
            continue
        if line and not _beside(line[-1], letter):
            yield line
            line = []
        line.append(letter)
    if line:
        yield line


def _beside(one: Letter, other: Letter) -> bool:
    """Tell whether two letters stand beside each other on a line, whichever way it runs."""
    across = _gap(one.left, one.right, other.left, other.right)
    down = _gap(one.top, one.bottom, other.top, other.bottom)
    return min(across, down) < 0 and max(across, down) < APART


def _gap(low: float, high: float, other_low: float, other_high: float) -> float:
    """Return how far two stretches are from each other, less than 0 where they overlap."""
    return max(low, other_low) - min(high, other_high)


def _box(number: int, line: Sequence[Letter], size: tuple[float, float], reason: str) -> Box:
    left, right = min(each.left for each in line), max(each.right for each in line)
    top, bottom = min(each.top for each in line), max(each.bottom for each in line)
    # As much room on all sides, whichever way the line runs.
    room = ROOM * max(SMALLEST, min((right - left) * size[0], (bottom - top) * size[1]))
    left, right = _within_page(left - room / size[0], right + room / size[0])
    top, bottom = _within_page(top - room / size[1], bottom + room / size[1])
    width, height = right - left, bottom - top
    left, top, width, height = (round(edge, EXACT) for edge in (left, top, width, height))
    return Box(number, left, top, width, height, reason)


def _within_page(low: float, high: float) -> tuple[float, float]:
    """Return a stretch as it lies on the page. Of what stands beyond its edge, where nobody sees it,
    a strip there: the page becomes a picture, and what stood beyond it is gone."""
    return min(max(0.0, low), 1.0 - STRIP), max(min(1.0, high), STRIP)


def main() -> int:
    """Answer on stdout, or end with a code of `exits`; say nothing else."""
    confine(MEMORY, SECONDS)
    try:
        with open(SOURCE, "rb") as stream:
            names, reasons, first, last = json.loads(stream.readline())
            data = stream.read()
        known = dict(zip(names, reasons, strict=True))
        found = places(data, needles(names), known, first, last)
        sys.stdout.buffer.write(json.dumps(list(map(_row, found))).encode())
        sys.stdout.buffer.flush()
    except MemoryError:
        return exits.TOO_LARGE
    except Exception:  # Whatever a parser stumbles over is the file's fault.
        return exits.BROKEN
    return 0


def _row(place: Place) -> list[Any]:
    box = place.box
    return [box.page, box.left, box.top, box.width, box.height, box.reason, place.name]


if __name__ == "__main__":
    sys.exit(main())
