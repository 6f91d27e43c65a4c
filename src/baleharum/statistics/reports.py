"""The reports, by name: what they count, and what can be asked of them."""

from baleharum import _
from baleharum.asked import Asked
from baleharum.cases.moments import today
from baleharum.programmes.content import IProgrammeFolder
from baleharum.statistics import assistance
from baleharum.statistics import layouts
from baleharum.statistics import quarter
from baleharum.statistics import recap
from baleharum.statistics import shelter
from baleharum.statistics import simfoni
from baleharum.statistics import spm
from baleharum.statistics import trend
from baleharum.statistics import working
from baleharum.statistics.assistance import Batches
from baleharum.statistics.figures import Figures
from baleharum.statistics.figures import Question
from baleharum.statistics.figures import Several
from baleharum.statistics.figures import SPLITS
from baleharum.statistics.periods import before
from baleharum.statistics.periods import month_of
from baleharum.statistics.periods import period
from baleharum.statistics.tables import Line
from baleharum.statistics.tables import Sheet
from baleharum.statistics.tables import Table
from baleharum.statistics.tables import TOTAL
from baleharum.statistics.tables import TOTAL_LABEL
from baleharum.terms.lists import term
from baleharum.terms.lists import UnknownTerm
from collections.abc import Callable
from collections.abc import Sequence
from dataclasses import dataclass
from plone.uuid.interfaces import IUUID
from typing import Any
from zExceptions import BadRequest


#: Raised with every change of what an indicator counts; a snapshot names it. docs/indicators.md
#: says what changed.
DEFINITIONS = 2

#: Key of the table that tells what each of several registers adds.
CENTRES = "centres"
CENTRES_TITLE = _("figures_by_register", default="By centre")


@dataclass(frozen=True)
class Report:
    """count: (figures, wanted cell or None) -> Sheet; split: whether it can be split."""

    title: Any
    count: Callable[[Any, Any], Sheet]
    split: bool = False


REPORTS = {
    "recap": Report(recap.TITLE, recap.recap, split=True),
    "trend": Report(trend.TITLE, trend.trend),
    "province": Report(layouts.PROVINCE_TITLE, layouts.people_of_province),
    "children": Report(layouts.CHILDREN_TITLE, layouts.children),
    "simfoni": Report(simfoni.TITLE, simfoni.simfoni),
    "services": Report(working.SERVICES_TITLE, working.services),
    "answers": Report(working.ANSWERS_TITLE, working.answers),
    "times": Report(working.TIMES_TITLE, working.times),
    "shelter": Report(shelter.TITLE, shelter.shelter),
    "caseload": Report(working.LOAD_TITLE, working.caseload),
    "withdrawals": Report(working.WITHDRAWALS_TITLE, working.withdrawals),
    "spm": Report(spm.TITLE, spm.spm),
    "quarter": Report(quarter.TITLE, quarter.quarter),
}

#: Reports of a folder of programmes; they count batches (`assistance.Batches`).
ASSISTANCE = {
    "assistance": Report(assistance.TITLE, assistance.assistance),
    "assistance-quarter": Report(assistance.PUBLIC_TITLE, assistance.assistance_quarter),
}


def reports_of(place: Any) -> dict[str, Report]:
    """Return the reports of a register, of a folder of programmes, or of several registers."""
    return ASSISTANCE if IProgrammeFolder.providedBy(place) else REPORTS


def report_named(place: Any, name: str) -> Report:
    """Return a report of a place. Raises BadRequest, with the names that there are."""
    known = reports_of(place)
    if name not in known:
        raise BadRequest(f"There is no such report. Ask for report= one of: {', '.join(known)}.")
    return known[name]


def question_of(asked: Asked) -> Question:
    """Return what a request asks: period, sub_district, split. Raises BadRequest, PeriodRefused."""
    place, split = asked.get("sub_district", ""), asked.get("split", "")
    if place:
        try:
            term("sub-districts", place)
        except UnknownTerm:
            raise BadRequest("There is no such sub-district. Choose one of the list.") from None
    if split not in SPLITS:
        raise BadRequest(f"Ask for split= one of: {', '.join(filter(None, SPLITS))}.")
    wanted = asked.get("period", "").strip()
    chosen = period(wanted) if wanted else before(month_of(today()))
    return Question(chosen, place, split)


def counted(place: Any, name: str, question: Question, wanted: Any = None) -> Sheet:
    """Return a report of a register or a folder of programmes."""
    figures = Batches if IProgrammeFolder.providedBy(place) else Figures
    return report_named(place, name).count(figures(place, question), wanted)


def counted_together(
    registers: Sequence[Any], name: str, question: Question, wanted: Any = None
) -> Sheet:
    """Return a report of several registers as one, and after its first table what each of them adds
    to its total."""
    report = report_named(None, name)
    sheet = report.count(Several(registers, question), wanted)
    parts = by_register(registers, report, question, sheet.tables[0])
    if parts is not None:
        sheet.tables = (sheet.tables[0], parts, *sheet.tables[1:])
    return sheet


def by_register(
    registers: Sequence[Any], report: Report, question: Question, whole: Table
) -> Table | None:
    """Return the totals of each register; None where there is one alone, or a table without any."""
    if len(registers) < 2 or TOTAL not in {row.key for row in whole.rows}:
        return None
    cells = {(TOTAL, column.key): whole.cell(TOTAL, column.key) for column in whole.columns}
    for register in registers:
        own = report.count(Figures(register, question), None).tables[0]
        for column in whole.columns:
            cells[IUUID(register), column.key] = own.cell(TOTAL, column.key)
    rows = [Line(IUUID(register), register.title) for register in registers]
    return Table(
        CENTRES,
        CENTRES_TITLE,
        (*rows, Line(TOTAL, TOTAL_LABEL, whole=True)),
        whole.columns,
        cells,
        whole.drawn,
        empty=whole.empty,
    )
