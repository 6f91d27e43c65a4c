"""The rules of a litigation file: when what is written, how exhibits are ordered and numbered.

Pure functions; the clock is an argument. docs/advocates.md is the manual.
"""

from baleharum.bundles import ranges
from collections import defaultdict
from collections.abc import Iterable
from collections.abc import Sequence
from datetime import date
from typing import Any
from typing import NamedTuple

import hashlib
import re


WORKFLOW = "bundle_workflow"
#: The purpose of the list `consent-purposes` on which a bundle and a release rest.
PURPOSE = "litigasi"

#: group of fields -> states in which they may be written; '' is a file that is being made.
WINDOWS = {
    "file": ("", "draft"),
    "looking": ("checking",),
    "receipt": ("exported",),
    "service": ("filed",),
}
#: The bundle is made: nothing in it, and no number of it, changes any more.
BOUND = ("exported", "filed", "served", "closed")
#: Somebody has said yes to what is in it.
DECIDED = ("approved", *BOUND)

#: One line of the field `sections`: a letter, and what the index calls it.
SECTION = re.compile(r"([A-Z][A-Z0-9]{0,3})[:.]?\s+(\S.{0,119})")
PREFIX = re.compile(r"[A-Z]{1,4}-")
SECTIONS = ("A Permohonan", "B Bukti surat")
#: The most exhibits that one file holds.
MOST = 500
PSYCHOLOGY = "psychology"


class Entry(NamedTuple):
    """An exhibit: a document as it was when it was taken in.

    number: in the file, never given twice; document: UID; name: its number in the case; sha256,
    ending, media_type: of the file that came in; section: code; title: as the index says it; dated:
    day of the document; has_original: whether the original is shown in court; duty: token of
    `stamp-duties`, with day and receipt; flags: of `exhibit-flags`; waivers: (who, moment, reason);
    included: pages of the document that are bound in, `1-4,7`, '' for all.
    """

    number: int
    document: str
    name: str
    version: int
    sha256: str
    ending: str
    media_type: str
    section: str
    title: str
    dated: date | None = None
    has_original: bool = False
    proves: str = ""
    duty: str = "none"
    duty_on: date | None = None
    duty_ref: str = ""
    flags: tuple[str, ...] = ()
    waivers: tuple[tuple[str, str, str], ...] = ()
    included: str = ""


#: Flags with which an exhibit goes out only after two people have waived it; none is taken off by
#: unticking it, see `lifting`.
WITHHELD = ("privileged", "location")

#: What may be changed of an exhibit by hand; all else is what the document was.
WRITTEN = frozenset(
    "section title dated has_original proves duty duty_on duty_ref flags included".split()
)


def sections(lines: Iterable[str]) -> dict[str, str]:
    """Return code -> title of sections. Raises ValueError for a line that is none.

    >>> sections(["A Permohonan", "B: Bukti surat"])
    {'A': 'Permohonan', 'B': 'Bukti surat'}
    """
    found: dict[str, str] = {}
    for line in lines:
        match = SECTION.fullmatch(line.strip())
        if match is None or match[1] in found:
            raise ValueError(line)
        found[match[1]] = match[2].strip()
    return found


def ordered(entries: Sequence[Entry], codes: Sequence[str]) -> list[Entry]:
    """Return exhibits as they are bound: by sections, within these in their order."""
    place = {code: at for at, code in enumerate(codes)}
    return sorted(entries, key=lambda entry: place.get(entry.section, len(place)))


def numbered(entries: Sequence[Entry], codes: Sequence[str], prefix: str, first: int = 1) -> dict:
    """Return number of each exhibit in the file -> its code, without gaps, as they are bound.

    first: where an addendum goes on.
    """
    found = ordered(entries, codes)
    return {entry.number: f"{prefix}{at}" for at, entry in enumerate(found, first)}


def place_of(entries: Sequence[Entry], number: int) -> int:
    """Return where an exhibit is. Raises KeyError for one that is not there."""
    for at, entry in enumerate(entries):
        if entry.number == number:
            return at
    raise KeyError(number)


def moved(entries: Sequence[Entry], number: int, by: int) -> tuple[Entry, ...]:
    """Return the exhibits with one moved within its section: by -1 up, by 1 down.

    At the edge of its section nothing changes. Raises KeyError.
    """
    found = list(entries)
    at = place_of(found, number)
    same = [n for n, entry in enumerate(found) if entry.section == found[at].section]
    to = same.index(at) + by
    if 0 <= to < len(same):
        found[at], found[same[to]] = found[same[to]], found[at]
    return tuple(found)


