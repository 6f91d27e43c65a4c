"""What pages, files and services of the figures share: the question, the answer, its traces."""

from baleharum.asked import Asked
from baleharum.cases.traces import shown
from baleharum.statistics.figures import Question
from baleharum.statistics.periods import PeriodRefused
from baleharum.statistics.reports import counted
from baleharum.statistics.reports import question_of
from baleharum.statistics.snapshots import drift
from baleharum.statistics.tables import Sheet
from functools import cached_property
from typing import Any
from urllib.parse import urlencode
from zExceptions import BadRequest
from zope.i18n import translate


VIEW = "baleharum: View figures"
PUBLISH = "baleharum: Publish figures"

#: Parameters of an address, in their order.
PARAMETERS = ("report", "period", "sub_district", "split")


class Asking:
    """Reads a request for figures; `context` is a register. Raises BadRequest, PeriodRefused."""

    def __init__(self, register: Any, request: Any) -> None:
        self.register, self.request = register, request
        self.asked = Asked(request.form)

    @property
    def name(self) -> str:
        """The name of the report."""
        return self.asked.get("report", "") or "recap"

    @cached_property
    def question(self) -> Question:
        """What is asked."""
        return question_of(self.asked)

    @property
    def wanted(self) -> tuple[str, str, str] | None:
        """(table, row, column) of the cell whose cases are asked for, None for none."""
        cell = tuple(self.asked.get(name, "") for name in ("table", "row", "column"))
        return cell if all(cell) else None

    def sheet(self, action: str) -> Sheet:
        """Return the report; the record of access is told what was counted."""
        found = counted(self.register, self.name, self.question, self.wanted)
        shown(action, self.register, f"figures-{self.name}", len(found.tables))
        if self.name == "recap":
            late = drift(self.register, found, self.question)
            found.problems = (*found.problems, *late)
        return found

    def certain(self, action: str) -> Sheet:
        """Return the same for what has no page of its own. Raises BadRequest, with what to write."""
        try:
            return self.sheet(action)
        except PeriodRefused as refused:
            raise BadRequest(translate(refused.args[0], context=self.request)) from refused

    def query(self, **other: str) -> str:
        """Return the parameters of an address of the same question; '' leaves one out."""
        question = self.question
        known = {
            "report": self.name,
            "period": question.period.token,
            "sub_district": question.sub_district,
            "split": question.split,
            **other,
        }
        return urlencode({name: value for name, value in known.items() if value})
