"""Pages of PDF files and pictures, as PNG for the preview in the page."""

from baleharum.documents import confinement
from baleharum.documents import kinds
from baleharum.documents.confinement import Unreadable
from baleharum.documents.handing import handed
from baleharum.documents.handing import SOURCE
from baleharum.documents.sniff import HEAD
from baleharum.documents.sniff import media_type
from typing import BinaryIO


__all__ = ["Unreadable", "page_count", "render"]

#: Pixels; more is a picture that no screen shows.
WIDTHS = (16, 2400)

#: Bytes of the largest answer.
LIMIT = 40_000_000


def page_count(stream: BinaryIO) -> int:
    """Return how many pages can be shown: those of a PDF, 1 of a picture, 0 of anything else.

    Raises `Unreadable` for a PDF that can't be opened.
    """
    kind = _kind(stream)
    if kind != kinds.PDF:
        return 1 if kind in kinds.WITH_PAGES else 0
    with handed(stream) as copy:
        return int(confinement.run(["count", kind, SOURCE], limit=32, source=copy))


def render(stream: BinaryIO, page: int = 1, width: int = 1200) -> bytes:
    """Return page `page` (from 1) as PNG: upright, without metadata, at most `width` pixels wide.

    Widths beyond `WIDTHS` are brought into it; a picture is never enlarged.
    Raises `Unreadable`, also for a page that isn't there ('no-page') and for
    kinds of file that have none ('no-preview').
    """
    kind = _kind(stream)
    if kind not in kinds.WITH_PAGES:
        raise Unreadable("no-preview")
    width = max(WIDTHS[0], min(WIDTHS[1], width))
    with handed(stream) as copy:
        asked = ["page", kind, SOURCE, str(page), str(width)]
        return confinement.run(asked, limit=LIMIT, source=copy)


def _kind(stream: BinaryIO) -> str:
    """By the content alone: blobs have no name."""
    stream.seek(0)
    return media_type(stream.read(HEAD), "")
