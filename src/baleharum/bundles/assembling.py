"""One PDF of cover, index and exhibits: numbers that are those of the pages, links, bookmarks."""

from baleharum.bundles.excerpts import excerpt
from baleharum.bundles.front import front
from baleharum.bundles.spec import Bundle
from baleharum.bundles.spec import digest
from baleharum.bundles.spec import Exhibit
from baleharum.bundles.spoken import words
from baleharum.bundles.stamping import Stamper
from baleharum.documents.hashing import sha256
from collections.abc import Callable
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC
from io import BytesIO
from typing import BinaryIO

import pikepdf


#: How the index names a page, see front.typ.
LINK = "page:"


class WrongRendition(ValueError):
    """A rendition is not the one that the bundle was approved with; args: (code of the exhibit,)."""


@dataclass(frozen=True)
class Assembled:
    """starts: first page of each exhibit by its code; pages: of the whole; first, last: numbers;
    excerpts: by code, the PDF of each exhibit of which some pages alone are bound in."""

    starts: Mapping[str, int]
    pages: int
    first: int
    last: int
    excerpts: Mapping[str, bytes]


def assemble(bundle: Bundle, opened: Callable[[str], BinaryIO], target: BinaryIO) -> Assembled:
    """Write a bundle as one PDF.

    opened: gives the rendition of an exhibit, by its code, as an open file. Raises WrongRendition;
    then nothing is written. The bytes depend on the bundle and the renditions alone.
    """
    made = front(bundle)
    starts = made.starts
    excerpts: dict[str, bytes] = {}
    with ExitStack() as stack:
        pdf = stack.enter_context(pikepdf.open(BytesIO(made.data)))
        _fresh(pdf)
        front_pages = len(pdf.pages)
        codes = [""] * front_pages
        for exhibit in bundle.ordered:
            stream = stack.enter_context(opened(exhibit.code))
            _check(exhibit, stream)
            source = stack.enter_context(pikepdf.open(stream))
            if len(source.pages) != (exhibit.of or exhibit.pages):
                raise WrongRendition(exhibit.code)
            if exhibit.included:
                excerpts[exhibit.code] = excerpt(source, exhibit.numbers)
                source = stack.enter_context(pikepdf.open(BytesIO(excerpts[exhibit.code])))
            pdf.pages.extend(source.pages)
            codes += [exhibit.code] * exhibit.pages
        last = stack.enter_context(pikepdf.open(BytesIO(made.last)))
        codes += [""] * len(last.pages)
        pdf.pages.extend(last.pages)
        _link(pdf, front_pages, bundle.first_page)
        stamper = Stamper(pdf)
        for place, (page, code) in enumerate(zip(pdf.pages, codes, strict=True)):
            stamper.stamp(page, bundle.first_page + place, code)
        _bookmark(pdf, bundle, starts, made.chronology)
        _describe(pdf, bundle)
        pages = len(pdf.pages)
        pdf.save(
            target,
            deterministic_id=True,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            compress_streams=True,
        )
    return Assembled(starts, pages, bundle.first_page, bundle.first_page + pages - 1, excerpts)


def _check(exhibit: Exhibit, stream: BinaryIO) -> None:
    """Raise WrongRendition for bytes that are not those of the approval."""
    if sha256(stream)[0] != exhibit.rendition:
        raise WrongRendition(exhibit.code)
    stream.seek(0)


def _fresh(pdf: pikepdf.Pdf) -> None:
    """Keep the pages of the front alone: with pages of others it is no PDF/A any more."""
    for key in set(pdf.Root.keys()) - {"/Type", "/Pages"}:
        del pdf.Root[key]
    for page in pdf.pages:
        for name in ("/StructParents", "/Tabs", "/Group"):
            if name in page:
                del page[name]
    for told in list(pdf.docinfo.keys()):
        del pdf.docinfo[told]


def _target(pdf: pikepdf.Pdf, place: int) -> pikepdf.Array:
    """A page at the zoom that the reader has."""
    return pikepdf.Array([pdf.pages[place].obj, pikepdf.Name.XYZ, None, None, None])


def _link(pdf: pikepdf.Pdf, front_pages: int, first: int) -> None:
    """Turn the links of the index into links to pages of this file."""
    for page in list(pdf.pages)[:front_pages]:
        for note in page.get("/Annots", ()):
            action = note.get("/A")
            address = str(action.get("/URI", "")) if action is not None else ""
            if address.startswith(LINK):
                note.Dest = _target(pdf, int(address.removeprefix(LINK)) - first)
                del note["/A"]
                note.Border = pikepdf.Array([0, 0, 0])


def _bookmark(pdf: pikepdf.Pdf, bundle: Bundle, starts: Mapping[str, int], chronology: int) -> None:
    """One bookmark for the index, each section, exhibit and the integrity sheet, with its page."""
    spoken = words(bundle.language)
    after = max(starts[each.code] + each.pages for each in bundle.exhibits)

    def mark(text: str, number: int) -> pikepdf.OutlineItem:
        return pikepdf.OutlineItem(f"{text} ({number})", _target(pdf, number - bundle.first_page))

    with pdf.open_outline() as outline:
        outline.root.append(mark(spoken["index"], bundle.first_page + 1))
        if chronology:
            outline.root.append(mark(spoken["chronology"], chronology))
        for section in bundle.sections:
            found = bundle.within(section)
            if found:
                head = mark(f"{section.code}. {section.title}", starts[found[0].code])
                rows = (mark(f"{each.code} {each.title}", starts[each.code]) for each in found)
                head.children.extend(rows)
                outline.root.append(head)
        outline.root.append(mark(spoken["integrity"], after))


def _describe(pdf: pikepdf.Pdf, bundle: Bundle) -> None:
    """Say what it is, in terms that name nobody, and open it at full size with its bookmarks."""
    moment = bundle.approved_at.astimezone(UTC).strftime("D:%Y%m%d%H%M%SZ")
    pdf.docinfo["/Title"] = bundle.stem
    pdf.docinfo["/CreationDate"] = moment
    pdf.docinfo["/ModDate"] = moment
    pdf.docinfo["/Producer"] = "baleharum"
    pdf.docinfo["/Subject"] = digest(bundle)
    pdf.Root.Lang = bundle.language
    pdf.Root.PageMode = pikepdf.Name.UseOutlines
    pdf.Root.OpenAction = pikepdf.Array([pdf.pages[0].obj, pikepdf.Name.XYZ, None, None, 1])
