"""docs/indicators.md is executed: names, functions, columns, and the worked examples."""

from baleharum.cases.figures import Fact
from baleharum.programmes.figures import Counted
from baleharum.programmes.policy import is_money
from baleharum.statistics import assistance
from baleharum.statistics import child_stages
from baleharum.statistics import layouts
from baleharum.statistics import quarter
from baleharum.statistics import recap
from baleharum.statistics import reports
from baleharum.statistics import shelter
from baleharum.statistics import simfoni
from baleharum.statistics import spm
from baleharum.statistics import targets
from baleharum.statistics import trend
from baleharum.statistics import working
from baleharum.statistics.figures import Figures
from baleharum.statistics.figures import Question
from baleharum.statistics.periods import period
from baleharum.terms.lists import term
from datetime import date
from pathlib import Path
from tests.centre import acting
from tests.figures_made import case_with
from tests.figures_made import shape
from tests.figures_made import telling

import importlib
import pytest
import re


MANUAL = Path(__file__).parent.parent.joinpath("docs/indicators.md").read_text("utf-8")

#: Columns that a code list names: one for each token.
LISTED = {
    "services": {t.key for t in working.lines("maltreatment-kinds")},
    "children": {t.key for t in working.lines("abh-stages")},
}

COLUMNS = {
    "recap": recap.COLUMNS,
    "trend": trend.COLUMNS,
    "province": (layouts.PERSONS, layouts.SENT, layouts.TO_JAVA),
    "children": (*layouts.CHILD_COLUMNS, *child_stages.columns()[:-1]),
    "simfoni": simfoni.MAIN,
    "services": (*working.lines("maltreatment-kinds"), working.EACH_ONCE),
    "answers": working.REFERRAL_COLUMNS,
    "times": working.TIME_COLUMNS,
    "shelter": (*shelter.COLUMNS, *shelter.LENGTHS),
    "caseload": (working.LOAD,),
    "withdrawals": working.WITHDRAWAL_COLUMNS,
    "spm": spm.COLUMNS,
    "assistance": assistance.COLUMNS,
    "assistance-quarter": (assistance.COUNTS[2],),
    "quarter": (quarter.CASES, quarter.PEOPLE, *quarter.lines("sexes"), recap.Line("total", "")),
}


def table(after):
    """Return the rows of the first table behind a line of the manual, the headings first."""
    text = MANUAL.partition(f"\n{after}\n")[2]
    lines = re.search(r"\n(\|.*?)(\n\n|\Z)", text, re.S)[1].splitlines()
    rows = [[cell.strip() for cell in line.strip().strip("|").split("|")] for line in lines]
    return [rows[0], *rows[2:]]


def indicators():
    return table("## Indicators")[1:]


def test_every_column_of_every_report_is_defined_once():
    defined = [(report, column) for report, column, *_rest in indicators()]
    assert len(defined) == len(set(defined))
    wanted = {
        (name, line.key)
        for name, lines in COLUMNS.items()
        for line in lines
        if line.key not in LISTED.get(name, ())
    }
    assert set(defined) == wanted
    assert set(COLUMNS) == {*reports.REPORTS, *reports.ASSISTANCE}


@pytest.mark.parametrize("row", indicators(), ids=lambda row: f"{row[0]}-{row[1]}")
def test_every_function_is_there_and_every_definition_says_something(row):
    _report, _column, name, definition, source, function = row
    module, _dot, attribute = function.strip("`").partition(".")
    assert callable(getattr(importlib.import_module(f"baleharum.statistics.{module}"), attribute))
    assert name
    assert source
    assert len(definition) > 5


def test_the_manual_names_the_version_of_the_definitions():
    assert f"Version of the definitions: {reports.DEFINITIONS}\n" in MANUAL


EXAMPLES = "Cases, as they are recorded (`→` leads from one state to the next):"
STATES = {"close": "closed", "decline": "declined", "reopen": "triage"}


def fact(text):
    """`referred rsj 2026-02-10 4` -> a Fact."""
    what, token, day, *number = text.split()
    return Fact(date.fromisoformat(day), what, token, int(number[0]) if number else None)


def client(text, received):
    """`p 34` -> fields of a person of that age on the day of receipt."""
    sex, _space, age = text.partition(" ")
    return {"sex": sex, **({"birth_date": date(received.year - int(age), 1, 1)} if age else {})}


def parts(text):
    return [each.strip() for each in text.split(",") if each.strip()]


@pytest.fixture
def examples(register):
    with telling():
        file_examples(register, EXAMPLES)
        yield register


