"""The monthly recap of a Dinsos (domain.md 6): categories, and what came in, went on and went out.

A case counts under the category that it has now, in all periods, so that what came in under one
heading goes out under the same.
"""

from baleharum import _
from baleharum.statistics.bands import band
from baleharum.statistics.bands import BANDS
from baleharum.statistics.figures import Figures
from baleharum.statistics.rows import Row
from baleharum.statistics.tables import categories
from baleharum.statistics.tables import Line
from baleharum.statistics.tables import lines
from baleharum.statistics.tables import Sheet
from baleharum.statistics.tables import Table
from baleharum.statistics.tables import Tally
from baleharum.statistics.tables import TOTAL
from baleharum.statistics.tables import totalled
from baleharum.statistics.tables import UNKNOWN
from baleharum.statistics.tables import UNKNOWN_LABEL
from baleharum.statistics.tables import word
from collections import Counter
from collections.abc import Iterable
from collections.abc import Iterator
from typing import Any


COLUMNS = (
    Line("carried", _("recap_carried", default="Carried over")),
    Line("new", _("recap_new", default="New")),
    Line("reopened", _("recap_reopened", default="of these reopened"), level=1),
    Line("active", _("recap_active", default="Worked on")),
    Line("referred", _("recap_referred", default="Referred")),
    Line("repatriated", _("recap_repatriated", default="Repatriated")),
    Line("closed", _("recap_closed", default="Closed")),
    Line("forward", _("recap_forward", default="Carried forward")),
)

#: What else is told of a column, by which list.
DETAILS = {
    "closed": _("recap_by_reason", default="Closed, by reason"),
    "referred": _("recap_by_partner", default="Referred, by kind of partner"),
    "repatriated": _("recap_by_province", default="Repatriated, by province"),
}
LISTS = {"referred": "partner-kinds", "repatriated": "provinces"}

TITLE = _("report_recap", default="Monthly recap")

NOTE_CASES = _("note_recap_cases", default="Cases are counted, each under its first category.")
NOTE_PEOPLE = _(
    "note_recap_people",
    default="People are counted: the clients of the cases, by sex and by age on the day of receipt.",
)
NOTE_OFTEN = _(
    "note_recap_often",
    default="A case that was referred to several kinds of partners stands under each of them.",
)


def recap(figures: Figures, wanted: Any = None) -> Sheet:
    """Return the recap of a period; with a split of the question, by that."""
    tally = Tally(wanted)
    backwards = [uid for uid, row in figures.rows() if _count(tally, figures, uid, row)]
    main = _main(figures, tally)
    details = tuple(_detail(key, tally) for key in DETAILS if tally.of(key))
    problems = (*unbalanced(main), *([_backwards(len(backwards))] if backwards else []))
    cases = tuple(dict.fromkeys(tally.cases))
    return Sheet((main, *details), problems, cases, tuple(backwards))


def _count(tally: Tally, figures: Figures, uid: str, row: Row) -> bool:
    """Count a case; return whether one of its spells ends before it begins."""
    start, end = figures.period.start, figures.period.end
    spells = row.spells
    last, first = spells[-1], spells[0]
    wrong = any(left and left < entered for entered, left, _why in spells)
    if not wrong and ((last[1] and last[1] < start) or first[0] > end):
        return False
    told: dict[str, Iterable[str]] = {what: happened(figures, row, what) for what in LISTS}
    found = [*flows(spells, start, end).items(), *((what, 1) for what in LISTS if told[what])]
    for key in keys(figures, uid, row):
        for column, number in found:
            if number:
                tally.add("recap", key, column, uid, number)
    told["closed"] = [why or UNKNOWN for _entered, left, why in spells if start <= left <= end]
    for what, tokens in told.items():
        for token in tokens:
            tally.add(what, row.category, token, uid)
    return wrong


def happened(figures: Figures, row: Row, what: str) -> set[str]:
    """Return the tokens of what happened to a case in the period."""
    return {f[2] or UNKNOWN for f in row.facts if f[1] == what and figures.here(f[0])}


def keys(figures: Figures, uid: str, row: Row) -> Iterator[str]:
    """Yield the rows of the table that a case counts in: one, or one for each of its people."""
    split = figures.question.split
    if split == "sub_district":
        yield f"{row.category}:{row.sub_district or UNKNOWN}"
    elif split:
        for client in figures.persons(uid, row):
            value = client.sex or UNKNOWN if split == "sex" else band(client.age)
            yield f"{row.category}:{value}"
    else:
        yield row.category


