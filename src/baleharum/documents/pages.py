"""Pages of PDF files and pictures, as PNG for the preview in the page."""

from baleharum.documents import confinement
from baleharum.documents import kinds
from baleharum.documents.confinement import Unreadable
from baleharum.documents.sniff import HEAD
from baleharum.documents.sniff import media_type
from pathlib import Path


__all__ = ["Unreadable", "page_count", "render"]

#: Pixels; more is a picture that no screen shows.
WIDTHS = (16, 2400)

#: Bytes of the largest answer.
LIMIT = 40_000_000


def page_count(path: Path | str) -> int:
    """Return how many pages can be shown: those of a PDF, 1 of a picture, 0 of anything else.

    Raises `Unreadable` for a PDF that can't be opened.
    """
    kind = _kind(path)
    if kind != kinds.PDF:
        return 1 if kind in kinds.WITH_PAGES else 0
    return int(confinement.run(["count", kind, str(path)], limit=32))


def render(path: Path | str, page: int = 1, width: int = 1200) -> bytes:
    """Return page `page` (from 1) as PNG: upright, without metadata, at most `width` pixels wide.

    Widths beyond `WIDTHS` are brought into it; a picture is never enlarged.
    Raises `Unreadable`, also for a page that isn't there ('no-page') and for
    kinds of file that have none ('no-preview').
    """
    kind = _kind(path)
    if kind not in kinds.WITH_PAGES:
        raise Unreadable("no-preview")
    width = max(WIDTHS[0], min(WIDTHS[1], width))
    return confinement.run(["page", kind, str(path), str(page), str(width)], limit=LIMIT)


def _kind(path: Path | str) -> str:
    """By the content alone: blobs have no name."""
    with open(path, "rb") as stream:
        return media_type(stream.read(HEAD), "")
