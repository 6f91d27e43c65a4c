"""Is a page a picture and nothing else? And what of a file do its pages need?"""

from baleharum.bundles.stamping import PAGE
from baleharum.renditions.reading import NAME
from typing import Any

import pikepdf


#: What the picture of a redacted page is called, see `renditions.scrubbing.page_of_pixels`.
PICTURE = "/Picture"
#: All that such a page does: it puts the picture in its place, and the text that was read over it.
DOING = frozenset({"q", "Q", "cm", "Do"})
#: What a page may show by itself when it is bound: its number, see `bundles.stamping`.
STAMPED = DOING | frozenset({"g", "re", "f", "BT", "Tf", "Td", "Tj", "ET"})
#: What the text of a scan may do: show letters of which nothing is seen.
TEXT = frozenset({"q", "Q", "cm", "BT", "ET", "Tr", "Tf", "Tm", "Td", "Tz", "TJ", "Tj"})
#: Drawings lie in one another this deep at most: a bound page, and the text that was read.
UNSEEN = 3


def is_picture(page: pikepdf.Page) -> bool:
    """Tell whether a page is one picture, and the text that a program has read of it."""
    resources: Any = page.resources
    content: Any = page
    drawings = dict(resources.get("/XObject", {}))
    if set(drawings) == {PAGE}:
        # A bound page: the page as it was is one drawing in it, beside its number.
        if not _does(page, STAMPED) or "/Annots" in page:
            return False
        content = drawings[PAGE]
        resources = content.get("/Resources", {})
        drawings = dict(resources.get("/XObject", {}))
    alone = set(dict(resources)) <= {"/XObject", "/ProcSet"} and set(drawings) <= {PICTURE, NAME}
    if not alone or PICTURE not in drawings or "/Annots" in page or not _does(content, DOING):
        return False
    picture, text = drawings[PICTURE], drawings.get(NAME)
    return picture.get("/Subtype") == pikepdf.Name.Image and (text is None or _is_read(text))


def _does(content: Any, allowed: frozenset[str]) -> bool:
    return all(str(row.operator) in allowed for row in pikepdf.parse_content_stream(content))


def _is_read(text: Any) -> bool:
    """Tell whether a drawing is text alone of which nothing is seen."""
    if dict(text.get("/Resources", {}).get("/XObject", {})):
        return False
    rows = list(pikepdf.parse_content_stream(text))
    modes = [int(row.operands[0]) for row in rows if str(row.operator) == "Tr" and row.operands]
    return set(modes) == {UNSEEN} and all(str(row.operator) in TEXT for row in rows)


def reachable(pdf: pikepdf.Pdf) -> set[tuple[int, int]]:
    """Return the numbers of all objects that something in a file refers to."""
    seen: set[tuple[int, int]] = set()
    waiting: list[Any] = [pdf.trailer]
    while waiting:
        thing = waiting.pop()
        if getattr(thing, "is_indirect", False):
            if thing.objgen in seen:
                continue
            seen.add(thing.objgen)
        if isinstance(thing, pikepdf.Stream):
            thing = thing.stream_dict
        if isinstance(thing, pikepdf.Dictionary):
            waiting += [value for _key, value in thing.items()]
        elif isinstance(thing, pikepdf.Array):
            waiting += list(thing)
    return seen
