"""Small pictures of the first page of an exhibit: drawn by the worker, sealed beside the document.

A picture shows a page of the rendition, in which nothing acts and nothing hides; a confined child draws
it. There is one for each page with which an exhibit begins.
"""

from baleharum.bundles import ranges
from baleharum.cases.sealing import key_of
from baleharum.documents.pages import render
from baleharum.documents.pages import Unreadable
from baleharum.renditions.making import RECIPE
from baleharum.vault.files import SealedFile
from baleharum.vault.objects import seal_to
from io import BytesIO
from typing import Any
from typing import BinaryIO


#: Pixels: enough to know a page again, too few to read it.
WIDTH = 160


def first_page(entry: Any) -> int:
    """Return the page of its document with which an exhibit begins."""
    return (ranges.pages(entry.included) or (1,))[0]


def thumbnail(document: Any, page: int) -> SealedFile | None:
    """Return the picture of a page of the rendition of now, None while there is none."""
    found = document.__dict__.get(_name(page))
    return found if isinstance(found, SealedFile) else None


def drawn(rendition: bytes | BinaryIO, page: int = 1) -> bytes | None:
    """Return a page of a rendition as PNG, None for one that can't be drawn."""
    stream = BytesIO(rendition) if isinstance(rendition, bytes) else rendition
    try:
        return render(stream, page, WIDTH)
    except Unreadable:
        # Then its place stays empty; the bundle does not need it.
        return None


def keep_thumbnail(document: Any, page: int, data: bytes | None) -> None:
    """Keep the picture of a page beside its document; nothing for None."""
    if data is not None:
        setattr(document, _name(page), SealedFile(data, "image/png", f"page-{page}.png"))
        seal_to(document, key_of(document))


def _name(page: int) -> str:
    return f"_thumbnail_{RECIPE}_{page}"
