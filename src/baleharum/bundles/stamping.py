"""Page numbers on the pages of others: seen upright, on top of everything, readable as text."""

from baleharum.renditions.frames import Frame
from baleharum.renditions.frames import number
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from typing import Any

import pikepdf
import re
import typst


#: Points: size of the number, its distance from the edge, and the white around it.
SIZE, MARGIN, HALO = 10, 18, 2.5
#: Fixed, so that the bytes are.
NAME, PAGE = "/BaleharumStamp", "/BaleharumPage"
#: All that a stamp can say: numbers, and codes of exhibits.
SIGNS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-. "
SPECIMEN = (
    '#set page(width: 600pt, height: 40pt)\n#set text(font: "DejaVu Sans Mono", size: 10pt)\n'
)
ENTRY = re.compile(rb"<([0-9A-Fa-f]{4})>\s*<([0-9A-Fa-f]{4})>")


@dataclass(frozen=True)
class Face:
    """The font of the stamps: a PDF that holds it, the code of each sign, and the width of one in
    thousandths of the size (all are as wide)."""

    specimen: bytes
    codes: dict[str, int]
    width: int


@cache
def face() -> Face:
    """Return the font, as Typst embeds it: a part of DejaVu Sans Mono that the product brings."""
    made = typst.compile(
        (SPECIMEN + "#raw(sys.inputs.signs)").encode(),
        sys_inputs={"signs": SIGNS.strip()},
        font_paths=typst.Fonts(include_system_fonts=False, include_embedded_fonts=True),
        ignore_system_fonts=True,
        pdf_standards="a-2b",
        format="pdf",
    )
    with pikepdf.open(BytesIO(made)) as pdf:
        font = _font_of(pdf)
        table = font.ToUnicode.read_bytes()
        codes = {chr(int(sign, 16)): int(code, 16) for code, sign in ENTRY.findall(table)}
        missing = set(SIGNS) - set(codes) - {" "}
        if missing:
            raise RuntimeError(f"The font of the stamps lacks {sorted(missing)}.")
        # [first [width …]] or [first last width]: all are as wide.
        _first, second, *rest = font.DescendantFonts[0].W[:3]
        width = round(float(second[0] if isinstance(second, pikepdf.Array) else rest[0]))
    return Face(made, codes, width)


def _font_of(pdf: pikepdf.Pdf) -> Any:
    (font,) = pdf.pages[0].Resources.Font.values()
    return font


class Stamper:
    """Stamps the pages of one PDF."""

    def __init__(self, pdf: pikepdf.Pdf) -> None:
        self._specimen = pikepdf.open(BytesIO(face().specimen))
        self.pdf = pdf
        self._drawings: set[tuple[int, int]] = set()
        self.font = pdf.copy_foreign(_font_of(self._specimen))

    def stamp(self, page: pikepdf.Page, count: int, code: str = "") -> None:
        """Write a number at the lower right of a page as it is seen, a code at the lower left."""
        words = [(str(count), True)] + ([(code, False)] if code else [])
        frame = Frame.of(page)
        drawn = b"".join(_drawn(frame, text, right) for text, right in words)
        page.Resources, page.Contents = (
            pikepdf.Dictionary(
                XObject=pikepdf.Dictionary({PAGE: self._drawing_of(page)}),
                Font=pikepdf.Dictionary({NAME: self.font}),
            ),
            self.pdf.make_stream(f"q {PAGE} Do Q\n".encode() + drawn),
        )

    def _drawing_of(self, page: pikepdf.Page) -> pikepdf.Stream:
        """Return the page as one drawing: what it leaves open, cuts off or names ends with it.

        No byte is copied or unpacked: its own content is told to be a drawing.
        """
        page.contents_coalesce()
        content: Any = page.obj.get("/Contents")
        if content is None or content.objgen in self._drawings:
            # Pages may share a content, and yet have other fonts.
            content = self.pdf.make_stream(content.read_bytes() if content is not None else b"")
        self._drawings.add(content.objgen)
        content.Type, content.Subtype = pikepdf.Name.XObject, pikepdf.Name.Form
        content.BBox = pikepdf.Array(page.mediabox)
        content.Resources = page.resources
        return content


def _drawn(frame: Frame, text: str, right: bool) -> bytes:
    known = face()
    size, margin, halo = (each / frame.unit for each in (SIZE, MARGIN, HALO))
    width = len(text) * known.width * size / 1000
    across = frame.seen_width - margin - width if right else margin
    place = " ".join(number(each) for each in frame.matrix(across, margin))
    codes = "".join(f"{known.codes[sign]:04X}" for sign in text)
    box = " ".join(
        number(each) for each in (-halo, -halo - size / 5, width + 2 * halo, size + 2 * halo)
    )
    return (
        f"q {place} cm 1 g {box} re f 0 g BT {NAME} {number(size)} Tf 0 0 Td <{codes}> Tj ET Q\n"
    ).encode()
