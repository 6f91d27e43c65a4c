"""docs/indicators.md is executed: names, functions, columns, and the worked examples."""

from baleharum.cases.figures import Fact
from baleharum.statistics import child_stages
from baleharum.statistics import layouts
from baleharum.statistics import quarter
from baleharum.statistics import recap
from baleharum.statistics import reports
from baleharum.statistics import shelter
from baleharum.statistics import simfoni
from baleharum.statistics import trend
from baleharum.statistics import working
from baleharum.statistics.figures import Figures
from baleharum.statistics.figures import Question
from baleharum.statistics.periods import period
from datetime import date
from pathlib import Path
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
    assert set(COLUMNS) == set(reports.REPORTS)


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
        for _name, received, category, place, people, history, facts in table(EXAMPLES)[1:]:
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
        yield register


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
