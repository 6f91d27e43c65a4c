"""Some pages of a rendition, and nothing of the others.

Pages of one document may share their fonts, pictures and patterns: a page that is left out must not
come along as something that nobody sees.
"""

from collections.abc import Iterator
from collections.abc import Sequence
from io import BytesIO
from typing import Any
from typing import BinaryIO

import pikepdf


#: Operator -> the resources of which its operands are a name (ISO 32000-2, annex A).
USES = {
    "Do": "/XObject",
    "Tf": "/Font",
    "gs": "/ExtGState",
    "sh": "/Shading",
    "scn": "/Pattern",
    "SCN": "/Pattern",
    "BDC": "/Properties",
    "DP": "/Properties",
}
#: How deep drawings lie in drawings.
DEPTH = 12


def excerpt(source: pikepdf.Pdf, numbers: Sequence[int]) -> bytes:
    """Return pages (from 1) of a PDF as one. The same pages give the same bytes."""
    made = pikepdf.new()
    for number in numbers:
        made.pages.append(source.pages[number - 1])
    for page in made.pages:
        page.Resources = _needed(page, page.resources)
    target = BytesIO()
    made.save(
        target,
        deterministic_id=True,
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
    )
    return target.getvalue()


def leaf(stream: BinaryIO, number: int) -> bytes:
    """Return one page (from 1) of a PDF that lies in an open file as a PDF, to be shown.

    Of the file only what belongs to the page is read. Raises IndexError for a page that it has not.
    """
    target = BytesIO()
    with pikepdf.open(stream) as source, pikepdf.new() as made:
        made.pages.append(source.pages[number - 1])
        made.save(target)
    return target.getvalue()


def _needed(content: Any, resources: Any, depth: int = 0) -> pikepdf.Dictionary:
    """Return of resources what a content names; drawings and patterns in it lose the rest as well."""
    used = set(_names(content, resources, depth))
    kept = pikepdf.Dictionary()
    for kind, found in dict(resources).items():
        if kind not in USES.values() or not isinstance(found, pikepdf.Dictionary):
            kept[kind] = found
            continue
        mine = pikepdf.Dictionary()
        for name, thing in dict(found).items():
            if (kind, name) in used:
                _bare(thing, depth)
                mine[name] = thing
        kept[kind] = mine
    return kept


def _names(content: Any, resources: Any, depth: int) -> Iterator[tuple[str, str]]:
    """Yield (kind, name) of what a content uses; of a drawing without resources of its own, too."""
    for row in pikepdf.parse_content_stream(content, " ".join(USES)):
        kind = USES.get(str(row.operator))
        for name in row.operands if kind else ():
            if not isinstance(name, pikepdf.Name):
                continue
            yield str(kind), str(name)
            drawing: Any = dict(resources.get(kind, {})).get(str(name))
            within = kind == "/XObject" and _is_form(drawing) and "/Resources" not in drawing
            if within and depth < DEPTH:
                yield from _names(drawing, resources, depth + 1)


def _bare(thing: Any, depth: int) -> None:
    """Take out of a drawing, pattern or mask what it does not show."""
    if depth >= DEPTH:
        return
    mask: Any = thing.get("/SMask") if isinstance(thing, pikepdf.Dictionary) else None
    drawn: Any = mask.get("/G") if isinstance(mask, pikepdf.Dictionary) else thing
    draws = _is_form(drawn) or (isinstance(drawn, pikepdf.Stream) and "/PatternType" in drawn)
    if draws and "/Resources" in drawn:
        drawn.Resources = _needed(drawn, drawn.Resources, depth + 1)


def _is_form(thing: Any) -> bool:
    return isinstance(thing, pikepdf.Stream) and thing.get("/Subtype") == pikepdf.Name.Form
