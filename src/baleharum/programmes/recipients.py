"""The recipients of a batch: rows, sealed in chunks; who is meant is found by keyed hashes alone.

100,000 objects of content would be 100,000 lines of the catalog with nothing to find in them. What
is readable here is a number, the sub-district, the outcome and sums: no name and no NIK.
"""

from baleharum.programmes.policy import WAITING
from baleharum.vault.objects import opened_with
from baleharum.vault.objects import sealed_with
from baleharum.vault.secrets import keyed_digest
from BTrees.IOBTree import IOBTree
from BTrees.OIBTree import OIBTree
from collections import Counter
from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from datetime import date
from itertools import islice
from persistent import Persistent
from typing import Any
from typing import NamedTuple

import json


#: Recipients in one sealed piece: a page of a list opens one or two.
CHUNK = 100
#: Bytes of a hash that are kept.
DIGEST = 16


class Recipient(NamedTuple):
    """One row. number: in the batch, from 1; born: ISO day; sub_district: token; amount: in the
    unit of the programme; decile: of DTSEN, 0 for unknown; all else as it stood in the list, ''
    where there was nothing."""

    number: int
    nik: str
    name: str
    sub_district: str
    amount: int
    family_card: str = ""
    sex: str = ""
    born: str = ""
    kelurahan: str = ""
    address: str = ""
    decile: int = 0
    remarks: str = ""


class Outcome(NamedTuple):
    """What became of a row. what: token of `recipient-outcomes`; day: ISO; reason: token of
    `return-reasons`, '' for none."""

    what: str
    day: str = ""
    reason: str = ""


NOT_YET = Outcome(WAITING)


class Chunk(Persistent):
    """CHUNK rows, sealed by the key of their batch. sealed: bytes."""

    def __init__(self, sealed: bytes) -> None:
        self.sealed = sealed


class Recipients(Persistent):
    """The rows of one batch.

    chunks: number of a chunk -> Chunk; hashes: digest of a NIK -> number of the row; outcomes:
    number -> Outcome as a plain tuple, for those that have one; places: a byte a row, its place in
    `districts`; tallies: (sub-district, outcome) -> (rows, amount); days: (sub-district, outcome,
    ISO day) -> likewise, of what was noted with a day; files: digests of the lists that were taken
    in; unchecked: rows without a decile.
    """

    #: What a batch has that was made before days were counted; replaced as a whole, never changed.
    days = {}  # type: dict[tuple[str, str, str], tuple[int, int]]  # noqa: RUF012

    def __init__(self) -> None:
        self.chunks, self.hashes, self.outcomes = IOBTree(), OIBTree(), IOBTree()
        self.places, self.districts = b"", ()
        self.tallies: dict[tuple[str, str], tuple[int, int]] = {}
        self.files: tuple[bytes, ...] = ()
        self.unchecked = 0

    def __len__(self) -> int:
        return len(self.places)

    def outcome(self, number: int) -> Outcome:
        """Return what became of a row."""
        return Outcome(*self.outcomes.get(number, NOT_YET))

    def numbers(self, sub_district: str = "", outcome: str = "") -> list[int]:
        """Return the numbers of the rows of a sub-district and outcome, '' for any."""
        if sub_district and sub_district not in self.districts:
            return []
        place = self.districts.index(sub_district) if sub_district else None
        rows = enumerate(self.places, 1)
        found = [n for n, at in rows if place is None or at == place]
        return [n for n in found if self.outcome(n).what == outcome] if outcome else found

    def count(self, outcome: str = "") -> int:
        """Return how many rows have an outcome, '' for all."""
        return sum(n for (_d, what), (n, _sum) in self.tallies.items() if outcome in ("", what))

    def amount(self, outcome: str = "") -> int:
        """Return the sum of the amounts of an outcome, '' for all."""
        return sum(s for (_d, what), (_n, s) in self.tallies.items() if outcome in ("", what))


class Staged(NamedTuple):
    """Rows that are checked and sealed, to be filed as a whole. chunks: see `staged`; digests: of
    the NIKs, in the order of the rows."""

    chunks: list[tuple[int, bytes]]
    digests: list[bytes]
    districts: list[str]
    tally: Mapping[str, tuple[int, int]]
    unchecked: int


def hasher(folder: Any) -> Callable[[str], bytes]:
    """Return a function NIK -> digest. Don't keep it, it holds the key of the folder."""
    digest = keyed_digest(folder.UID(), "recipient nik")
    return lambda nik: digest(nik)[:DIGEST]


