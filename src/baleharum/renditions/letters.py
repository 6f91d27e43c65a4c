"""Where the letters of a page lie, as it is seen: whatever its turn and its visible part."""

from baleharum.renditions.boxes import Box
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import ctypes
import pypdfium2
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
    seen = _Seen(page)
    for index in range(text.count_chars()):
        code = pdfium.FPDFText_GetUnicode(text, index)
        sign = chr(code) if 0 < code <= 0x10FFFF else " "
        try:
            place = text.get_charbox(index, loose=loose)
        except pypdfium2.PdfiumError:  # It has no place for it.
            place = (0.0, 0.0, 0.0, 0.0)
        if place[2] <= place[0] or place[3] <= place[1]:
            yield Letter(sign)
        else:
            yield Letter(sign, *seen.edges(place))


class _Seen:
    """How a place in the units of a page lies on it as it is seen: one affine map for all of it."""

    #: So far apart points of the page are looked up that whole numbers tell enough.
    FAR = 1000.0

    def __init__(self, page: Any) -> None:
        x, y = _at(page, 0, 0)
        right, up = _at(page, self.FAR, 0), _at(page, 0, self.FAR)
        self.across = (x, (right[0] - x) / self.FAR, (up[0] - x) / self.FAR)
        self.down = (y, (right[1] - y) / self.FAR, (up[1] - y) / self.FAR)

    def edges(self, place: tuple[float, float, float, float]) -> tuple[float, ...]:
        """Return left, top, right, bottom as parts of the page as it is seen."""
        left, bottom, right, top = place
        (x, x_right, x_up), (y, y_right, y_up) = self.across, self.down
        across = (x + left * x_right + bottom * x_up, x + right * x_right + top * x_up)
        down = (y + left * y_right + bottom * y_up, y + right * y_right + top * y_up)
        return min(across), min(down), max(across), max(down)


def _at(page: Any, across: float, up: float) -> tuple[float, float]:
    x, y = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDF_PageToDevice(page, 0, 0, PARTS, PARTS, 0, across, up, x, y)
    return x.value / PARTS, y.value / PARTS
