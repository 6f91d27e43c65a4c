"""Assistance: how many recipients were planned, verified, served, by programme, place and month."""

from baleharum import _
from baleharum.programmes import figures as programmes
from baleharum.programmes.policy import RECEIVED
from baleharum.programmes.policy import RETURNED
from baleharum.statistics.figures import Question
from baleharum.statistics.periods import month_of
from baleharum.statistics.periods import Period
from baleharum.statistics.quarter import coarse
from baleharum.statistics.quarter import coarse_places
from baleharum.statistics.tables import Line
from baleharum.statistics.tables import lines
from baleharum.statistics.tables import place_lines
from baleharum.statistics.tables import Sheet
from baleharum.statistics.tables import Table
from baleharum.statistics.tables import TOTAL
from baleharum.statistics.tables import totalled
from collections import Counter
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from datetime import timedelta
from typing import Any
from typing import NamedTuple


TITLE = _("report_assistance", default="Assistance")
PUBLIC_TITLE = _("report_assistance_quarter", default="Assistance, for the public (a quarter)")
NOTE = _(
    "note_assistance",
    default="Planned: on lists handed in for verification in the period. Verified: decreed in it."
    " Received and returned: by the day that was noted of each recipient. Cancelled batches do not"
    " count.",
)
NOTE_PUBLIC = _(
    "note_assistance_public",
    default="Recipients who received assistance in the quarter; who was in two programmes counts"
    " twice.",
)
#: Months that have a row although nothing was counted in them.
MONTHS = 24
PLANNED, VERIFIED = "planned", "verified"
COUNTS = (
    Line(PLANNED, _("assistance_planned", default="Planned")),
    Line(VERIFIED, _("assistance_verified", default="Verified (decreed)")),
    Line(RECEIVED, _("assistance_received", default="Received")),
    Line(RETURNED, _("assistance_returned", default="Returned")),
)
SHARE = Line("share", _("assistance_share", default="Received, % of what is noted"))
MONEY = (
    Line("planned_rp", _("assistance_planned_rp", default="Planned, Rp")),
    Line("verified_rp", _("assistance_verified_rp", default="Verified, Rp")),
    Line("received_rp", _("assistance_received_rp", default="Received, Rp")),
    Line("returned_rp", _("assistance_returned_rp", default="Returned, Rp")),
)
PIECES = Line("pieces", _("assistance_pieces", default="Received, goods or services"))
COLUMNS = (*COUNTS, SHARE, *MONEY, PIECES)


class Movement(NamedTuple):
    """Something that happened to recipients of a batch. what: a key of COUNTS; amount: in rupiah
    where money is."""

    day: date
    what: str
    kind: str
    place: str
    money: bool
    rows: int
    amount: int


class Batches:
    """The batches of a folder of programmes under the filters of a report; see `figures.Figures`."""

    def __init__(self, folder: Any, question: Question) -> None:
        self.folder, self.question = folder, question
        self.period = question.period

    def kept(self) -> Iterable[programmes.Counted]:
        """Return the batches."""
        return programmes.batches(self.folder)

    def kinds(self) -> set[str]:
        """Return the programmes that there are in the folder: tokens."""
        return {each.programme for each in self.folder.objectValues()}

    def movements(self) -> Iterator[Movement]:
        """Yield what happened in the period, in a sub-district or in all."""
        wanted = self.question.sub_district
        for batch in self.kept():
            for each in moved(batch):
                here = self.period.first <= each.day <= self.period.last
                if here and wanted in ("", each.place):
                    yield each


def moved(batch: programmes.Counted) -> Iterator[Movement]:
    """Yield all that happened to the recipients of a batch."""
    for day, what in ((batch.handed_in, PLANNED), (batch.decreed, VERIFIED)):
        if day is not None:
            for (place, _outcome), (rows, amount) in batch.tallies.items():
                yield Movement(day, what, batch.kind, place, batch.money, rows, amount)
    for (place, what, noted), (rows, amount) in batch.days.items():
        day = date.fromisoformat(noted)
        yield Movement(day, what, batch.kind, place, batch.money, rows, amount)


