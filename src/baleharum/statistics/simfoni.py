"""The sheet of SIMFONI PPA (domain.md 1d, 6): violence by sub-district; victims, cases and services
counted separately, since one victim may suffer several kinds and get several services."""

from baleharum import _
from baleharum.statistics.bands import ADULT
from baleharum.statistics.bands import band
from baleharum.statistics.bands import BANDS
from baleharum.statistics.figures import Figures
from baleharum.statistics.rows import Client
from baleharum.statistics.rows import Row
from baleharum.statistics.tables import Line
from baleharum.statistics.tables import lines
from baleharum.statistics.tables import place_lines
from baleharum.statistics.tables import Sheet
from baleharum.statistics.tables import Table
from baleharum.statistics.tables import Tally
from baleharum.statistics.tables import totalled
from baleharum.statistics.tables import UNKNOWN
from baleharum.statistics.tables import UNKNOWN_LABEL
from baleharum.terms.lists import label
from baleharum.terms.lists import term
from baleharum.terms.lists import terms
from collections.abc import Iterable
from typing import Any


#: token of `education` -> what SIMFONI folds it to (domain.md 1j).
SCHOOLS = {
    "tidak-sekolah": "tidak-sekolah",
    "belum-tamat-sd": "tidak-sekolah",
    "sd": "sd",
    "sltp": "sltp",
    "slta": "slta",
    "d1-d2": "pt",
    "d3": "pt",
    "d4-s1": "pt",
    "s2": "pt",
    "s3": "pt",
    "": "na",
}
SCHOOL_LINES = (
    Line("tidak-sekolah", _("school_none", default="No schooling")),
    Line("paud-tk", _("school_kindergarten", default="Kindergarten (PAUD/TK)")),
    Line("sd", _("school_primary", default="Primary (SD)")),
    Line("sltp", _("school_lower", default="Lower secondary (SLTP)")),
    Line("slta", _("school_upper", default="Upper secondary (SLTA)")),
    Line("pt", _("school_higher", default="Higher education (PT)")),
    Line("na", _("school_unknown", default="Not known (NA)")),
)

UNKNOWN_LINE = Line(UNKNOWN, UNKNOWN_LABEL)
AGES = (*(Line(each, each) for each in BANDS), UNKNOWN_LINE)
SEXES = (*lines("sexes"), UNKNOWN_LINE)
MAIN = (
    Line("cases", _("simfoni_cases", default="Cases")),
    Line("kdrt", _("simfoni_kdrt", default="of these domestic (KDRT)"), level=1),
    Line("kdrt_share", _("simfoni_kdrt_share", default="KDRT, %"), level=1),
    Line("victims", _("simfoni_victims", default="Victims")),
    Line("women", _("simfoni_women", default="Women (18 and older)"), level=1),
    Line("girls", _("simfoni_girls", default="Girls"), level=1),
    Line("boys", _("simfoni_boys", default="Boys"), level=1),
    Line("services", _("simfoni_services", default="Services")),
)

TITLE = _("report_simfoni", default="Violence by sub-district (SIMFONI)")
NOTE = _(
    "note_simfoni",
    default="Cases of violence that came in during the period. Victims are the clients of these"
    " cases; services are counted one by one in the period, for cases of violence.",
)
NOTE_SEVERAL = _(
    "note_simfoni_several",
    default="One victim may suffer several kinds and get several services: the sum may be more than"
    " the victims.",
)


def simfoni(figures: Figures, wanted: Any = None) -> Sheet:
    """Return the sheet: a main table and one for each of its groups, a row a sub-district."""
    tally = Tally(wanted)
    for uid, row in figures.entered():
        if row.harm or row.kdrt:
            _case(tally, figures, uid, row)
    for what in ("service", "simfoni"):
        for uid, row, fact in figures.facts(what):
            if row.harm or row.kdrt:
                _service(tally, uid, place_of(row), what, fact[2])
    return Sheet(tuple(_tables(tally)), (), tuple(dict.fromkeys(tally.cases)))


