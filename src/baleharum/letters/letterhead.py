"""The letterhead of the centre: read from the settings, and the files that belong to it."""

from baleharum.letters.interfaces import ILetterSettings
from baleharum.letters.letter import Signatory
from BTrees.OOBTree import OOBTree
from dataclasses import dataclass
from plone.namedfile.file import NamedBlobFile
from plone.registry.interfaces import IRegistry
from typing import Any
from zope.annotation.interfaces import IAnnotations
from zope.component import getUtility


PREFIX = "baleharum.letters"
#: On the site: logo and template, as blobs.
FILES = "baleharum.letters.files"
LOGO, TEMPLATE = "logo", "template"


@dataclass(frozen=True)
class Letterhead:
    """What stands above a letter. logo: an SVG, '' for none."""

    lines: tuple[str, ...] = ()
    address: str = ""
    phone: str = ""
    email: str = ""
    city: str = ""
    logo: str = ""


def settings() -> Any:
    """Return the records, by the names of ILetterSettings."""
    return getUtility(IRegistry).forInterface(ILetterSettings, prefix=PREFIX)


def letterhead(site: Any) -> Letterhead:
    """Return the letterhead of a site."""
    kept = settings()
    logo = kept_file(site, LOGO)
    return Letterhead(
        lines=tuple(kept.lines or ()),
        address=kept.address or "",
        phone=kept.phone or "",
        email=kept.email or "",
        city=kept.city or "",
        logo=logo.data.decode("utf-8") if logo else "",
    )


def signatory() -> Signatory:
    """Return who signs the letters of the centre."""
    kept = settings()
    return Signatory(kept.office or "", kept.name or "", kept.rank or "", kept.number or "")


def numbering() -> dict[str, str]:
    """Return how letters are numbered: the arguments `pattern` and `unit` of `book.issue`."""
    kept = settings()
    return {"pattern": kept.pattern, "unit": kept.unit}


def kept_file(site: Any, name: str) -> NamedBlobFile | None:
    """Return the logo or the template of a site, None where none is set."""
    return IAnnotations(site).get(FILES, {}).get(name)


def keep_file(site: Any, name: str, data: bytes, filename: str, media_type: str) -> None:
    """Keep a file that was looked at, see `logo` and `office`."""
    notes = IAnnotations(site)
    if FILES not in notes:
        notes[FILES] = OOBTree()
    notes[FILES][name] = NamedBlobFile(data, contentType=media_type, filename=filename)


def drop_file(site: Any, name: str) -> None:
    """Go back to what the product brings."""
    files = IAnnotations(site).get(FILES)
    if files and name in files:
        del files[name]
