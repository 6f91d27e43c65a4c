"""The counting: spells, the invariant of the recap, periods, bands, and the tables of the province."""

from baleharum.cases.figures import Fact
from baleharum.statistics import layouts
from baleharum.statistics import simfoni
from baleharum.statistics import working
from baleharum.statistics.bands import band
from baleharum.statistics.bands import BANDS
from baleharum.statistics.figures import Figures
from baleharum.statistics.figures import Question
from baleharum.statistics.periods import before
from baleharum.statistics.periods import period
from baleharum.statistics.periods import PeriodRefused
from baleharum.statistics.recap import recap
from baleharum.statistics.tables import TOTAL
from baleharum.statistics.trend import trend
from datetime import date
from datetime import timedelta
from hypothesis import given
from hypothesis import strategies
from tests import court_made
from tests.centre import sample_case
from tests.court_made import lead
from tests.court_made import sample_proceeding
from tests.figures_made import case_with
from tests.figures_made import listed
from tests.figures_made import made_row
from tests.figures_made import shape
from tests.figures_made import telling

import doctest
import importlib
import pytest


FIRST = date(2025, 1, 1)


@pytest.mark.parametrize(
    "name", ["periods", "bands", "recap", "shelter", "working", "child_stages"]
)
def test_examples_in_the_code(name):
    assert doctest.testmod(importlib.import_module(f"baleharum.statistics.{name}")).failed == 0


@pytest.mark.parametrize("age", range(121))
def test_bands_divide_all_ages(age):
    lows = [int(each.rstrip("+").split("-")[0]) for each in BANDS]
    highs = [int(each.split("-")[1]) if "-" in each else 200 for each in BANDS]
    fits = [b for b, low, high in zip(BANDS, lows, highs, strict=True) if low <= age <= high]
    assert fits == [band(age)]


@pytest.mark.parametrize(
    ("token", "first", "last", "earlier"),
    [
        ("2024-02", "2024-02-01", "2024-02-29", "2024-01"),
        ("2026-Q1", "2026-01-01", "2026-03-31", "2025-Q4"),
        ("2026", "2026-01-01", "2026-12-31", "2025"),
        ("2026-11-02..2026-11-03", "2026-11-02", "2026-11-03", "2026-10-31..2026-11-01"),
    ],
)
def test_periods(token, first, last, earlier):
    found = period(token)
    assert (found.first.isoformat(), found.last.isoformat()) == (first, last)
    assert before(found).token == earlier


@pytest.mark.parametrize(
    "token", ["", "2026-13", "2026-Q5", "Nov", "2026-02-02..2026-02-01", "0000"]
)
def test_what_is_no_period_is_refused(token):
    with pytest.raises(PeriodRefused):
        period(token)


@strategies.composite
def histories(draw):
    """Spells as a case can have them: one after the other, the last one may go on."""
    day, spells = FIRST + timedelta(draw(strategies.integers(0, 700))), []
    for _n in range(draw(strategies.integers(1, 4))):
        left = day + timedelta(draw(strategies.integers(0, 200)))
        spells.append((day.isoformat(), left.isoformat(), "pindah"))
        day = left + timedelta(draw(strategies.integers(0, 200)))
    if draw(strategies.booleans()):
        spells[-1] = (spells[-1][0], None, "")
    return tuple(spells)


@strategies.composite
def centres(draw):
    found = {}
    for number in range(draw(strategies.integers(0, 8))):
        people = draw(
            strategies.lists(
                strategies.tuples(
                    strategies.sampled_from(["l", "p", ""]),
                    strategies.one_of(strategies.none(), strategies.integers(0, 100)),
                ),
                max_size=3,
            )
        )
        found[str(number)] = made_row(
            category=draw(strategies.sampled_from(["odgj", "pmbs", "eks-odgj"])),
            spells=draw(histories()),
            people=people,
            sub_district=draw(strategies.sampled_from(["", "ampenan", "mataram"])),
        )
    return found


@given(
    centres(),
    strategies.sampled_from(["", "sex", "age", "sub_district"]),
    strategies.sampled_from(["2025-03", "2025-Q2", "2026", "2025-01-10..2025-05-05"]),
)
def test_what_comes_in_goes_out_or_is_left(found, split, token):
    sheet = recap(listed(found, token, split=split))
    main = sheet.tables[0]
    assert sheet.problems == ()
    for row in main.rows:
        carried, new, closed, forward = (
            main.cell(row.key, column) for column in ("carried", "new", "closed", "forward")
        )
        assert carried + new - closed == forward
        assert main.cell(row.key, "reopened") <= new
        assert main.cell(row.key, "active") <= carried + new
    earlier = recap(listed(found, before(period(token)).token, split=split)).tables[0]
    assert earlier.cell(TOTAL, "forward") == main.cell(TOTAL, "carried")


