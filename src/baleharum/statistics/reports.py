"""The reports, by name: what they count, and what can be asked of them."""

from baleharum.asked import Asked
from baleharum.cases.moments import today
from baleharum.statistics import layouts
from baleharum.statistics import quarter
from baleharum.statistics import recap
from baleharum.statistics import shelter
from baleharum.statistics import simfoni
from baleharum.statistics import trend
from baleharum.statistics import working
from baleharum.statistics.figures import Figures
from baleharum.statistics.figures import Question
from baleharum.statistics.figures import SPLITS
from baleharum.statistics.periods import before
from baleharum.statistics.periods import month_of
from baleharum.statistics.periods import period
from baleharum.statistics.tables import Sheet
from baleharum.terms.lists import term
from baleharum.terms.lists import UnknownTerm
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from zExceptions import BadRequest


#: Raised with every change of what an indicator counts; a snapshot names it. docs/indicators.md
#: says what changed.
DEFINITIONS = 1


@dataclass(frozen=True)
class Report:
    """count: (figures, wanted cell or None) -> Sheet; split: whether it can be split."""

    title: Any
    count: Callable[[Figures, Any], Sheet]
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
    "quarter": Report(quarter.TITLE, quarter.quarter),
}


def report_named(name: str) -> Report:
    """Return a report. Raises BadRequest, with the names that there are."""
    if name not in REPORTS:
        raise BadRequest(f"There is no such report. Ask for report= one of: {', '.join(REPORTS)}.")
    return REPORTS[name]


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


def counted(register: Any, name: str, question: Question, wanted: Any = None) -> Sheet:
    """Return a report of a register."""
    return report_named(name).count(Figures(register, question), wanted)
