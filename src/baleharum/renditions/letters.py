"""Where the letters of a page lie, as it is seen: whatever its turn and its visible part."""

from baleharum.renditions.boxes import Box
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import ctypes
import pypdfium2.raw as pdfium


#: Into so many parts a side of the page is divided: PDFium tells places in whole numbers.
PARTS = 1_000_000


@dataclass(frozen=True)
class Letter:
    """A sign of a page. left, top, right, bottom: parts of the page from its upper left corner, all
    0 for a sign that has no place, like the end of a line."""

    sign: str
    left: float = 0.0
    top: float = 0.0
    right: float = 0.0
    bottom: float = 0.0

    @property
    def placed(self) -> bool:
        """Whether it has a place on the page."""
        return self.right > self.left and self.bottom > self.top

    def meets(self, box: Box) -> bool:
        """Tell whether a part of it lies in a box."""
        left, top, right, bottom = box.of(1, 1)
        across = self.left < right and left < self.right
        return self.placed and across and self.top < bottom and top < self.bottom


def letters(page: Any, text: Any, *, loose: bool = False) -> list[Letter]:
    """Return the signs of a page in their order. text: its text page; loose: with the room that the
    font gives each sign, else as tight as it is drawn."""
    return list(_letters(page, text, loose))


def _letters(page: Any, text: Any, loose: bool) -> Iterator[Letter]:
    for index in range(text.count_chars()):
        code = pdfium.FPDFText_GetUnicode(text, index)
        sign = chr(code) if 0 < code <= 0x10FFFF else " "
        try:
            place = text.get_charbox(index, loose=loose)
        except Exception:  # PDFium has no place for it.
            place = (0.0, 0.0, 0.0, 0.0)
        if place[2] <= place[0] or place[3] <= place[1]:
            yield Letter(sign)
        else:
            yield Letter(sign, *_seen(page, place))


def _seen(page: Any, place: tuple[float, float, float, float]) -> tuple[float, ...]:
    """Return left, top, right, bottom as parts of the page as it is seen."""
    one, other = _at(page, place[0], place[1]), _at(page, place[2], place[3])
    across, down = zip(one, other, strict=True)
    return min(across), min(down), max(across), max(down)


def _at(page: Any, across: float, up: float) -> tuple[float, float]:
    x, y = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDF_PageToDevice(page, 0, 0, PARTS, PARTS, 0, across, up, x, y)
    return x.value / PARTS, y.value / PARTS
