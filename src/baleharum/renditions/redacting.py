"""Pages with boxes, drawn anew as pictures: what a box hides is not in the file any more.

Runs in the child only. The old page is left out, it is not covered: no byte of it comes along.
"""

from baleharum.documents import exits
from baleharum.renditions.boxes import Box
from baleharum.renditions.boxes import pages
from baleharum.renditions.scrubbing import drawn_page
from baleharum.renditions.scrubbing import page_of_pixels
from collections.abc import Sequence
from io import BytesIO
from PIL import ImageDraw

import pikepdf
import pypdfium2


def redacted(data: bytes, boxes: Sequence[Box]) -> pikepdf.Pdf:
    """Return a rendition without what lies in the boxes. Ends with NO_PAGE for a page that is none."""
    made = pikepdf.new()
    numbers = pages(boxes)
    with pikepdf.open(BytesIO(data)) as source, pypdfium2.PdfDocument(data) as document:
        if numbers and numbers[-1] > len(source.pages):
            raise exits.Ended(exits.NO_PAGE)
        for number, page in enumerate(source.pages, 1):
            if number not in numbers:
                made.pages.append(page)
                continue
            image, across, down = drawn_page(document, number)
            pen = ImageDraw.Draw(image)
            for box in boxes:
                if box.page == number:
                    pen.rectangle(box.of(*image.size), fill="black")
            made.pages.append(page_of_pixels(made, image, across, down))
        return _apart(made)


def _apart(pdf: pikepdf.Pdf) -> pikepdf.Pdf:
    """Return it written and read anew: only what its pages need is there."""
    target = BytesIO()
    pdf.remove_unreferenced_resources()
    pdf.save(target, deterministic_id=True)
    return pikepdf.open(target)