@given(centres())
def test_splits_by_place_make_the_whole(found):
    whole = recap(listed(found, "2025-Q3")).tables[0]
    parts = recap(listed(found, "2025-Q3", split="sub_district")).tables[0]
    for column in whole.columns:
        assert whole.cell(TOTAL, column.key) == parts.cell(TOTAL, column.key)
    people = [
        recap(listed(found, "2025-Q3", split=split)).tables[0].cell(TOTAL, "new")
        for split in ("sex", "age")
    ]
    assert people[0] == people[1]


@given(centres())
def test_the_trend_says_what_twelve_recaps_say(found):
    table = trend(listed(found, "2025-12")).tables[0]
    for row in table.rows:
        month = recap(listed(found, row.key)).tables[0]
        for column in ("new", "closed", "forward"):
            assert table.cell(row.key, column) == month.cell(TOTAL, column)


def test_a_case_that_ends_before_it_begins_is_named():
    found = {"a": made_row(spells=[("2026-03-05", "2026-02-03", "pindah")])}
    sheet = recap(listed(found, "2026-02"))
    words = [str(problem) for problem in sheet.problems]
    assert words == ["problem_unbalanced", "problem_unbalanced", "problem_cases_backwards"]
    assert (sheet.problems[-1].mapping, sheet.doubted) == ({"count": "1"}, ("a",))


def test_details_of_a_recap_and_the_cases_behind_a_number():
    found = {
        "a": made_row(
            spells=[("2026-02-01", "2026-02-05", "pindah")],
            facts=((date(2026, 2, 3).toordinal(), "referred", "rsj", None),),
        ),
        "b": made_row(category="pmbs", spells=[("2026-02-01", "2026-02-02", "decline")]),
        "c": made_row(category="pmbs", spells=[("2026-02-01", None, "")]),
    }
    sheet = recap(listed(found, "2026-02"), ("recap", "pmbs", "new"))
    assert [table.key for table in sheet.tables] == ["recap", "closed", "referred"]
    assert shape(sheet.tables[1], "pindah", "decline", "total") == {
        "odgj": (1, 0, 1),
        "pmbs": (0, 1, 1),
        "total": (1, 1, 2),
    }
    assert shape(sheet.tables[2], "rsj") == {"odgj": (1,), "total": (1,)}
    assert sheet.cases == ("b", "c")
    assert recap(listed(found, "2026-02"), ("recap", TOTAL, "closed")).cases == ("a", "b")


#: The published numbers of the province (domain.md 6), as (category, people, sex, harm, sent to).
EARLIER = [
    ("pmbs", 85, "l", (), {}),
    ("korban-trafficking", 16, "p", (), {}),
    ("orang-telantar", 90, "l", (), {}),
    ("korban-kekerasan", 9, "p", ("seksual",), {}),
    ("odgj-telantar", 3, "l", (), {"35": 1, "34": 1, "16": 1}),
]
LATER = [
    ("pmbs", 2, "l", (), {}),
    ("orang-telantar", 54, "p", (), {"35": 20, "33": 19}),
    ("korban-kekerasan", 1, "p", ("seksual",), {}),
    ("odgj-telantar", 1, "l", (), {}),
]


def recorded(register, kinds, day):
    """File real cases with so many people, at most 30 in one."""
    for category, number, sex, harm, sent in kinds:
        while number:
            people = min(number, 30)
            number -= people
            told = [Fact(day, "repatriated", code, n) for code, n in sent.items()]
            sent = {}
            case_with(
                register,
                [{"sex": sex}] * people,
                told=told,
                categories=(category,),
                harm=harm,
                received_on=day,
            )


@pytest.mark.parametrize(
    ("kinds", "wanted", "sent"),
    [
        (
            EARLIER,
            {
                "pmbs": (85, 0, 0),
                "korban-trafficking": (16, 0, 0),
                "orang-telantar": (90, 0, 0),
                "women": (9, 0, 0),
                "odgj-telantar": (3, 3, 2),
                "total": (203, 3, 2),
            },
            {"odgj-telantar": (1, 1, 1, 3), "total": (1, 1, 1, 3)},
        ),
        (
            LATER,
            {
                "pmbs": (2, 0, 0),
                "orang-telantar": (54, 39, 39),
                "women": (1, 0, 0),
                "odgj-telantar": (1, 0, 0),
                "total": (58, 39, 39),
            },
            {"orang-telantar": (0, 0, 20, 39), "total": (0, 0, 20, 39)},
        ),
    ],
)
def test_the_table_of_the_province(register, kinds, wanted, sent):
    day = date(2024, 3, 4)
    with telling():
        recorded(register, kinds, day)
        figures = Figures(register, Question(period("2024-01-01..2024-05-31")))
        main, provinces = layouts.people_of_province(figures).tables
    assert shape(main, "persons", "repatriated", "java") == wanted
    assert shape(provinces, "16", "34", "35", "total") == sent


