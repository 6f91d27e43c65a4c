"""A letter as PDF/A-2b: set with Typst, with fonts that the product brings, the same bytes each time."""

from baleharum import _
from baleharum.letters.fields import values
from baleharum.letters.letter import Letter
from baleharum.letters.letterhead import Letterhead
from baleharum.letters.refusals import LetterRefused
from functools import cache
from pathlib import Path
from typing import Any

import json
import logging
import re
import typst


HERE = Path(__file__).parent
TEMPLATE = HERE / "letter.typ"
#: How Typst names what no font of ours has: PDF/A has no empty boxes.
NO_GLYPH = re.compile(r'the text `"(.+?)"` could not be displayed', re.DOTALL)
#: Pixels an inch of a drawn logo.
RESOLUTION = 300
DRAWING = """#set page(width: auto, height: auto, margin: 0mm, fill: none)
#image(bytes(sys.inputs.svg), format: "svg", height: 22mm)
"""
logger = logging.getLogger(__name__)


@cache
def fonts() -> typst.Fonts:
    """Return the fonts of letters: those within Typst (Latin), Arabic and Balinese; no others.

    What is installed on a machine would change letters from one machine to the next.
    """
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=True, font_paths=[str(HERE / "fonts")]
    )


def letter_pdf(letter: Letter, head: Letterhead) -> bytes:
    """Return a letter as PDF/A-2b.

    Raises LetterRefused for characters that no font of the product has.
    """
    day = (letter.day.year, letter.day.month, letter.day.day)
    return compiled(TEMPLATE, {**values(letter, head), "hari": day}, logo=head.logo)


def compiled(template: Path, data: dict[str, Any], **inputs: str) -> bytes:
    """Return a Typst template as PDF/A-2b. data: handed over as JSON, so that no text of it is code."""
    try:
        return typst.compile(
            template.read_bytes(),
            sys_inputs={"data": json.dumps(data), **inputs},
            font_paths=fonts(),
            ignore_system_fonts=True,
            pdf_standards="a-2b",
            format="pdf",
        )
    except typst.TypstError as error:
        raise LetterRefused(_refusal(error)) from error


def drawn(svg: str) -> bytes:
    """Return an SVG as PNG, 22 mm high as in the letterhead: office programs show no SVG."""
    return typst.compile(
        DRAWING.encode(),
        sys_inputs={"svg": svg},
        font_paths=fonts(),
        ignore_system_fonts=True,
        format="png",
        ppi=RESOLUTION,
    )


def _refusal(error: typst.TypstError):
    found = NO_GLYPH.search(error.message)
    if found is None:
        # Never the text of a letter: a message of Typst may quote it.
        logger.error("A letter could not be typeset.")
        return _("error_letter_typeset", default="The letter could not be typeset.")
    return _(
        "error_letter_glyph",
        default="The letter has characters that can't be typeset: “${signs}”. Write them in another"
        " way: there is Latin, Arabic and Balinese script.",
        mapping={"signs": found[1]},
    )
