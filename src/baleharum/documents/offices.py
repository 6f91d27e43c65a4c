"""What an office document does by itself. Runs in the extractor only, for files of strangers.

Written against the parts of a package: a few names and attributes tell all that is asked here,
while oletools would bring seven packages and parsers of formats that are not kept.
"""

from baleharum.documents import exits
from baleharum.documents import kinds
from baleharum.documents.packages import check_limits
from baleharum.documents.packages import Locked
from baleharum.documents.packages import TooLarge
from baleharum.documents.packages import Unsafe
from collections.abc import Iterator
from lxml import etree
from typing import Any

import re
import zipfile


#: Names of members, in small letters -> what they mean.
MEMBERS = {
    "macros": re.compile(r"(^|/)vba(project|data)[^/]*$|^xl/macrosheets/|^(basic|scripts)/."),
    "ole": re.compile(r"(^|/)(oleobject[^/]*\.bin|activex/.)|^embeddings/.*\.(bin|ole)$"),
    "embedded": re.compile(r"(^|/)embeddings/."),
}

#: Kinds of relationship that load something from elsewhere when the document is opened.
TEMPLATES = ("attachedtemplate", "frame", "subdocument", "mailmergesource")
LINKS = ("hyperlink",)

MAIN = {kinds.DOCX: "wordprocessingml.document", kinds.XLSX: "spreadsheetml.sheet"}
MACRO_MAIN = {
    kinds.DOCX: "ms-word.document.macroenabled",
    kinds.XLSX: "ms-excel.sheet.macroenabled",
}

DDE = re.compile(r"\bDDE(AUTO)?\b", re.I)
REMOTE = re.compile(r"^\s*(https?:|ftp:|file:|smb:|\\\\|//)", re.I)


def findings(media_type: str, path: str) -> set[str]:
    """Return the tokens of what acts. Ends with OTHER_KIND for another kind of package."""
    try:
        check_limits(path)
        with zipfile.ZipFile(path) as package:
            names = package.namelist()
            if not _is(media_type, package, names):
                raise exits.Ended(exits.OTHER_KIND)
            found = {token for name in names for token in _by_name(name)}
            return found | set(_by_content(media_type, package, names))
    except Locked:
        return {"encrypted"}
    except (Unsafe, TooLarge, exits.Ended):
        raise
    except (zipfile.BadZipFile, etree.XMLSyntaxError, KeyError, EOFError, OSError):
        return {"unchecked"}


def _is(media_type: str, package: zipfile.ZipFile, names: list[str]) -> bool:
    """Tell whether the list of contents agrees with the first bytes, which could be for show."""
    if media_type == kinds.ODT:
        return "mimetype" in names and package.read("mimetype").strip() == kinds.ODT.encode()
    if "[Content_Types].xml" not in names:
        return False
    types = _types(package)
    return any(f"{main[media_type]}.main+xml" in types for main in (MAIN, MACRO_MAIN))


def _types(package: zipfile.ZipFile) -> str:
    return package.read("[Content_Types].xml").decode("utf-8", "replace").lower()


def _by_name(name: str) -> Iterator[str]:
    plain = name.replace("\\", "/").lower()
    yield from (token for token, pattern in MEMBERS.items() if pattern.search(plain))


def _by_content(media_type: str, package: zipfile.ZipFile, names: list[str]) -> Iterator[str]:
    if media_type == kinds.ODT:
        yield from _open_document(package, names)
        return
    types = _types(package)
    if "macroenabled" in types or "vbaproject" in types:
        yield "macros"
    for name in names:
        plain = name.lower()
        if plain.endswith(".rels"):
            yield from _relations(package, name)
        elif plain.endswith(".xml") and plain.startswith(("word/", "xl/externallinks/")):
            yield from _fields(package, name)


def _elements(package: zipfile.ZipFile, name: str) -> Iterator[Any]:
    """The elements of a part, one after the other; nothing is loaded, no entity is followed."""
    with package.open(name) as stream:
        parsed = etree.iterparse(stream, resolve_entities=False, no_network=True, load_dtd=False)
        for _event, element in parsed:
            yield element
            element.clear()


def _relations(package: zipfile.ZipFile, name: str) -> Iterator[str]:
    for element in _elements(package, name):
        if element.get("TargetMode", "").lower() != "external":
            continue
        kind = element.get("Type", "").rpartition("/")[2].lower()
        if kind in TEMPLATES:
            yield "template"
        elif kind not in LINKS:
            yield "external"


def _fields(package: zipfile.ZipFile, name: str) -> Iterator[str]:
    """Fields may be cut into many pieces, so that no piece says DDE."""
    pieces = []
    for element in _elements(package, name):
        tag = etree.QName(element).localname if isinstance(element.tag, str) else ""
        if tag == "instrText":
            pieces.append(element.text or "")
        elif tag == "fldSimple":
            pieces.append(next((v for k, v in element.attrib.items() if k.endswith("instr")), ""))
        elif tag == "ddeLink":
            yield "dde"
        elif tag == "p":
            pieces.append("\n")
    if DDE.search("".join(pieces)):
        yield "dde"


def _open_document(package: zipfile.ZipFile, names: list[str]) -> Iterator[str]:
    manifest = package.read("META-INF/manifest.xml")
    if b"encryption-data" in manifest:
        yield "encrypted"
        return
    if b"oleobject" in manifest.lower():
        yield "ole"
    for name in names:
        if name.endswith(("content.xml", "styles.xml", "meta.xml")):
            for element in _elements(package, name):
                yield from _open_element(element)


def _open_element(element: Any) -> Iterator[str]:
    tag = etree.QName(element).localname if isinstance(element.tag, str) else ""
    if tag in ("event-listener", "script"):
        yield "macros"
    elif tag in ("dde-source", "dde-connection", "dde-connection-decl"):
        yield "dde"
    href = element.get("{http://www.w3.org/1999/xlink}href", "")
    if tag != "a" and REMOTE.search(href):
        yield "template" if tag == "template" else "external"
