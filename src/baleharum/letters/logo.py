"""The logo of the letterhead: a PNG that is drawn anew, or an SVG of shapes alone."""

from baleharum import _
from baleharum.documents import kinds
from baleharum.documents.cleaning import cleaned
from baleharum.documents.confinement import Unreadable
from baleharum.documents.gate import examine
from baleharum.documents.sniff import Refused
from baleharum.letters.refusals import LetterRefused
from base64 import b64encode
from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring
from io import BytesIO
from PIL import Image
from xml.etree.ElementTree import ParseError

import re


#: Bytes, and pixels on a side.
LIMIT = 200 * 1024
SIDE = 1600
MEDIA_TYPE = "image/svg+xml"

SVG = "{http://www.w3.org/2000/svg}"
#: Shapes and what colours them. No text (its font is elsewhere), picture, script or style sheet.
ELEMENTS = set(
    "svg g defs title desc metadata path rect circle ellipse line polyline polygon use symbol"
    " linearGradient radialGradient stop clipPath mask".split()
)
HREF = re.compile(r"(\{http://www\.w3\.org/1999/xlink\})?href")
#: What an attribute may not hold: anything that is fetched, and escapes that hide it.
FETCHED = re.compile(r"url\(\s*['\"]?(?!\s*['\"]?#)|@import|expression|javascript:|\\", re.I)
PICTURE = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="{0}" height="{1}" viewBox="0 0 {0} {1}">'
    '<image width="{0}" height="{1}" href="data:image/png;base64,{2}"/></svg>'
)


def logo(data: bytes, filename: str) -> str:
    """Return a logo as SVG, the one form that letters take. Raises LetterRefused.

    data: a PNG or SVG of 200 KB at most, by its content and its name.
    """
    if len(data) > LIMIT:
        raise LetterRefused(_("error_logo_size", default="A logo has 200 KB at most."))
    if filename.lower().endswith(".svg"):
        return _shapes(data)
    return _picture(data, filename)


def _picture(data: bytes, filename: str) -> str:
    try:
        found = examine(BytesIO(data), filename)
        if found.media_type != kinds.PNG:
            raise LetterRefused(KIND)
        if "polyglot" in found.findings or "damaged" in found.findings:
            raise LetterRefused(BROKEN)
        png = cleaned(BytesIO(data), kinds.PNG)
    except Refused as refused:
        raise LetterRefused(refused.message) from refused
    except Unreadable as trouble:
        raise LetterRefused(BROKEN) from trouble
    width, height = Image.open(BytesIO(png), formats=("PNG",)).size
    if max(width, height) > SIDE:
        raise LetterRefused(
            _("error_logo_pixels", default="A logo has 1,600 pixels on a side at most.")
        )
    return PICTURE.format(width, height, b64encode(png).decode("ascii"))


def _shapes(data: bytes) -> str:
    try:
        text = data.decode("utf-8-sig")
        root = fromstring(text, forbid_dtd=True)
    except (UnicodeDecodeError, ParseError, DefusedXmlException, ValueError) as error:
        raise LetterRefused(BROKEN) from error
    if root.tag != f"{SVG}svg":
        raise LetterRefused(BROKEN)
    problems = {name: None for each in root.iter() for name in _strange(each)}
    if problems:
        raise LetterRefused(
            _(
                "error_logo_svg",
                default="A logo is drawn of shapes alone, without text, pictures, scripts, style"
                " sheets and addresses. Convert them to paths in the drawing program. Found:"
                " ${names}.",
                mapping={"names": ", ".join(list(problems)[:5])},
            )
        )
    return text


def _strange(element):
    """Yield what of an element a logo may not have."""
    if not isinstance(element.tag, str):
        return
    namespace, _brace, name = element.tag.rpartition("}")
    # Drawing programs leave notes of their own, which nothing draws.
    if namespace == SVG[:-1] and name not in ELEMENTS:
        yield name
    for attribute, value in element.attrib.items():
        outside = HREF.fullmatch(attribute) and not value.strip().startswith("#")
        if outside or attribute.lower().startswith("on") or FETCHED.search(value):
            yield attribute.rpartition("}")[2]


KIND = _("error_logo_kind", default="A logo is a PNG or SVG file.")
BROKEN = _(
    "error_logo_broken",
    default="The logo can't be read. Save it anew as PNG or plain SVG, and choose that file.",
)
