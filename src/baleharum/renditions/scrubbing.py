"""A PDF with the pages that it shows, and nothing that is not seen. Runs in the child only."""

from baleharum.documents import exits
from baleharum.renditions.drawing import photo
from baleharum.renditions.jpegs import bare
from collections.abc import Iterator
from io import BytesIO
from PIL import Image
from typing import Any

import pikepdf
import pypdfium2


#: All that a page keeps; whatever else hangs on it acts, is a note, or is unseen.
PAGE_KEYS = frozenset(
    {
        "/Type",
        "/Parent",
        "/MediaBox",
        "/CropBox",
        "/Rotate",
        "/UserUnit",
        "/Resources",
        "/Contents",
        "/Group",
    }
)
#: What any object of a page may carry along unseen.
CARRIED = ("/Metadata", "/PieceInfo", "/LastModified", "/StructParent", "/StructParents", "/AF")
#: Dots an inch of a page that is drawn as a picture, and the quality of that.
RESOLUTION, QUALITY = 200, 80
PIXELS = 40_000_000
#: Pages of one document, and the depth to which drawings lie in drawings.
PAGES, DEPTH = 20_000, 12
#: Text rendering modes (ISO 32000-2, 9.3.6) of which nothing is seen: 3, and 7, which cuts off.
UNSEEN = (3, 7)
#: Filters of photos, which carry places and times; of a JPEG they can be taken out.
JPEGS = ("/DCTDecode", "/DCT")
PHOTOS = frozenset({*JPEGS, "/JPXDecode"})
SHOWING = frozenset({"Tj", "TJ", "'", '"'})


def scrubbed(path: str) -> tuple[pikepdf.Pdf, list[int]]:
    """Return the pages of a PDF in a new one, and the numbers of those that were drawn anew.

    Forms and notes that are printed are drawn onto their pages first. What is not seen is not handed
    in: the unseen text of a scan is left out, and a page with layers, or with unseen text within a
    drawing, is drawn as a picture.
    """
    with pikepdf.open(path, suppress_warnings=True) as source:
        if not 0 < len(source.pages) <= PAGES:
            raise exits.Ended(exits.TOO_LARGE if len(source.pages) else exits.BROKEN)
        _draw_forms(source)
        source.remove_unreferenced_resources()
        made = pikepdf.new()
        made.pages.extend(source.pages)
        for page in made.pages:
            _leave_out_unseen(made, page)
        hidden = [number for number, page in enumerate(made.pages, 1) if _hides(page)]
        # While the source is open: what is copied is read when it is saved.
        if hidden:
            _draw(made, _plain(source), hidden)
        for page in made.pages:
            for key in set(page.obj.keys()) - PAGE_KEYS:
                del page.obj[key]
        for thing in made.objects:
            _strip(thing)
        # Read all of it now, while the source is there.
        return _apart(made), hidden


def _draw_forms(source: pikepdf.Pdf) -> None:
    """Draw fields and notes as they are printed; what says of itself that it is hidden goes."""
    if "/AcroForm" in source.Root:
        # qpdf draws a field that brings no drawing only where the file asks for it.
        source.Root.AcroForm.NeedAppearances = True
        source.generate_appearance_streams()
    source.flatten_annotations("print")


def _apart(pdf: pikepdf.Pdf) -> pikepdf.Pdf:
    target = BytesIO()
    pdf.save(target, deterministic_id=True)
    target.seek(0)
    return pikepdf.open(target)


def _plain(source: pikepdf.Pdf) -> bytes:
    target = BytesIO()
    source.save(target)
    return target.getvalue()


def _hides(page: pikepdf.Page) -> bool:
    """Tell whether a page holds layers, a drawing with text that is not seen, or a photo that may
    tell more than it shows and can't be made bare."""
    found = list(_resources(page))
    if any(map(_layered, found)) or _has_photo_within(page):
        return True
    return any(
        _drawing_hides(drawing)
        for resources in found
        for drawing in dict(resources.get("/XObject", {})).values()
        if isinstance(drawing, pikepdf.Stream)
    )


def _has_photo_within(page: pikepdf.Page) -> bool:
    """Tell whether a photo stands within the content of a page itself."""
    content = page.obj.get("/Contents")
    parts = content if isinstance(content, pikepdf.Array) else [content] if content else []
    return any(b"/DCT" in part.read_bytes() for part in parts)


def _drawing_hides(drawing: Any) -> bool:
    if drawing.get("/Subtype") == pikepdf.Name.Form:
        return _sets_unseen(drawing)
    filters = _filters(drawing)
    if not PHOTOS & set(filters):
        return False
    if len(filters) > 1 or filters[0] not in JPEGS:
        return True
    try:
        bare(drawing.read_raw_bytes())
    except ValueError:
        return True
    return False