def flows(spells: Any, start: int, end: int) -> dict[str, int]:
    """Return column -> number of one case: what was there, came, went and is left.

    >>> flows(((10, 20, ""), (25, 0, "")), 15, 30)
    {'carried': 1, 'new': 1, 'reopened': 1, 'closed': 1, 'forward': 1, 'active': 1}
    """
    found = dict.fromkeys(("carried", "new", "reopened", "closed", "forward", "active"), 0)
    for place, (entered, left, _why) in enumerate(spells):
        found["carried"] += entered < start and (not left or left >= start)
        found["new"] += start <= entered <= end
        found["reopened"] += place > 0 and start <= entered <= end
        found["closed"] += start <= left <= end
        found["forward"] += entered <= end and (not left or left > end)
        if entered <= end and (not left or left >= start):
            found["active"] = 1
    return found


def _main(figures: Figures, tally: Tally) -> Table:
    split, counts = figures.question.split, tally.of("recap")
    rows = categories()
    if split:
        rows = tuple(_split_rows(rows, split, counts))
    return totalled(
        "recap",
        TITLE,
        rows,
        COLUMNS,
        counts,
        drawn=("new", "closed"),
        notes=(NOTE_PEOPLE if split in ("sex", "age") else NOTE_CASES, NOTE_OFTEN),
        cases=frozenset(column.key for column in COLUMNS),
    )


def _split_rows(rows: tuple[Line, ...], split: str, counts: Counter) -> Iterator[Line]:
    """Yield the rows that hold something: category and, of it, what it is split by."""
    found = {row for (row, _column), number in counts.items() if number}
    for line in rows:
        for value, text in values(split):
            key = f"{line.key}:{value}"
            if key in found:
                words = _(
                    "recap_split_row",
                    default="${category}: ${value}",
                    mapping={"category": line.label, "value": text},
                )
                yield Line(key, words, line.level)


def values(split: str) -> list[tuple[str, Any]]:
    """Return (token, words) of what a recap is split by."""
    if split == "age":
        known = [(each, each) for each in BANDS]
    else:
        name = {"sex": "sexes", "sub_district": "sub-districts"}[split]
        known = [(line.key, line.label) for line in lines(name)]
    return [*known, (UNKNOWN, UNKNOWN_LABEL)]


def _detail(key: str, tally: Tally) -> Table:
    counts = tally.of(key)
    tokens = sorted({column for _row, column in counts})
    rows = [line for line in categories() if any(counts[line.key, token] for token in tokens)]
    columns = [Line(token, detail_word(key, token)) for token in tokens]
    return totalled(key, DETAILS[key], rows, columns, counts, across=key == "closed")


def detail_word(key: str, token: str) -> Any:
    """Return the words of a reason, a kind of partner or a province."""
    if token == UNKNOWN:
        return UNKNOWN_LABEL
    if key != "closed":
        return word(LISTS[key], token)
    steps = token in ("decline", "full_handover")
    return word("case-transitions" if steps else "closing-reasons", token)


def unbalanced(table: Table) -> list[Any]:
    """Return where carried over + new - closed is not what is carried forward, in words."""
    wrong = []
    for row in table.rows:
        carried, new, closed, forward = (
            table.cell(row.key, column) for column in ("carried", "new", "closed", "forward")
        )
        if carried + new - closed != forward:
            values = {"row": row.label, "sum": carried + new - closed, "forward": forward}
            wrong.append(
                _(
                    "problem_unbalanced",
                    default="${row}: carried over, with what is new and without what was closed,"
                    " makes ${sum}, and ${forward} are carried forward.",
                    mapping=values,
                )
            )
    return wrong


def _backwards(count: int) -> Any:
    """Which cases these are is told to who may see them: a number, with the place and period that
    was asked for, would tell others what is in a case."""
    return _(
        "problem_cases_backwards",
        default="Cases that were closed before the day on which they were received: ${count}. Mend"
        " the day of receipt in each.",
        mapping={"count": str(count)},
    )


def total(table: Table, column: str) -> int:
    """Return the total of a column."""
    return int(table.cell(TOTAL, column))
