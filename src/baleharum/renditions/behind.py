"""What an office file holds behind what it shows: tracked changes, comments, what is hidden.

Its PDF may show some of it and leave some out, as the program wills that makes it; the file that
came in holds all of it. Runs in the child only, over the parts of the package.
"""

from baleharum.documents import exits
from baleharum.documents import kinds
from baleharum.documents.packages import check_limits
from baleharum.documents.packages import Locked
from baleharum.documents.packages import TooLarge
from collections.abc import Iterator
from lxml import etree
from typing import Any

import re
import zipfile


CHANGES, COMMENTS, HIDDEN = "changes", "comments", "hidden"
#: What can be found, in the order in which it is told.
TOKENS = (CHANGES, COMMENTS, HIDDEN)

#: Kind of a package -> its parts that are looked through: what is shown, and styles.
PARTS = {
    kinds.DOCX: re.compile(
        r"word/(document|header\d*|footer\d*|footnotes|endnotes|comments|styles)\.xml"
    ),
    kinds.ODT: re.compile(r"(content|styles)\.xml"),
    kinds.XLSX: re.compile(
        r"xl/(workbook|(comments/)?comments?\d*|worksheets/[^/]+|threadedComments/[^/]+)\.xml"
    ),
}
#: Names of elements -> what they are, where they need not say more.
SAID = {
    kinds.DOCX: {
        **dict.fromkeys(("ins", "del", "moveFrom", "moveTo", "cellIns", "cellDel"), CHANGES),
        **dict.fromkeys(("rPrChange", "pPrChange", "tblPrChange", "sectPrChange"), CHANGES),
        "comment": COMMENTS,
    },
    kinds.ODT: {
        "changed-region": CHANGES,
        "annotation": COMMENTS,
        "hidden-text": HIDDEN,
        "hidden-paragraph": HIDDEN,
    },
    kinds.XLSX: {"comment": COMMENTS, "threadedComment": COMMENTS},
}
#: Parts that say how things could look; of the styles of a DOCX those that are used count.
DOCX_STYLES = "word/styles.xml"
STYLES = (DOCX_STYLES, "styles.xml")
OFF = ("0", "false", "off", "none")


def behind(media_type: str, path: str) -> list[str]:
    """Return tokens of what a file holds that its PDF may not show. Ends for what is no such file."""
    try:
        check_limits(path)
        with zipfile.ZipFile(path) as package:
            found = set(_found(media_type, package))
    except Locked:
        raise exits.Ended(exits.LOCKED) from None
    except TooLarge:
        raise exits.Ended(exits.TOO_LARGE) from None
    return [token for token in TOKENS if token in found]


def _found(media_type: str, package: zipfile.ZipFile) -> Iterator[str]:
    names = package.namelist()
    if any(name.startswith("xl/revisions/") for name in names):
        yield CHANGES
    parts = [name for name in names if PARTS[media_type].fullmatch(name)]
    styles = set(_hiding_styles(package)) if media_type == kinds.DOCX else set()
    for name in parts:
        for element, _style in _elements(package, name):
            tag = etree.QName(element).localname
            if tag in SAID[media_type]:
                yield SAID[media_type][tag]
            elif name not in STYLES and HIDES[media_type](tag, element, styles):
                yield HIDDEN


def _hiding_styles(package: zipfile.ZipFile) -> Iterator[str]:
    """Yield the ids of the styles of a DOCX whose text is not seen."""
    if DOCX_STYLES in package.namelist():
        for element, style in _elements(package, DOCX_STYLES):
            if _vanishes(etree.QName(element).localname, element, set()):
                yield style


def _vanishes(tag: str, element: Any, styles: set[str]) -> bool:
    if tag == "vanish":
        return _value(element, "val") not in OFF
    return tag in ("rStyle", "pStyle") and _value(element, "val") in styles


def _is_unshown(tag: str, element: Any, styles: set[str]) -> bool:
    return tag == "text-properties" and _value(element, "display") == "none"


def _is_shut(tag: str, element: Any, styles: set[str]) -> bool:
    if tag == "sheet":
        return _value(element, "state") in ("hidden", "veryHidden")
    return tag in ("row", "col") and _value(element, "hidden") in ("1", "true")


#: Kind of a package -> tells whether an element of it is not seen.
HIDES = {kinds.DOCX: _vanishes, kinds.ODT: _is_unshown, kinds.XLSX: _is_shut}


def _value(element: Any, name: str) -> str:
    """Return an attribute of whatever namespace, '' for none."""
    found = (v for k, v in element.attrib.items() if etree.QName(k).localname == name)
    return next(found, "")


def _elements(package: zipfile.ZipFile, name: str) -> Iterator[tuple[Any, str]]:
    """Yield the elements of a part, each with the id of the style that it lies in, '' for none; nothing
    is loaded, no entity is followed."""
    style = ""
    options: Any = {"resolve_entities": False, "no_network": True, "load_dtd": False}
    with package.open(name) as stream:
        for event, element in etree.iterparse(stream, events=("start", "end"), **options):
            if not isinstance(element.tag, str):
                continue
            if event == "start":
                if etree.QName(element).localname == "style":
                    style = _value(element, "styleId")
                continue
            yield element, style
            element.clear()
