"""The tables that everybody may read of a quarter, before small numbers are kept back.

Few and coarse: no kelurahan, and never place, sex and age together. They share nothing but their
grand totals, so that none helps to work out what another keeps back.
"""

from baleharum import _
from baleharum.statistics.bands import band
from baleharum.statistics.bands import BANDS
from baleharum.statistics.figures import Figures
from baleharum.statistics.network import Network
from baleharum.statistics.suppression import kept_back
from baleharum.statistics.suppression import LEAST
from baleharum.statistics.tables import Line
from baleharum.statistics.tables import lines
from baleharum.statistics.tables import Sheet
from baleharum.statistics.tables import Table
from baleharum.statistics.tables import Tally
from baleharum.statistics.tables import TOTAL
from baleharum.statistics.tables import TOTAL_LABEL
from baleharum.statistics.tables import totalled
from baleharum.statistics.tables import UNKNOWN
from baleharum.terms.areas import home_places
from baleharum.terms.areas import SUB_DISTRICTS
from baleharum.terms.lists import label
from baleharum.terms.lists import term
from baleharum.terms.lists import terms
from dataclasses import replace
from typing import Any


#: What stands in the place of a number that is kept back.
KEPT_BACK = "•"

#: All sub-districts outside of the centre's own area.
ELSEWHERE = "elsewhere"
ELSEWHERE_LABEL = _("figures_elsewhere", default="Other regencies and cities")

TITLE = _("report_quarter", default="For the public (a quarter)")
CASES = Line("cases", _("public_cases", default="Cases"))
PEOPLE = Line("people", _("public_people", default="People"))

NOTE_CASES = _(
    "note_public_cases",
    default="Cases that came in during the quarter, each under its first category.",
)
NOTE_PEOPLE = _(
    "note_public_people", default="The people whom these cases are about, not those accused."
)
NOTE_SEVERAL = _(
    "note_public_several", default="One case may stand under several kinds, or under none."
)


def quarter(figures: Figures, wanted: Any = None) -> Sheet:
    """Return the tables, unsuppressed: for staff, who see what will be kept back only then."""
    tally = Tally(wanted)
    for uid, row in figures.entered():
        tally.add("categories", row.category, "cases", uid)
        for kind in row.harm:
            tally.add("kinds", kind, "cases", uid)
        for client in figures.persons(uid, row):
            where, sex = coarse(row.sub_district), client.sex or UNKNOWN
            tally.add("places", where, sex, uid)
            tally.add("ages", band(client.age), "people", uid)
    tables = (_categories(tally), _places(tally), _ages(tally), _kinds(tally))
    return Sheet(tables, (), tuple(dict.fromkeys(tally.cases)))


def _categories(tally: Tally) -> Table:
    counts, rows, cells = tally.of("categories"), [], {}
    for cluster in terms("clusters"):
        inside = [t for t in terms("categories") if t.extra["cluster"] == cluster.token]
        rows.append(Line(cluster.token, label("clusters", cluster.token), whole=True))
        rows += [Line(t.token, label("categories", t.token), level=1) for t in inside]
        cells[cluster.token, "cases"] = sum(counts[t.token, "cases"] for t in inside)
    cells.update(counts)
    cells[TOTAL, "cases"] = sum(counts.values())
    total = Line(TOTAL, TOTAL_LABEL, whole=True)
    return Table(
        "categories",
        _("public_by_category", default="Cases by category"),
        (*rows, total),
        (CASES,),
        cells,
        drawn=("cases",),
        notes=(NOTE_CASES,),
        cases=frozenset(("cases",)),
    )


def _places(tally: Tally) -> Table:
    return totalled(
        "places",
        _("public_by_place", default="People by sub-district and sex"),
        coarse_places(),
        lines("sexes"),
        tally.of("places"),
        across=True,
        drawn=("l", "p"),
        notes=(NOTE_PEOPLE,),
        cases=frozenset(("l", "p", UNKNOWN)),
    )


def coarse(place: str) -> str:
    """Return the row of a sub-district: one for all that lie outside of the centre's own area. A
    row that is there only when somebody comes from it would tell that somebody does."""
    if not place or place in {each.token for each in home_places()}:
        return place or UNKNOWN
    return ELSEWHERE


def coarse_places() -> tuple[Line, ...]:
    """Return the rows of sub-districts that everybody may read."""
    home = (Line(each.token, label(SUB_DISTRICTS, each.token)) for each in home_places())
    return (*home, Line(ELSEWHERE, ELSEWHERE_LABEL))


def _ages(tally: Tally) -> Table:
    rows = [Line(each, each) for each in BANDS]
    return totalled(
        "ages",
        _("public_by_age", default="People by age"),
        rows,
        (PEOPLE,),
        tally.of("ages"),
        drawn=("people",),
        notes=(NOTE_PEOPLE,),
        cases=frozenset(("people",)),
    )


def _kinds(tally: Tally) -> Table:
    return totalled(
        "kinds",
        _("public_by_kind", default="Cases of violence by kind"),
        lines("harm-kinds"),
        (CASES,),
        tally.of("kinds"),
        down=False,
        drawn=("cases",),
        notes=(NOTE_SEVERAL,),
        cases=frozenset(("cases",)),
    )


def for_everybody(sheet: Sheet) -> Sheet:
    """Return a sheet with what is small, and what would tell of it, kept back."""
    return Sheet(tuple(_covered(table) for table in sheet.tables))


def _covered(table: Table) -> Table:
    network = network_of(table)
    values = {
        (row.key, column.key): table.cell(row.key, column.key)
        for row in table.rows
        for column in table.columns
    }
    if network is None:
        hidden = frozenset(cell for cell, value in values.items() if value < LEAST)
    else:
        hidden = kept_back(network, values)
    cells = {cell: KEPT_BACK if cell in hidden else value for cell, value in values.items()}
    return replace(table, cells=cells, cases=frozenset())


def network_of(table: Table) -> Network | None:
    """Return the network of a table that adds up, None for one that does not."""
    keys = [row.key for row in table.rows if row.key != TOTAL]
    if len(keys) == len(table.rows):
        return None
    columns = tuple(column.key for column in table.columns if column.key != TOTAL)
    parents = dict.fromkeys(keys, TOTAL)
    if table.key == "categories":
        for row in table.rows:
            if not row.whole:
                parents[row.key] = term("categories", row.key).extra["cluster"]
    return Network(parents, columns)
