"""The tables of the province (domain.md 6): people by what befell them, and children's cases."""

from baleharum import _
from baleharum.statistics.child_stages import stages
from baleharum.statistics.figures import Figures
from baleharum.statistics.rows import Client
from baleharum.statistics.rows import Row
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
from baleharum.terms.lists import label
from baleharum.terms.lists import term
from baleharum.terms.lists import terms
from collections import Counter
from typing import Any


#: Codes of the provinces on Java (Kemendagri).
JAVA = ("31", "32", "33", "34", "35", "36")

WOMEN = "women"
OTHERS = "others"

PEOPLE = (
    Line("pmbs", _("province_migrants", default="Migrant workers with problems")),
    Line("korban-trafficking", _("province_trafficked", default="Victims of trafficking")),
    Line("orang-telantar", _("province_stranded", default="Stranded people")),
    Line(WOMEN, _("province_women", default="Women victims of sexual violence")),
    Line("odgj-telantar", _("province_odgj", default="Neglected people with mental disorder")),
)
OTHERS_LINE = Line(OTHERS, _("province_others", default="All others"))

PERSONS = Line("persons", _("province_persons", default="People"))
SENT = Line("repatriated", _("province_sent", default="of these sent home"), level=1)
TO_JAVA = Line("java", _("province_java", default="of these to Java"), level=2)

PROVINCE_TITLE = _("report_province", default="Province: people by group")
CHILDREN_TITLE = _("report_children", default="Province: children's cases")

NOTE_FIRST = _(
    "note_province_first",
    default="Each person stands in one row: by the category of the case, or else as a woman victim of"
    " sexual violence. Counted are the clients of cases that came in during the period.",
)
NOTE_CHILDREN = _(
    "note_children",
    default="The clients of cases that came in during the period, by what the case says of the child"
    " and the law, adoption or marriage.",
)
PARTS_DIFFER = _(
    "problem_parts",
    default="The parts of the table of children do not make its total: do not publish it.",
)


def people_of_province(figures: Figures, wanted: Any = None) -> Sheet:
    """Return the people who came in, by group, and where they were sent home to."""
    tally = Tally(wanted)
    for uid, row in figures.entered():
        for client in figures.persons(uid, row):
            tally.add("province", group(row, client), "persons", uid)
    for uid, row, (_on, _what, code, number) in figures.facts("repatriated"):
        found = {group(row, client) for client in figures.persons(uid, row)}
        key = next((line.key for line in PEOPLE if line.key in found), OTHERS)
        tally.add("province", key, "repatriated", uid, number or row.persons)
        tally.add("provinces", key, code or UNKNOWN, uid, number or row.persons)
        if code in JAVA:
            tally.add("province", key, "java", uid, number or row.persons)
    counts = tally.of("province")
    more = (OTHERS_LINE,) if any(row == OTHERS for row, _column in counts) else ()
    main = totalled(
        "province",
        PROVINCE_TITLE,
        (*PEOPLE, *more),
        (PERSONS, SENT, TO_JAVA),
        counts,
        drawn=("persons",),
        notes=(NOTE_FIRST,),
        cases=frozenset(("persons", "repatriated", "java")),
    )
    tables: tuple[Table, ...] = (main,)
    if tally.of("provinces"):
        tables = (main, _provinces(tally.of("provinces")))
    return Sheet(tables, (), tuple(dict.fromkeys(tally.cases)))


def group(row: Row, client: Client) -> str:
    """Return the row in which a person stands."""
    category = row.category
    for line in PEOPLE:
        if line.key != WOMEN and is_of(category, line.key):
            return line.key
    return WOMEN if client.sex == "p" and "seksual" in row.harm else OTHERS


def is_of(category: str, wanted: str) -> bool:
    """Tell whether a category is one, or an extension of it."""
    if category == wanted:
        return True
    return bool(category) and term("categories", category).extra["parent"] == wanted


def _provinces(counts: Counter) -> Table:
    codes = sorted({column for _row, column in counts})
    return totalled(
        "provinces",
        _("province_where", default="Sent home, by province"),
        [line for line in (*PEOPLE, OTHERS_LINE) if any(counts[line.key, code] for code in codes)],
        [Line(c, UNKNOWN_LABEL if c == UNKNOWN else word("provinces", c)) for c in codes],
        counts,
        across=True,
        cases=frozenset(codes),
    )


CHILD_COLUMNS = (
    *lines("sexes"),
    Line(UNKNOWN, UNKNOWN_LABEL),
    Line(TOTAL, _("figures_total", default="Total"), whole=True),
    Line("accompanied", _("children_accompanied", default="Accompanied to police or court")),
    Line("referred", _("recap_referred", default="Referred")),
    Line("reintegrated", _("children_reintegrated", default="Reintegrated")),
)
ABH = Line("abh", _("children_abh", default="Child in contact with the law (ABH)"), whole=True)


def children(figures: Figures, wanted: Any = None) -> Sheet:
    """Return the children who came in by matter: child and law, adoption, marriage."""
    tally = Tally(wanted)
    for uid, row in figures.entered():
        if not row.matter:
            continue
        clients = figures.persons(uid, row)
        for client in clients:
            _child(tally, uid, row, client.sex or UNKNOWN, 1)
            _child(tally, uid, row, TOTAL, 1)
        told = {fact[1] for fact in row.facts if figures.here(fact[0])}
        for what in told & {"accompanied", "referred", "reintegrated"}:
            _child(tally, uid, row, what, len(clients))
    counts = tally.of("children")
    matters = [
        Line(t.token, label("child-matters", t.token), level=1 if t.extra["group"] else 0)
        for t in terms("child-matters")
    ]
    rows = (ABH, *matters, Line(TOTAL, _("figures_total", default="Total"), whole=True))
    table = Table(
        "children",
        CHILDREN_TITLE,
        rows,
        CHILD_COLUMNS,
        dict(counts),
        drawn=("l", "p"),
        notes=(NOTE_CHILDREN,),
        cases=frozenset(column.key for column in CHILD_COLUMNS),
    )
    tables = (table, *stages(figures, tally))
    return Sheet(tables, parts_differ(table, matters), tuple(dict.fromkeys(tally.cases)))


def _child(tally: Tally, uid: str, row: Row, column: str, number: int) -> None:
    """Count in the row of the matter, in that of its group, and in the total."""
    groups = {line for line in (term("child-matters", row.matter).extra["group"],) if line}
    for key in (row.matter, *groups, TOTAL):
        tally.counts.setdefault("children", Counter())[key, column] += number
    tally.behind("children", (row.matter, *groups, TOTAL), (column,), uid)


def parts_differ(table: Table, matters: list[Line]) -> tuple[Any, ...]:
    """Return that the parts do not make the total, () where they do (domain.md 6)."""
    parts = sum(table.cell(line.key, TOTAL) for line in matters)
    by_sex = sum(table.cell(TOTAL, key) for key in ("l", "p", UNKNOWN))
    same = parts == by_sex == table.cell(TOTAL, TOTAL)
    return () if same else (PARTS_DIFFER,)
