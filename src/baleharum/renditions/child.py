"""The child process that makes renditions, answer on stdout.

Run as `python -m baleharum.renditions.child` with `make TYPE PATH`, or `redact PATH` for a line of
boxes and a rendition: the answer is one line of JSON, see `told`, and the PDF. `cover PATH FIRST
LAST` answers with the numbers of those pages on which letters are hidden, as JSON; `hold TYPE PATH`
with what an office file holds behind what it shows.
"""

from baleharum.documents import exits
from baleharum.documents import kinds
from baleharum.documents.extractor import confine
from baleharum.renditions import boxes
from collections.abc import Iterator
from io import BytesIO
from math import hypot
from typing import Any
from unicodedata import category

import json
import sys


#: The finest that a court asks for in dots an inch (England and Wales, 2021), and how many pixels make
#: a picture large enough to matter.
FINEST, LARGE = 300, 1_000_000
#: Percents of a page from which on a picture may hold a paper: an identity card on A4 takes 7, a logo 2;
#: pixels of one in a drawing.
SHOWN, SOME = 5.0, 100_000
#: Percents of signs from which on a text is none, and kinds of such signs.
ODD, UNTOLD, UNKNOWN = 10.0, ("Co", "Cn", "Cc", "Cs"), "\ufffd"
#: Bytes of memory and seconds of processor time.
MEMORY = 3 << 29
SECONDS = 28


def make(media_type: str, path: str) -> bytes:
    """Return the facts of a rendition as a line of JSON, and the rendition."""
    from baleharum.renditions import drawing
    from baleharum.renditions import scrubbing

    import pikepdf

    if media_type == kinds.PDF:
        try:
            pdf, drawn = scrubbing.scrubbed(path)
        except pikepdf.PasswordError:
            raise exits.Ended(exits.LOCKED) from None
    elif media_type in (kinds.JPEG, kinds.PNG):
        pdf, drawn = drawing.page_of_picture(media_type, path), []
    else:
        raise exits.Ended(exits.NO_PREVIEW)
    return answer(pdf, drawn=drawn)


def redact(path: str) -> bytes:
    """Return the same for a rendition without what lies in the boxes of the first line."""
    from baleharum.renditions import redacting

    with open(path, "rb") as stream:
        found = boxes.from_json(stream.readline().decode())
        data = stream.read()
    return answer(redacting.redacted(data, found), drawn=boxes.pages(found))


def cover(path: str, first: str, last: str) -> bytes:
    """Return the numbers of the pages on which letters are hidden that are still there."""
    from baleharum.renditions import covering

    with open(path, "rb") as stream:
        found = covering.covered(stream.read(), int(first), int(last))
    return json.dumps(found).encode()


def answer(pdf: Any, **more: Any) -> bytes:
    """Return the facts of a PDF as a line of JSON, and the PDF."""
    import pikepdf

    target = BytesIO()
    pdf.save(
        target,
        deterministic_id=True,
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
    )
    facts = {**told(target), **more}
    return json.dumps(facts, sort_keys=True).encode() + b"\n" + target.getvalue()


def told(stream: BytesIO) -> dict[str, Any]:
    """Return pages: how many; silent: numbers of pages without text; blank: of those without
    anything; lying: of those that are seen wider than high; dense: of those with a large picture that
    is finer than needed; unread: of those with text that hold something besides which is none."""
    import pypdfium2

    silent, blank, lying, dense, unread = [], [], [], [], []
    with pypdfium2.PdfDocument(stream.getvalue()) as document:
        for number, page in enumerate(document, 1):
            text = page.get_textpage()
            if text.count_chars():
                unread += [number] if holds_more(page, text) else []
            else:
                silent.append(number)
                if not any(True for _each in page.get_objects(max_depth=1)):
                    blank.append(number)
            across, down = page.get_size()
            if across > down:
                lying.append(number)
            if _is_dense(page):
                dense.append(number)
            page.close()
        pages = len(document)
    told_ = {"silent": silent, "blank": blank, "lying": lying, "dense": dense, "unread": unread}
    return {"pages": pages, **told_}


def holds_more(page: Any, text: Any) -> bool:
    """Tell whether a page with text holds what no search of its text finds: a picture of some size, or
    letters that the file does not say the meaning of."""
    said = text.get_text_range()
    odd = sum(sign == UNKNOWN or category(sign) in UNTOLD for sign in said if not sign.isspace())
    return 100 * odd >= ODD * len(said) or any(map(_is_shown_large, _pictures(page)))


def _pictures(page: Any) -> Iterator[tuple[Any, float]]:
    """Yield pictures of a page, each with the area of the page."""
    import pypdfium2.raw as pdfium

    across, down = page.get_size()
    for picture in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=3):
        yield picture, across * down


def _is_shown_large(found: tuple[Any, float]) -> bool:
    picture, area = found
    if picture.level:
        # How large it is shown is up to the drawing that it lies in.
        wide, high = picture.get_px_size()
        return wide * high >= SOME
    a, b, c, d, *_place = picture.get_matrix().get()
    return 100 * abs(a * d - b * c) >= SHOWN * area


def _is_dense(page: Any) -> bool:
    """Tell whether a page has a large picture with more dots an inch than FINEST, and a tenth."""
    for picture, _area in _pictures(page):
        wide, high = picture.get_px_size()
        if wide * high < LARGE:
            continue
        a, b, c, d, *_place = picture.get_matrix().get()
        inches = min(hypot(a, b) / wide, hypot(c, d) / high) / 72
        if not inches or 1 / inches > 1.1 * FINEST:
            return True
    return False


def hold(media_type: str, path: str) -> bytes:
    """Return what an office file holds behind what it shows, as JSON."""
    from baleharum.renditions import behind

    return json.dumps(behind.behind(media_type, path)).encode()


VERBS: dict[str, Any] = {"make": make, "redact": redact, "cover": cover, "hold": hold}


def main() -> int:
    """Answer on stdout, or end with a code of `exits`; say nothing else."""
    confine(MEMORY, SECONDS)
    try:
        verb, *arguments = sys.argv[1:]
        sys.stdout.buffer.write(VERBS[verb](*arguments))
        sys.stdout.buffer.flush()
    except exits.Ended as ended:
        return ended.code
    except MemoryError:
        return exits.TOO_LARGE
    except Exception:  # Whatever a parser stumbles over is the file's fault.
        return exits.BROKEN
    return 0


if __name__ == "__main__":
    sys.exit(main())
