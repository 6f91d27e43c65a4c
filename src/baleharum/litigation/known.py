"""What is known of the PDF of an exhibit, and of a bundle that was made and looked through."""

from dataclasses import dataclass
from typing import NamedTuple


@dataclass(frozen=True)
class Rendered:
    """The rendition of a document. reason: why there is none, '' where there is one; size: bytes;
    silent, blank, lying, covered: numbers of its pages without text, without anything, wider than
    high, and with text that is there and not seen; legible, loose: what is amiss with its boxes, see
    `redacted.Redacted`."""

    reason: str = ""
    pages: int = 0
    size: int = 0
    silent: tuple[int, ...] = ()
    blank: tuple[int, ...] = ()
    lying: tuple[int, ...] = ()
    covered: tuple[int, ...] = ()
    legible: tuple[int, ...] = ()
    loose: bool = False


class Found(NamedTuple):
    """Something that the bound file held and must not. code: of the exhibit, or a file of the
    package; page: of the bundle; number, sheet: of the exhibit, and its own page, 0 for none; gate:
    G3 for a name, G4 for a place that is not unreadable."""

    code: str
    page: int
    number: int = 0
    sheet: int = 0
    gate: str = "G3"
