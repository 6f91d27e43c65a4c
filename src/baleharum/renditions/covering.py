"""Text that nobody sees and everybody can copy: under a black area, or white on white.

Runs in the child only. A letter that is seen has its ink and the paper beside it; where the room of
several letters in a row is of one colour, something lies over them, or they have no colour of
their own.
"""

from baleharum.renditions.letters import Letter
from baleharum.renditions.letters import letters
from PIL import Image
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium


#: Pixels of a point of the page as it is looked at.
SCALE = 2.0
#: Letters in a row that are no chance; of what a page draws, what can hide one (points).
ROW, SMALLEST = 3, 4.0
#: How far colours may differ that look alike: noise of a compressed picture.
ALIKE = 8
#: Lines of a letter that are looked at first: parts of its height.
LINES = (0.6, 0.45, 0.75)
#: Pixels of the largest page that is looked at.
PIXELS = 40_000_000


def covered(data: bytes, first: int, last: int) -> list[int]:
    """Return those pages from first to last on which letters are hidden that are still there."""
    with pypdfium2.PdfDocument(data) as document:
        last = min(last, len(document))
        return [number for number in range(first, last + 1) if _covers(document[number - 1])]


def _covers(page: Any) -> bool:
    text = page.get_textpage()
    try:
        if text.count_chars() < ROW or not _may_hide(page):
            return False
        across, down = page.get_size()
        scale = min(SCALE, (PIXELS / max(across * down, 1)) ** 0.5)
        picture = page.render(scale=scale, may_draw_forms=False).to_pil().convert("L")
        return _has_hidden_row(picture, letters(page, text, loose=True))
    finally:
        text.close()
        page.close()


def _may_hide(page: Any) -> bool:
    """Tell whether a page draws areas or pictures at all: most do not, and need no second look."""
    wanted = [pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_SHADING]
    for thing in page.get_objects(filter=wanted, max_depth=6):
        left, bottom, right, top = thing.get_bounds()
        # Within a drawing the unit is its own: whatever has two sides counts there.
        least = SMALLEST if thing.level == 0 else 0
        if right - left > least and top - bottom > least:
            return True
    return False


def _has_hidden_row(picture: Image.Image, found: list[Letter]) -> bool:
    row, pixels = 0, picture.tobytes()
    for letter in found:
        if not letter.sign.isalnum():
            # A blank between two words ends no row.
            row = row if letter.sign.isspace() else 0
            continue
        row = row + 1 if _is_plain(picture, pixels, letter) else 0
        if row >= ROW:
            return True
    return False


def _is_plain(picture: Image.Image, pixels: bytes, letter: Letter) -> bool:
    """Tell whether the room of a letter is of one colour."""
    width, height = picture.size
    left, top = int(letter.left * width), int(letter.top * height)
    right, bottom = int(letter.right * width) + 1, int(letter.bottom * height) + 1
    inside = left >= 0 and top >= 0 and right <= width and bottom <= height
    if not letter.placed or not inside:
        return False
    for part in LINES:
        line = int(top + (bottom - top) * part) * width
        if not _alike(pixels[line + left : line + right]):
            return False  # Most letters show themselves on one of a few lines.
    return _alike(picture.crop((left, top, right, bottom)).tobytes())


def _alike(colours: bytes) -> bool:
    return max(colours) - min(colours) <= ALIKE