def file_digest(folder: Any, sha256: str) -> bytes:
    """Return by what a list is known again."""
    return keyed_digest(folder.UID(), "recipient list")(sha256)[:DIGEST]


def sealed_rows(batch: Any, number: int, rows: Iterable[Recipient]) -> bytes:
    """Return the rows of a chunk, sealed."""
    text = json.dumps([list(row) for row in rows], ensure_ascii=False, separators=(",", ":"))
    return sealed_with(batch, text, f"recipients:{number}")


def opened_rows(batch: Any, number: int) -> list[Recipient]:
    """Return the rows of a chunk."""
    text = opened_with(batch, batch.recipients.chunks[number].sealed, f"recipients:{number}")
    return [Recipient(*row) for row in json.loads(text)]


def staged(batch: Any, rows: Iterable[Recipient], digests: list[bytes]) -> Staged:
    """Seal rows chunk by chunk while they come; they follow those that the batch has.

    digests: grows while `rows` are read. The last chunk of the batch is filled up first.
    """
    known = batch.recipients
    first, chunks = len(known) // CHUNK, []
    begun = opened_rows(batch, first) if len(known) % CHUNK else []
    districts: list[str] = []
    tally: Counter[str] = Counter()
    sums: Counter[str] = Counter()
    unchecked = 0

    def counted() -> Iterator[Recipient]:
        nonlocal unchecked
        yield from begun
        for row in rows:
            districts.append(row.sub_district)
            tally[row.sub_district] += 1
            sums[row.sub_district] += row.amount
            unchecked += not row.decile
            yield row

    stream, number = counted(), first
    while piece := list(islice(stream, CHUNK)):
        chunks.append((number, sealed_rows(batch, number, piece)))
        number += 1
    return Staged(chunks, digests, districts, {d: (tally[d], sums[d]) for d in tally}, unchecked)


def file_rows(batch: Any, found: Staged, file: bytes) -> None:
    """File staged rows in a batch. file: digest of their list."""
    book = batch._own_recipients()
    first = len(book) + 1
    for number, sealed in found.chunks:
        book.chunks[number] = Chunk(sealed)
    book.hashes.update({digest: n for n, digest in enumerate(found.digests, first)})
    districts = tuple(dict.fromkeys((*book.districts, *found.districts)))
    index = {token: place for place, token in enumerate(districts)}
    book.districts = districts
    book.places += bytes(index[token] for token in found.districts)
    for token, (count, amount) in found.tally.items():
        _tally(book, token, WAITING, count, amount)
    book.unchecked += found.unchecked
    book.files += (file,)


def rows_of(batch: Any, numbers: Iterable[int]) -> Iterator[tuple[Recipient, Outcome]]:
    """Yield rows by their numbers, in that order; each chunk is opened once if they ascend."""
    held, rows = -1, []
    for number in numbers:
        at, place = divmod(number - 1, CHUNK)
        if at != held:
            held, rows = at, opened_rows(batch, at)
        yield rows[place], batch.recipients.outcome(number)


def mark(batch: Any, outcomes: Mapping[int, Outcome]) -> int:
    """Note what became of rows; returns how many say something else than before."""
    book, changed = batch._own_recipients(), 0
    for row, before in rows_of(batch, sorted(outcomes)):
        after = outcomes[row.number]
        if before == after:
            continue
        changed += 1
        for outcome, sign in ((before, -1), (after, 1)):
            _tally(book, row.sub_district, outcome.what, sign, sign * row.amount)
            if outcome.day:
                key = row.sub_district, outcome.what, outcome.day
                book.days = _added(book.days, key, sign, sign * row.amount)
        if after.what == WAITING:
            del book.outcomes[row.number]
        else:
            book.outcomes[row.number] = tuple(after)
    return changed


def day_text(day: date | None) -> str:
    """Return a day as rows keep it."""
    return day.isoformat() if day else ""


def _tally(book: Recipients, district: str, outcome: str, rows: int, amount: int) -> None:
    book.tallies = _added(book.tallies, (district, outcome), rows, amount)


def _added(known: dict[Any, tuple[int, int]], key: Any, rows: int, amount: int) -> dict[Any, Any]:
    """Return counts with more of one kind. A new mapping: the database sees a change of the
    attribute alone."""
    before = known.get(key, (0, 0))
    after = before[0] + rows, before[1] + amount
    left = {each: numbers for each, numbers in known.items() if each != key}
    return left if after == (0, 0) else {**left, key: after}