def place_of(row: Row) -> str:
    """Return the sub-district of a case."""
    return row.sub_district or UNKNOWN


def _case(tally: Tally, figures: Figures, uid: str, row: Row) -> None:
    where, people = place_of(row), figures.people(uid, row)
    tally.add("simfoni", where, "cases", uid)
    if row.kdrt:
        tally.add("simfoni", where, "kdrt", uid)
    harm_places = {term("harm-places", row.place).extra["simfoni"]} if row.place else {UNKNOWN}
    for table, tokens in (("places", harm_places), ("relations", people.relations)):
        for token in tokens:
            tally.add(table, where, token, uid)
    for client in figures.persons(uid, row):
        _victim(tally, uid, where, client, row.harm)


def _victim(tally: Tally, uid: str, where: str, client: Client, harm: Iterable[str]) -> None:
    tally.add("simfoni", where, "victims", uid)
    part = of_part(client)
    if part:
        tally.add("simfoni", where, part, uid)
    tally.add("sexes", where, client.sex or UNKNOWN, uid)
    tally.add("ages", where, band(client.age), uid)
    tally.add("schools", where, SCHOOLS.get(client.education, "na"), uid)
    for kind in harm:
        tally.add("violence", where, kind, uid)


def of_part(client: Client) -> str:
    """Return the sub-sheet of a victim: women of 18 and more, girls, boys; '' for none of them."""
    if client.age is None:
        return ""
    if client.age >= ADULT:
        return "women" if client.sex == "p" else ""
    return {"p": "girls", "l": "boys"}.get(client.sex, "")


def _service(tally: Tally, uid: str, where: str, what: str, token: str) -> None:
    if what == "service":
        tally.add("simfoni", where, "services", uid)
    else:
        tally.add("given", where, token or UNKNOWN, uid)


def _tables(tally: Tally) -> Iterable[Table]:
    districts = place_lines(*tally.counts.values())
    main = totalled("simfoni", TITLE, districts, MAIN, tally.of("simfoni"), drawn=("victims",))
    cells = dict(main.cells)
    for row in main.rows:
        number, domestic = cells.get((row.key, "cases"), 0), cells.get((row.key, "kdrt"), 0)
        cells[row.key, "kdrt_share"] = round(100 * domestic / number) if number else None
    kinds = frozenset(column.key for column in MAIN) - {"kdrt_share"}
    yield Table(
        main.key, TITLE, main.rows, main.columns, cells, main.drawn, (NOTE, NOTE_SEVERAL), kinds
    )
    parts = (
        ("sexes", _("simfoni_by_sex", default="Victims by sex"), SEXES, True),
        ("ages", _("simfoni_by_age", default="Victims by age"), AGES, True),
        ("schools", _("simfoni_by_school", default="Victims by schooling"), SCHOOL_LINES, True),
        ("violence", _("simfoni_by_kind", default="Victims by kind"), lines("harm-kinds"), False),
        ("places", _("simfoni_by_place", default="Cases by place"), places(), True),
        (
            "relations",
            _("simfoni_by_relation", default="Alleged perpetrators by relation"),
            lines("relations"),
            True,
        ),
        (
            "given",
            _("simfoni_by_service", default="Services that approved plans name"),
            lines("simfoni-services"),
            False,
        ),
    )
    for key, title, columns, across in parts:
        notes = () if across else (NOTE_SEVERAL,)
        known = frozenset(column.key for column in columns)
        yield totalled(
            key, title, districts, columns, tally.of(key), across=across, notes=notes, cases=known
        )


def places() -> tuple[Line, ...]:
    """Return the six places of SIMFONI; what is ours is folded into them."""
    tokens = dict.fromkeys(t.extra["simfoni"] for t in terms("harm-places"))
    return (*(Line(token, label("harm-places", token)) for token in tokens), UNKNOWN_LINE)