def removed(entries: Sequence[Entry], number: int) -> tuple[Entry, ...]:
    """Return the exhibits without one. Raises KeyError."""
    at = place_of(entries, number)
    return (*entries[:at], *entries[at + 1 :])


def by_date(entries: Sequence[Entry], section: str = "") -> tuple[Entry, ...]:
    """Return the exhibits by the days of their documents, those without one last.

    section: code of the one that is sorted; the others stay as they are.
    """
    mine = [entry for entry in entries if section in ("", entry.section)]
    queue = iter(sorted(mine, key=lambda entry: entry.dated or date.max))
    return tuple(next(queue) if section in ("", entry.section) else entry for entry in entries)


def placed(
    entries: Sequence[Entry], codes: Sequence[str], number: int, section: str, place: int = 0
) -> tuple[Entry, ...]:
    """Return the exhibits with one at a place (from 1) of a section; 0, or too far, for its end.

    Raises KeyError for an exhibit or a section that is not there.
    """
    if section not in codes:
        raise KeyError(section)
    entry = entries[place_of(entries, number)]._replace(section=section)
    others = ordered([each for each in entries if each.number != number], codes)
    mine = [each for each in others if each.section == section]
    at = place - 1 if 0 < place <= len(mine) else len(mine)
    mine.insert(at, entry)
    before = [each for each in others if each.section in codes[: codes.index(section)]]
    return (*before, *mine, *others[len(before) + len(mine) - 1 :])


def in_order(entries: Sequence[Entry], numbers: Sequence[int]) -> tuple[Entry, ...]:
    """Return the exhibits in an order of their numbers; those that it does not name come last."""
    place = {number: at for at, number in enumerate(numbers)}
    return tuple(sorted(entries, key=lambda entry: place.get(entry.number, len(place))))


def stamp(entries: Sequence[Entry]) -> str:
    """Return what is another text as soon as an exhibit came, went, or has another place."""
    told = " ".join(f"{entry.number}:{entry.section}" for entry in entries)
    return hashlib.sha256(told.encode()).hexdigest()[:16]


def split(
    entries: Sequence[Entry], number: int, new: int, taken: str, left: str
) -> tuple[Entry, ...]:
    """Return the exhibits with one behind another that is some pages of it. new: its number;
    taken, left: pages of the one and of the other. Raises KeyError."""
    at = place_of(entries, number)
    other = entries[at]._replace(number=new, included=taken, waivers=())
    return (*entries[:at], entries[at]._replace(included=left), other, *entries[at + 1 :])


def doubled(entries: Iterable[Entry]) -> frozenset[int]:
    """Return the numbers of exhibits that show a page which another one shows as well."""
    found: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        found[entry.sha256].append(entry)
    return frozenset(
        one.number
        for same in found.values()
        for one in same
        if any(_meet(one.included, two.included) for two in same if two is not one)
    )


def _meet(one: str, two: str) -> bool:
    return not one or not two or bool(set(ranges.pages(one)) & set(ranges.pages(two)))


def changed(entries: Sequence[Entry], number: int, **fields: Any) -> tuple[Entry, ...]:
    """Return the exhibits with some fields of one written. Raises KeyError, also for a field that
    is none of WRITTEN. What made a waiver necessary is written anew without it."""
    at = place_of(entries, number)
    for name in fields:
        if name not in WRITTEN:
            raise KeyError(name)
    entry = entries[at]._replace(**fields)
    if set(entry.flags) - set(entries[at].flags):
        entry = entry._replace(waivers=())
    return (*entries[:at], entry, *entries[at + 1 :])


def unflagged(entry: Entry, flag: str) -> Entry:
    """Return an exhibit without a flag."""
    return entry._replace(flags=tuple(each for each in entry.flags if each != flag))


def lifts(entry: Entry, flags: Iterable[str]) -> bool:
    """Tell whether an exhibit that has these flags alone would be withheld no more, or less."""
    return bool(set(WITHHELD) & (set(entry.flags) - set(flags)))


def waived(
    entries: Sequence[Entry], number: int, who: str, at: str, reason: str
) -> tuple[Entry, ...]:
    """Return the exhibits with a waiver noted on one, each person once. Raises KeyError."""
    place = place_of(entries, number)
    entry = entries[place]
    if who not in {row[0] for row in entry.waivers}:
        entry = entry._replace(waivers=(*entry.waivers, (who, at, reason)))
    return (*entries[:place], entry, *entries[place + 1 :])


def may_approve(author: str, submitter: str, writers: Iterable[str], approver: str) -> bool:
    """Tell whether somebody may approve: neither who made the file, nor who wrote or handed it in."""
    return approver not in {author, submitter, *writers}
