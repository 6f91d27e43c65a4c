"""What pages, files and services of the figures share: the question, the answer, its traces."""

from baleharum.asked import Asked
from baleharum.cases.traces import shown
from baleharum.statistics.figures import Question
from baleharum.statistics.periods import PeriodRefused
from baleharum.statistics.reports import counted
from baleharum.statistics.reports import counted_together
from baleharum.statistics.reports import question_of
from baleharum.statistics.reports import reports_of
from baleharum.statistics.snapshots import drift
from baleharum.statistics.tables import Sheet
from functools import cached_property
from plone import api
from plone.base.interfaces import IPloneSiteRoot
from plone.uuid.interfaces import IUUID
from typing import Any
from urllib.parse import urlencode
from zExceptions import BadRequest
from zExceptions import NotFound
from zope.i18n import translate


VIEW = "baleharum: View figures"
PUBLISH = "baleharum: Publish figures"

#: Parameters of an address, in their order.
PARAMETERS = ("report", "period", "sub_district", "split")


class Asking:
    """Reads a request for figures of a register, of a folder of programmes, or of several registers
    of a site. Raises BadRequest, PeriodRefused; NotFound for who may see figures of none."""

    def __init__(self, place: Any, request: Any) -> None:
        self.place, self.request = place, request
        self.asked = Asked(request.form)

    @property
    def name(self) -> str:
        """The name of the report; that of the place that comes first where none is asked for."""
        return self.asked.get("report", "") or next(iter(reports_of(self.place)))

    @cached_property
    def several(self) -> bool:
        """Whether registers are counted together."""
        return IPloneSiteRoot.providedBy(self.place)

    @cached_property
    def known(self) -> list[Any]:
        """The registers of which the person may see figures, by name."""
        brains = api.portal.get_tool("portal_catalog")(portal_type="CaseRegister")
        found = [brain.getObject() for brain in brains]
        found = [each for each in found if api.user.has_permission(VIEW, obj=each)]
        if not found:
            raise NotFound("There are no figures here.")
        return sorted(found, key=lambda each: (each.title.casefold(), each.getId()))

    @cached_property
    def registers(self) -> list[Any]:
        """Those that are asked for, all of them where none is."""
        asked = self.asked.every("register")
        return [each for each in self.known if IUUID(each) in asked] or self.known

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
        if self.several:
            registers = self.registers
            found = counted_together(registers, self.name, self.question, self.wanted)
        else:
            registers = [self.place]
            found = counted(self.place, self.name, self.question, self.wanted)
        for register in registers:
            shown(action, register, f"figures-{self.name}", len(found.tables))
        if self.name == "recap" and not self.several:
            late = drift(self.place, found, self.question)
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
        given = {name: value for name, value in known.items() if value}
        if self.several and len(self.registers) < len(self.known):
            given["register"] = [IUUID(each) for each in self.registers]
        return urlencode(given, doseq=True)
