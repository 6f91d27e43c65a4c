"""What a bound file holds and must not: names of the case, and letters where boxes lie.

Each is told with the exhibit and the page on which it is mended.
"""

from baleharum.bundles import manifest
from baleharum.bundles import places
from baleharum.bundles.looking import Hit
from baleharum.bundles.looking import hits
from baleharum.bundles.names import found_in
from baleharum.bundles.names import Needle
from baleharum.bundles.names import needles
from baleharum.bundles.spec import Exhibit
from baleharum.bundles.spec import PSEUDONYMOUS
from baleharum.cases.layout import case_of
from baleharum.litigation import renditions
from baleharum.litigation.choices import document_of
from baleharum.litigation.known import Found
from baleharum.litigation.pseudonyms import named
from baleharum.litigation.redactions import held
from baleharum.renditions.boxes import Box
from collections.abc import Iterator
from collections.abc import Sequence
from dataclasses import replace

import zipfile


#: What a box that does not hide shows, in `Hit.where`.
OF_BOXES = ("box", "page", "file")


def codes_of(context, bundle) -> dict[int, str]:
    """Return number -> code of the exhibits as they were approved."""
    prefix = context.prefix or "P-"
    first = min(int(each.code.removeprefix(prefix)) for each in bundle.exhibits)
    return context.codes(first)


def held_in(context, made) -> tuple[tuple, ...]:
    """Return rows of known.Found, () where the edition holds nothing that it must not."""
    return tuple(tuple(found) for found in sorted(set(_found(context, made))))


def _found(context, made) -> Iterator[Found]:
    replacing = made.bundle.edition == PSEUDONYMOUS
    wanted = needles(each.name for each in named(case_of(context))) if replacing else []
    numbers = {code: number for number, code in codes_of(context, made.bundle).items()}
    boxes = list(_boxes(context, made))
    if not wanted and not boxes:
        return
    held_ = hits(made.pdf.data, wanted, boxes, _marks(made))
    read = {hit.name for hit in held_ if hit.where == "text"}
    for hit in held_:
        if hit.where == "stream" and hit.name in read:
            continue  # What a page says stands in its stream: told with the page already.
        code, sheet = _at(made, hit.page)
        page = made.first + hit.page - 1 if hit.page else 0
        yield Found(code, page, numbers.get(code, 0), sheet, _gate(hit))
    if wanted:
        yield from _beside_boxes(context, made, wanted)
        yield from _in_package(made, wanted)


def _beside_boxes(context, made, wanted: list[Needle]) -> Iterator[Found]:
    """Look at what stood on pages with boxes before they became pictures."""
    codes = codes_of(context, made.bundle)
    bound = {exhibit.code: exhibit for exhibit in made.bundle.exhibits}
    for entry in context.entries:
        code = codes[entry.number]
        sheets = _sheets(bound[code])
        hidden = [box for box in held(context, entry) if box.page in sheets]
        if not hidden:
            continue
        with renditions.opened(document_of(context, entry)) as stream:
            seen = places.beside(stream.read(), wanted, hidden)
        for sheet in seen:
            page = made.starts[code] + sheets.index(sheet)
            yield Found(code, page, entry.number, sheet)


def _gate(hit: Hit) -> str:
    return "G4" if hit.where in OF_BOXES else "G3"


def _in_package(made, wanted: list[Needle]) -> Iterator[Found]:
    """Look into everything beside the bundle; its names are those of codes, and looked at as well."""
    with made.package.open() as source, zipfile.ZipFile(source) as package:
        for name in package.namelist():
            short = name.rpartition("/")[2]
            if found_in(name, wanted):
                yield Found(short, 0)
            if name.endswith(manifest.BUNDLE):
                continue  # Looked at already.
            data = package.read(name)
            if name.endswith(".pdf"):
                yield from (Found(short, hit.page) for hit in hits(data, wanted))
            elif found_in(data.decode("utf-8", "replace"), wanted):
                yield Found(short, 0)


def _boxes(context, made) -> Iterator[Box]:
    """Yield the boxes of all exhibits, on the pages of the bundle."""
    codes = codes_of(context, made.bundle)
    bound = {exhibit.code: exhibit for exhibit in made.bundle.exhibits}
    for entry in context.entries:
        code = codes[entry.number]
        sheets, start = _sheets(bound[code]), made.starts[code] - made.first + 1
        for box in held(context, entry):
            if box.page in sheets:
                yield replace(box, page=start + sheets.index(box.page))


def _sheets(exhibit: Exhibit) -> Sequence[int]:
    """Return which pages of its document an exhibit has, in their order."""
    return exhibit.numbers or range(1, exhibit.pages + 1)


def _marks(made) -> dict[int, str]:
    """Return page -> what is stamped on it: its number, and the code of its exhibit."""
    pages = range(1, made.last - made.first + 2)
    return {page: f"{made.first + page - 1} {_at(made, page)[0]}" for page in pages}


def _at(made, page: int) -> tuple[str, int]:
    """Return the exhibit that a page of the PDF (from 1) belongs to, and its page in the document; ''
    and 0 for cover, index or none."""
    number = made.first + page - 1
    for exhibit in made.bundle.ordered:
        place = number - made.starts[exhibit.code]
        if page and 0 <= place < exhibit.pages:
            return exhibit.code, _sheets(exhibit)[place]
    return "", 0
