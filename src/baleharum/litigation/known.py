"""What is known of a litigation file and its exhibits, and of a bundle that was looked through."""

from baleharum.bundles import ranges
from baleharum.bundles.numbering import Lengths
from baleharum.litigation.policy import Entry
from collections.abc import Callable
from dataclasses import dataclass
from dataclasses import field
from datetime import date
from typing import NamedTuple
from zope.i18nmessageid import Message


@dataclass(frozen=True)
class Rendered:
    """The rendition of a document. reason: why there is none, '' where there is one; size: bytes;
    silent, blank, lying, covered: numbers of its pages without text, without anything, wider than
    high, and with text that is there and not seen; legible, loose: what is amiss with its boxes, see
    `redacted.Redacted`; dense, turned: numbers of pages with pictures finer than needed, and of those
    that do not stand upright; unsure, unread: of those of whose text a program has guessed much, and that
    hold something which none has read; behind: tokens of what an office file holds that its PDF may not
    show, see `renditions.behind`; before: the same of an earlier version of a document that is none;
    read: pages that are pictures of which a program has read the text."""

    reason: str = ""
    pages: int = 0
    size: int = 0
    silent: tuple[int, ...] = ()
    blank: tuple[int, ...] = ()
    lying: tuple[int, ...] = ()
    covered: tuple[int, ...] = ()
    legible: tuple[int, ...] = ()
    loose: bool = False
    dense: tuple[int, ...] = ()
    turned: tuple[int, ...] = ()
    unsure: tuple[int, ...] = ()
    unread: tuple[int, ...] = ()
    behind: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    read: tuple[int, ...] = ()


class Found(NamedTuple):
    """Something that the bound file held and must not. code: of the exhibit, or a file of the
    package; page: of the bundle; number, sheet: of the exhibit, and its own page, 0 for none; gate:
    G3 for a name, G4 for a place that is not unreadable."""

    code: str
    page: int
    number: int = 0
    sheet: int = 0
    gate: str = "G3"


@dataclass(frozen=True)
class Source:
    """An exhibit and what its document is today. state: '' for one that is gone; newer: whether a
    later version is approved; readable: whether the advocates of the case may read it; rendered:
    None while its rendition is being made; drawn: whether there is a picture of its first page that
    who asks may see."""

    entry: Entry
    code: str
    state: str = "approved"
    newer: bool = False
    openable: bool = True
    active: bool = False
    readable: bool = True
    profession: str = "social"
    rendered: Rendered | None = None
    drawn: bool = False

    @property
    def bound(self) -> tuple[int, ...]:
        """Numbers of the pages of its rendition that are bound in; () as long as there is none."""
        pages = self.rendered.pages if self.rendered is not None else 0
        every = range(1, pages + 1)
        chosen = ranges.pages(self.entry.included)
        return tuple(n for n in chosen if n in every) if chosen else tuple(every)

    @property
    def size(self) -> int:
        """Bytes that are bound in, about."""
        if self.rendered is None or not self.rendered.pages:
            return 0
        return self.rendered.size * len(self.bound) // self.rendered.pages


def unknown() -> Lengths:
    """Return that nobody knows how many pages stand before and after the exhibits."""
    return Lengths(0, 0)


@dataclass(frozen=True)
class Facts:
    """A litigation file. lacking: why there is no basis, () where there is one; duty, attorney:
    whether its rules want a duty stamp on each exhibit, and a power of attorney; pages, megabytes:
    the most that they allow; around: tells the pages before and after the exhibits, which takes
    typesetting them; told: facts of a chronology that is bound in; used: codes that were filed before;
    found: what the bound file held and must not; unsought: how many earlier spellings of the case are
    not looked for; loose: how many facts of a chronology that is bound
    in stand on a page that is not."""

    sources: tuple[Source, ...]
    edition: str
    today: date
    lacking: tuple[Message, ...] = ()
    duty: bool = False
    attorney: bool = False
    attorney_on: date | None = None
    pages: int = 500
    megabytes: int = 500
    around: Callable[[], Lengths] = field(default=unknown, compare=False, repr=False)
    told: int = 0
    used: frozenset[str] = frozenset()
    prefix: str = "P-"
    first: int = 1
    found: tuple[Found, ...] = ()
    loose: int = 0
    unsought: int = 0