def test_the_table_of_children(register):
    day, matters = date(2024, 4, 1), {"anak-korban": 180, "anak-konflik": 90, "anak-saksi": 31}
    for matter, number in {**matters, "adopsi": 8, "dispensasi": 7}.items():
        category = "anak-berhadapan-hukum" if matter in matters else "anak-perlindungan-khusus"
        for people in [30] * (number // 30) + [number % 30]:
            if people:
                case_with(
                    register,
                    [{"sex": "p", "birth_year": 2010}] * people,
                    categories=(category,),
                    child_matter=matter,
                    received_on=day,
                )
    figures = Figures(register, Question(period("2024-01-01..2024-04-30")))
    sheet = layouts.children(figures)
    assert sheet.problems == ()
    assert shape(sheet.tables[0], "total", "p") == {
        "abh": (301, 301),
        "anak-korban": (180, 180),
        "anak-konflik": (90, 90),
        "anak-saksi": (31, 31),
        "adopsi": (8, 8),
        "dispensasi": (7, 7),
        "total": (316, 316),
    }


def test_children_and_the_law_by_part_and_stage(register):
    case = sample_case(register, child_matter="anak-konflik", received_on=court_made.day(70))
    fields = {"role": "anak-konflik", "max_years": 5, "matter": "Pencurian", "offence": "pencurian"}
    lead(sample_proceeding(case, **fields), "report", "investigate", "divert")
    sample_proceeding(case, role="anak-saksi")
    sample_proceeding(case, role="korban")
    figures = Figures(register, Question(period(f"{court_made.day(70)}..{court_made.day()}")))
    table = layouts.children(figures).tables[1]
    assert shape(table, "before", "diversi-penyidikan", "total") == {
        "anak-konflik": (0, 1, 1),
        "anak-saksi": (1, 0, 1),
        "total": (1, 1, 2),
    }


def test_parts_that_do_not_make_the_total_are_told():
    found = {"a": made_row(spells=[("2026-02-01", None, "")], people=[("l", 9)], matter="adopsi")}
    (table,) = layouts.children(listed(found, "2026-02")).tables
    matters = [line for line in table.rows if line.key in ("adopsi", "dispensasi")]
    assert layouts.parts_differ(table, matters) == ()
    assert layouts.parts_differ(table, matters[1:]) == (layouts.PARTS_DIFFER,)


def test_victims_cases_and_services_are_counted_apart():
    day = date(2026, 2, 3).toordinal()
    found = {
        "a": made_row(
            spells=[("2026-02-01", None, "")],
            people=[("p", 30, "sd"), ("p", 9, "")],
            relations=["pasangan"],
            harm=("fisik", "psikis"),
            kdrt=True,
            place="daring",
            sub_district="ampenan",
            facts=((day, "service", "rujukan", None), (day, "service", "resosialisasi", None)),
        ),
        "b": made_row(spells=[("2026-02-01", None, "")], people=[("l", 4)]),
    }
    main, sexes, ages, schools, kinds, places, relations, _given = simfoni.simfoni(
        listed(found, "2026-02")
    ).tables
    columns = ("cases", "kdrt", "kdrt_share", "victims", "women", "girls", "services")
    assert shape(main, *columns)["ampenan"] == (1, 1, 100, 2, 1, 1, 2)
    assert shape(main, "cases")["total"] == (1,)
    assert shape(sexes, "p", "total")["total"] == (2, 2)
    assert shape(ages, "6-12", "25-44")["ampenan"] == (1, 1)
    assert shape(schools, "sd", "na")["ampenan"] == (1, 1)
    assert shape(kinds, "fisik", "psikis")["ampenan"] == (2, 2)
    assert shape(places, "lainnya")["ampenan"] == (1,)
    assert shape(relations, "pasangan")["ampenan"] == (1,)


def test_services_by_maltreatment_count_each_once_at_the_end():
    day = date(2026, 2, 3).toordinal()
    row = made_row(
        spells=[("2026-01-01", None, "")],
        maltreatment=("penelantaran", "eksploitasi"),
        facts=((day, "service", "rujukan", None), (day, "service", "rujukan", None)),
    )
    (table,) = working.services(listed({"a": row}, "2026-02")).tables
    assert shape(table, "penelantaran", "eksploitasi", "services") == {
        "rujukan": (2, 2, 2),
        "total": (2, 2, 2),
    }
    assert len(table.rows) == 6
    assert len(table.columns) == 6


def test_times_are_medians():
    found = {
        str(days): made_row(
            spells=[("2026-01-01", "2026-02-05", "pindah")],
            facts=((date(2026, 2, 3).toordinal(), "assessed", "", days),),
        )
        for days in (3, 5, 40)
    }
    (table,) = working.times(listed(found, "2026-02")).tables
    assert shape(table, "cases", "median", "longest") == {
        "assessed": (3, 5, 40),
        "closed": (3, 35, 35),
    }


def test_withdrawals():
    on = date(2026, 2, 3).toordinal()
    facts = tuple((on, "withdrawn", "", days) for days in (0, 3, 4, None))
    found = {"a": made_row(spells=[("2026-01-01", None, "")], facts=facts)}
    (table,) = working.withdrawals(listed(found, "2026-02")).tables
    assert shape(table, "withdrawn", "in_time", "late", "open") == {"all": (4, 2, 1, 1)}