def _filters(stream: Any) -> list[str]:
    """Return the filters of a stream, the first one first, however they are written."""
    found = stream.get("/Filter")
    if found is None:
        return []
    return [str(each) for each in (found if isinstance(found, pikepdf.Array) else [found])]


def _resources(page: pikepdf.Page) -> Iterator[Any]:
    """Yield the resources of a page and of all drawings in it."""
    waiting: list[tuple[Any, int]] = [(page.resources, 0)]
    seen: set[tuple[int, int]] = set()
    while waiting:
        found, depth = waiting.pop()
        if not isinstance(found, pikepdf.Dictionary) or depth > DEPTH:
            continue
        yield found
        for drawing in dict(found.get("/XObject", {})).values():
            if not isinstance(drawing, pikepdf.Stream) or drawing.objgen in seen:
                continue
            seen.add(drawing.objgen)
            if "/OC" in drawing or "/Resources" in drawing:
                waiting.append((drawing.get("/Resources"), depth + 1))


def _layered(resources: Any) -> bool:
    named = dict(resources.get("/Properties", {})).values()
    drawings = dict(resources.get("/XObject", {})).values()
    return any(_is_layer(each) for each in named) or any("/OC" in each for each in drawings)


def _is_layer(thing: Any) -> bool:
    kind = thing.get("/Type") if isinstance(thing, pikepdf.Dictionary) else None
    return kind in (pikepdf.Name.OCG, pikepdf.Name.OCMD)


def _leave_out_unseen(made: pikepdf.Pdf, page: pikepdf.Page) -> None:
    """Take the text out of a page that nobody sees: mostly what a scanner has read."""
    if _sets_unseen(page):
        kept = [row for row, unseen in _rows(page, "") if not unseen]
        page.Contents = made.make_stream(pikepdf.unparse_content_stream(kept))


def _sets_unseen(content: Any) -> bool:
    return any(unseen for _row, unseen in _rows(content, "q Q Tr Tj TJ ' \""))


def _rows(content: Any, operators: str) -> Iterator[tuple[Any, bool]]:
    """Yield each instruction of a content, and whether it sets text that is not seen."""
    mode, kept = 0, []
    for row in pikepdf.parse_content_stream(content, operators):
        name = str(row.operator)
        if name == "q":
            kept.append(mode)
        elif name == "Q":
            mode = kept.pop() if kept else mode
        elif name == "Tr" and row.operands:
            mode = int(row.operands[0])
        yield row, name in SHOWING and mode in UNSEEN


def _draw(made: pikepdf.Pdf, data: bytes, numbers: list[int]) -> None:
    """Put pictures in the place of pages."""
    with pypdfium2.PdfDocument(data) as document:
        for number in numbers:
            made.pages[number - 1] = page_of_pixels(made, *drawn_page(document, number))


def drawn_page(document: pypdfium2.PdfDocument, number: int) -> tuple[Image.Image, float, float]:
    """Return a page as it is seen, as a picture, and its width and height in points."""
    sheet = document[number - 1]
    across, down = sheet.get_size()
    scale = min(RESOLUTION / 72, (PIXELS / max(across * down, 1)) ** 0.5)
    image = sheet.render(scale=scale, may_draw_forms=False).to_pil().convert("RGB")
    sheet.close()
    return image, across, down


def page_of_pixels(
    pdf: pikepdf.Pdf, image: Image.Image, across: float, down: float
) -> pikepdf.Page:
    """Return a page for this PDF, of this size in points, that is one picture."""
    seen = BytesIO()
    image.save(seen, "JPEG", quality=QUALITY)
    drawing = photo(pdf, seen.getvalue())
    place = f"q {across:.3f} 0 0 {down:.3f} 0 0 cm /Picture Do Q"
    page = pikepdf.Dictionary(
        Type=pikepdf.Name.Page,
        MediaBox=[0, 0, across, down],
        Resources=pikepdf.Dictionary(XObject=pikepdf.Dictionary(Picture=drawing)),
        Contents=pikepdf.Stream(pdf, place.encode()),
    )
    return pikepdf.Page(pdf.make_indirect(page))


def _strip(thing: Any) -> None:
    """Take from an object what it carries along, and from a photo what it tells besides."""
    if not isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
        return
    for key in CARRIED:
        if key in thing:
            del thing[key]
    if isinstance(thing, pikepdf.Stream) and _filters(thing) in [[each] for each in JPEGS]:
        raw = thing.read_raw_bytes()
        try:
            plain = bare(raw).data
        except ValueError:
            return  # Shown as far as it goes, as before; it has no segments to tell of.
        if plain != raw:
            thing.write(plain, filter=pikepdf.Name.DCTDecode)