def file_examples(register, heading):
    """File the cases of a table of the manual."""
    for _name, received, category, place, people, history, facts in table(heading)[1:]:
        day = date.fromisoformat(received)
        steps = [(None, "intake", received)]
        for each in parts(history):
            action, on = each.split()
            steps.append((action, STATES[action], on))
        case_with(
            register,
            [client(each, day) for each in parts(people)],
            steps,
            [fact(each) for each in parts(facts)],
            received_on=day,
            categories=(category,),
            sub_district=place or None,
        )


@pytest.mark.parametrize(
    ("heading", "report", "split"),
    [
        ("Recap of 2026-02:", "recap", ""),
        ("Recap of 2026-02 by sex:", "recap", "sex"),
        ("Recap of 2026-02 by age:", "recap", "age"),
        ("Answers of 2026-02:", "answers", ""),
        ("Shelter of 2026-02:", "shelter", ""),
    ],
)
def test_the_worked_examples_are_what_is_counted(examples, heading, report, split):
    columns, *rows = table(heading)
    question = Question(period("2026-02"), split=split)
    found = reports.REPORTS[report].count(Figures(examples, question), None)
    wanted = {row[0]: tuple(int(cell) for cell in row[1:]) for row in rows}
    got = shape(found.tables[0], *columns[1:])
    assert {key: numbers for key, numbers in got.items() if key in wanted} == wanted
    assert (
        all(not any(numbers) for key, numbers in got.items() if key not in wanted) or split == "age"
    )
    assert found.problems == ()


def test_the_standard_is_served_of_who_is_entitled(register):
    with telling():
        file_examples(register, "and two more cases:")
        rows = table("Minimum service standard of 2026-02, with the targets:")[1:]
        with acting("head1"):
            given = {kind: (number, source) for kind, number, source in rows}
            assert targets.set_targets(register, 2026, given) == len(rows)
            assert targets.set_targets(register, 2026, given) == 0
        text = MANUAL.partition("| H | 2026-02-05")[2]
        lines = re.search(r"\n(\| row.*?)\n\n", text, re.S)[1].splitlines()
        cells = [[c.strip() for c in line.strip("|").split("|")] for line in lines]
        found = reports.counted(register, "spm", Question(period("2026-02"))).tables[0]
        for row, *numbers in cells[2:]:
            got = [found.cell(row, column) for column in cells[0][1:]]
            assert got == [float(each) for each in numbers], row
        assert found.cell("anak-telantar", "share") is None
        assert found.cell("total", "target") is None
        assert found.cell("gelandangan-pengemis", "source") == "Data dinas 2026"


def batch_of(cells):
    """Return a batch of a line of the manual."""
    number, kind, handed_in, decreed, recipients, outcomes = cells
    tallies = {}
    for each in parts(recipients):
        place, rows, amount = each.split()
        tallies[place, "waiting"] = int(rows), int(amount)
    days = {}
    for each in parts(outcomes):
        place, what, day, rows, amount = each.split()
        days[place, what, day] = int(rows), int(amount)
    money = is_money(term("programmes", kind).extra["unit"])
    first, second = (date.fromisoformat(d) if d else None for d in (handed_in, decreed))
    return Counted(number, kind, money, first, second, tallies, days)


class Given(assistance.Batches):
    """Batches that a test gives."""

    def kept(self):
        return self.folder

    def kinds(self):
        return {each.kind for each in self.folder}


def test_assistance_is_counted_as_the_manual_says():
    found = [batch_of(cells) for cells in table("Batches of assistance, as they are recorded:")[1:]]
    columns, *rows = table("Assistance of 2026-02:")
    sheet = assistance.assistance(Given(found, Question(period("2026-02"))))
    by_programme, by_place, by_month, cross = sheet.tables
    for row, *numbers in rows:
        got = [by_programme.cell(row, column) for column in columns[1:]]
        assert got == [int(each) for each in numbers], row
    assert by_place.cell("praya", "returned_rp") == 300000
    assert [row.key for row in by_month.rows] == ["2026-02", "total"]
    assert cross.cell("jslu", "ampenan") == 2 and cross.cell("total", "total") == 3
    narrow = Question(period("2026-02"), sub_district="praya")
    only = assistance.assistance(Given(found, narrow)).tables[0]
    assert only.cell("total", "received") == 0 and only.cell("total", "verified") == 2
    public = assistance.assistance_quarter(Given(found, Question(period("2026-Q1")))).tables
    assert [row.key for row in public[0].rows] == ["jslu", "kaki-palsu", "total"]
    assert [each.cell("total", "received") for each in public] == [3, 3]
    assert public[1].cell("elsewhere", "received") == 0
