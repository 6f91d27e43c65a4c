"""What a step of a procedure needs (domain.md 2b); a refusal lists all of it."""

from baleharum.cases.facts import is_sexual_violence
from baleharum.cases.files.policy import LIVE_STATES
from baleharum.cases.history import state_of
from baleharum.cases.interfaces import IRequirement
from baleharum.cases.layout import case_of
from baleharum.cases.requirements import code_missing
from baleharum.cases.requirements import comment_missing
from baleharum.cases.requirements import Missing
from baleharum.litigation.choices import found_with
from baleharum.litigation.court import stages
from baleharum.litigation.court.content import ICourtProceeding
from baleharum.litigation.court.messages import MISSING
from baleharum.terms.lists import term
from collections.abc import Iterator
from typing import Any
from zope.component import adapter
from zope.interface import implementer


#: transition -> (fields that are written, key of MISSING, page where that is done).
NEEDED: dict[str, tuple[tuple[tuple[str, ...], str, str], ...]] = {
    "report": ((("decided_on", "decision"), "decision", "edit"),),
    "investigate": ((("report_no", "reported_on"), "report", "@@police"),),
    "prosecute": ((("transfer_no", "transferred_on"), "transfer", "@@prosecution"),),
    "open_trial": (
        (("court", "court_no"), "court", "@@prosecution"),
        (("summoned_on",), "summons", "@@prosecution"),
    ),
    "give_judgment": ((("judged_on", "judgment_no", "verdict"), "judgment", "@@judgment"),),
    "appeal": ((("appealed_on",), "appeal", "@@judgment"),),
    "execute": ((("final_on",), "final", "@@judgment"),),
    "complete": ((("restitution",), "restitution", "@@execution"),),
    "divert": ((("offered_on", "diversion_on"), "offer", "@@diversion"),),
    "agree_diversion": ((("agreed_on",), "agreed", "@@diversion"),),
    "diversion_failed_prosecution": ((("failed_on",), "failed", "@@diversion"),),
    "diversion_failed_trial": ((("failed_on",), "failed", "@@diversion"),),
    "discontinue": ((("stopped_on",), "stopped", "@@stop"),),
}
#: transition -> (field that names a document, key of MISSING, page).
PROVEN = {
    "give_judgment": ("judgment_proof", "judgment-proof", "@@judgment"),
    "execute": ("final_proof", "final-proof", "@@judgment"),
    "agree_diversion": ("agreement", "agreement", "@@diversion"),
    "diversion_failed_prosecution": ("minutes", "minutes", "@@diversion"),
    "diversion_failed_trial": ("minutes", "minutes", "@@diversion"),
}
#: transition -> what else is looked at.
LOOKS = {
    "report": ("attorney",),
    "open_trial": ("hearing",),
    "execute": ("restated",),
    "complete": ("paid",),
    "divert": ("child",),
    "diversion_failed_prosecution": ("onward",),
    "diversion_failed_trial": ("onward",),
    "discontinue": ("ending",),
}
#: Stage that follows a failed diversion -> the step whose needs it has as well.
ONWARD = {"investigation": "prosecute", "prosecution": "open_trial"}


@implementer(IRequirement)
@adapter(ICourtProceeding)
class ProceedingRules:
    """Facts with their documents; for a diversion and for an early end also who may have one."""

    def __init__(self, context: Any) -> None:
        self.context = context

    def missing(self, transition: str, details: Any) -> list[Missing]:
        """Return all rows; see IRequirement."""
        rows = []
        asked = term("litigation-transitions", transition).extra
        if asked["comment"] == "required":
            rows.extend(comment_missing(details))
        if asked["codes"]:
            rows.extend(code_missing(details, asked["codes"]))
        rows.extend(self._of(transition))
        for name in LOOKS.get(transition, ()):
            rows.extend(getattr(self, f"_{name}")(details))
        return rows

    def _of(self, transition: str) -> Iterator[Missing]:
        for names, key, page in NEEDED.get(transition, ()):
            if not all(self._says(name) for name in names):
                yield self._row(key, page)
        if transition in PROVEN:
            name, key, page = PROVEN[transition]
            if not self._shows(name):
                yield self._row(key, page)

    def _says(self, name: str) -> bool:
        value = getattr(self.context, name)
        return bool(value.strip()) if isinstance(value, str) else value is not None

    def _shows(self, name: str) -> bool:
        """Tell whether a field names a document of this case that holds."""
        document = found_with(getattr(self.context, name), "CaseFile", case_of(self.context))
        return document is not None and state_of(document) in LIVE_STATES

    def _row(self, key: str, page: str) -> Missing:
        return Missing(MISSING[key], f"{self.context.getId()}/{page}")

    def _attorney(self, details: Any) -> Iterator[Missing]:
        """Whoever is represented has given a power: to whom, when, for what, on paper."""
        if not self.context.represented:
            return
        said = all(map(self._says, ("attorney_to", "attorney_on", "attorney_scope")))
        if not said or not self._shows("attorney_proof"):
            yield self._row("attorney", "@@attorney")

    def _hearing(self, details: Any) -> Iterator[Missing]:
        if not self.context.rows:
            yield Missing(MISSING["hearing"], f"{self.context.getId()}#hearings")

    def _restated(self, details: Any) -> Iterator[Missing]:
        """After an appeal it is a later decision that is final."""
        first, last = self.context.judgment_proof, self.context.final_proof
        if state_of(self.context) == "appeal" and last and first == last:
            yield self._row("appeal-decision", "@@judgment")

    def _paid(self, details: Any) -> Iterator[Missing]:
        """What was granted, paid or refused is told: day and words, unless nothing was asked for."""
        if self.context.restitution in (None, "tidak-dimohon"):
            return
        if not self._says("restitution_note") or self.context.restitution_on is None:
            yield self._row("restitution-note", "@@execution")

    def _child(self, details: Any) -> Iterator[Missing]:
        context = self.context
        if context.role != stages.CHILD:
            yield self._row("child", "edit")
        elif not stages.may_divert(context.max_years, bool(context.repetition)):
            yield self._row("divertible", "edit")

    def _onward(self, details: Any) -> Iterator[Missing]:
        """The stage that follows needs what it always needs."""
        step = ONWARD.get(self.context.stage)
        if step is not None:
            yield from self._of(step)
            if step == "open_trial":
                yield from self._hearing(details)

    def _ending(self, details: Any) -> Iterator[Missing]:
        code = details.get("reason_code")
        if code == stages.SETTLEMENT and stages.bars_settlement(
            self.context.offence or "",
            self.context.role or "",
            is_sexual_violence(case_of(self.context)),
        ):
            yield Missing(MISSING["settlement"], "#reason_code")
        if code == stages.ORDER and not self._says("stop_no"):
            yield self._row("stop-no", "@@stop")
        # The reason is chosen last; that there is a paper does not depend on it.
        if not self._shows("stop_proof"):
            yield self._row("stop-proof", "@@stop")
