"""The text that was read of a redacted page, without what would lie in its boxes.

A program that reads scans gives each line the height of its tallest letter, and may take the edge
of a black box for one. What it says there is left out, so that no letter lies in a box.
"""

from baleharum.renditions.boxes import Box
from baleharum.renditions.letters import letters
from collections.abc import Iterator
from collections.abc import Sequence
from io import BytesIO
from typing import Any

import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium


SHOWING = ("Tj", "TJ")


def beside(data: bytes, boxes: Sequence[Box]) -> bytes | None:
    """Return a PDF of one page of text without those parts of it that lie in a box; None where
    nothing is left, or where it can't be told which parts do."""
    if not boxes or not _meeting(data, boxes):
        return data
    left = _without(data, boxes)
    return None if left is None or _meeting(left, boxes) else left


def _meeting(data: bytes, boxes: Sequence[Box]) -> bool:
    """Tell whether a letter lies in a box."""
    with pypdfium2.PdfDocument(data) as document:
        page = document[0]
        found = letters(page, page.get_textpage())
        return any(letter.meets(box) for letter in found for box in boxes)


def _without(data: bytes, boxes: Sequence[Box]) -> bytes | None:
    """Leave out the instructions that show a text which touches a box."""
    touching = _touching(data, boxes)
    with pikepdf.open(BytesIO(data)) as pdf:
        rows = list(pikepdf.parse_content_stream(pdf.pages[0]))
        showing = [at for at, row in enumerate(rows) if str(row.operator) in SHOWING]
        if len(showing) != len(touching):
            return None  # What is shown and what was found are not the same things.
        out = {at for at, meets in zip(showing, touching, strict=True) if meets}
        if len(out) == len(showing):
            return None
        kept = [row for at, row in enumerate(rows) if at not in out]
        pdf.pages[0].Contents = pdf.make_stream(pikepdf.unparse_content_stream(kept))
        target = BytesIO()
        pdf.save(target, deterministic_id=True)
        return target.getvalue()


def _touching(data: bytes, boxes: Sequence[Box]) -> list[bool]:
    """Return for each text of the page, in its order, whether it touches a box."""
    with pypdfium2.PdfDocument(data) as document:
        page = document[0]
        across, down = page.get_size()
        places = [box.of(across, down) for box in boxes]
        return [any(_touch(text, each, down) for each in places) for text in _texts(page)]


def _texts(page: Any) -> Iterator[tuple[float, float, float, float]]:
    for thing in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT]):
        yield thing.get_bounds()


def _touch(
    text: tuple[float, float, float, float],
    box: tuple[float, float, float, float],
    height: float,
) -> bool:
    """text: left, bottom, right, top from below; box: left, top, right, bottom from above."""
    left, bottom, right, top = text
    return left < box[2] and box[0] < right and height - top < box[3] and box[1] < height - bottom