def assistance(figures: Batches, wanted: Any = None) -> Sheet:
    """Return recipients and sums by programme, by sub-district and by month, and who received what
    where."""
    by: dict[str, Counter] = {"programmes": Counter(), "places": Counter(), "months": Counter()}
    where: Counter = Counter()
    for each in figures.movements():
        keys = (each.kind, each.place, month_of(each.day).token)
        for counts, key in zip(by.values(), keys, strict=True):
            add(counts, key, each)
        if each.what == RECEIVED:
            where[each.kind, each.place] += each.rows
    rows = {
        "programmes": programme_lines(by["programmes"]),
        "places": place_lines(by["places"]),
        "months": months(figures.period, by["months"]),
    }
    titles = {
        "programmes": TITLE,
        "places": _("assistance_by_place", default="Assistance by sub-district"),
        "months": _("assistance_by_month", default="Assistance by month"),
    }
    found = [_table(key, titles[key], rows[key], counts) for key, counts in by.items()]
    cross = totalled(
        "cross",
        _("assistance_cross", default="Received, by programme and sub-district"),
        rows["programmes"],
        place_lines(where, axis=1),
        where,
        across=True,
    )
    return Sheet((*found, cross))


def assistance_quarter(figures: Batches, wanted: Any = None) -> Sheet:
    """Return how many received something, by programme and by sub-district, unsuppressed: for staff,
    see `quarter`. Two tables that share their total alone; both ways in one, with as many empty cells,
    would keep back nearly all of it."""
    by_programme: Counter = Counter()
    by_place: Counter = Counter()
    for each in figures.movements():
        if each.what == RECEIVED:
            by_programme[each.kind, RECEIVED] += each.rows
            by_place[coarse(each.place), RECEIVED] += each.rows
    # A programme has its row as soon as it is there, which everybody knows, not when it served.
    kinds = figures.kinds()
    known = [line for line in lines("programmes") if line.key in kinds]
    tables = (
        (
            "assistance-programmes",
            _("public_assistance_programmes", default="Recipients of assistance by programme"),
            known,
            by_programme,
        ),
        (
            "assistance-places",
            _("public_assistance_places", default="Recipients of assistance by sub-district"),
            coarse_places(),
            by_place,
        ),
    )
    return Sheet(
        tuple(
            totalled(
                key, title, rows, (COUNTS[2],), counts, drawn=(RECEIVED,), notes=(NOTE_PUBLIC,)
            )
            for key, title, rows, counts in tables
        )
    )


def add(counts: Counter, key: str, each: Movement) -> None:
    """Count a movement in a row."""
    counts[key, each.what] += each.rows
    if each.money:
        counts[key, f"{each.what}_rp"] += each.amount
    elif each.what == RECEIVED:
        counts[key, PIECES.key] += each.amount


def programme_lines(counts: Counter) -> tuple[Line, ...]:
    """Return the programmes of which something was counted, in the order of their list."""
    found = {row for row, _column in counts}
    return tuple(line for line in lines("programmes") if line.key in found)


def months(period: Period, counts: Counter) -> tuple[Line, ...]:
    """Return the months of a period as rows; of a long one those in which something was counted."""
    found = {row for row, _column in counts}
    day = period.first
    while day <= period.last and len(found) < MONTHS:
        month = month_of(day)
        found.add(month.token)
        day = month.last + timedelta(days=1)
    return tuple(Line(token, token) for token in sorted(found))


def shares(counts: Counter, rows: Sequence[Line]) -> dict[tuple[str, str], Any]:
    """Return of each row how many of a hundred have received it, of those of whom it is noted."""
    found = {}
    for row in rows:
        received, returned = counts[row.key, RECEIVED], counts[row.key, RETURNED]
        noted = received + returned
        found[row.key, SHARE.key] = round(100 * received / noted) if noted else None
    return found


def _table(key: str, title: Any, rows: Sequence[Line], counts: Counter) -> Table:
    table = totalled(key, title, rows, COLUMNS, counts, drawn=(VERIFIED, RECEIVED), notes=(NOTE,))
    whole: Counter = Counter({cell: n for cell, n in table.cells.items() if cell[0] == TOTAL})
    cells = {**table.cells, **shares(counts, rows), **shares(whole, table.rows[-1:])}
    return replace(table, cells=cells, empty=frozenset((SHARE.key,)))
