"""What a step of a repatriation needs (domain.md 2b); a refusal lists all of it."""

from baleharum.cases.facts import filed_with
from baleharum.cases.files.policy import LIVE_STATES
from baleharum.cases.history import last_entry
from baleharum.cases.history import rows_of
from baleharum.cases.history import state_of
from baleharum.cases.interfaces import IRequirement
from baleharum.cases.layout import case_of
from baleharum.cases.moments import today
from baleharum.cases.policy import FINAL
from baleharum.cases.requirements import comment_missing
from baleharum.cases.requirements import Missing
from baleharum.letters.refusals import LetterRefused
from baleharum.repatriations import composing
from baleharum.repatriations import facts
from baleharum.repatriations.content import IRepatriation
from baleharum.repatriations.grounds import lacking
from baleharum.repatriations.messages import MISSING
from baleharum.repatriations.policy import lies_in
from baleharum.repatriations.policy import UNSAFE
from baleharum.team.api import current_user_id
from baleharum.terms.lists import term
from collections.abc import Iterator
from hashlib import sha256
from typing import Any
from zope.component import adapter
from zope.interface import implementer


#: transition -> what is looked at, in the order in which it is told.
LOOKS = {
    "verify": ("person", "origin", "will", "fit"),
    "approve": (
        *("person", "place", "reply", "ground", "risk"),
        *("escort", "companion", "signer", "letter"),
    ),
    "depart": ("ground", "order", "companion", "departed"),
    "hand_over": ("handed", "minutes"),
    "finish": ("costs",),
}


@implementer(IRequirement)
@adapter(IRepatriation)
class RepatriationRules:
    """What a repatriation itself needs."""

    def __init__(self, context: Any) -> None:
        self.context = context

    def missing(self, transition: str, details: Any) -> list[Missing]:
        """Return all rows; see IRequirement."""
        rows = []
        if term("repatriation-transitions", transition).extra["comment"] == "required":
            rows.extend(comment_missing(details))
        for name in LOOKS.get(transition, ()):
            rows.extend(getattr(self, f"_{name}")())
        return rows

    def _row(self, key: str, page: str = "") -> Missing:
        return Missing(MISSING[key], f"{self.context.getId()}/{page}" if page else "")

    def _says(self, *names: str) -> bool:
        values = (getattr(self.context, name) for name in names)
        return all(v.strip() if isinstance(v, str) else v is not None for v in values)

    def _shows(self, name: str, states: tuple[str, ...]) -> bool:
        document = filed_with(case_of(self.context), getattr(self.context, name), "CaseFile")
        return document is not None and state_of(document) in states

    def _person(self) -> Iterator[Missing]:
        if facts.person_of(self.context) is None:
            yield self._row("person", "edit")

    def _origin(self) -> Iterator[Missing]:
        if not self._shows("origin_proof", LIVE_STATES) or not self._says("origin_note"):
            yield self._row("origin", "@@checks")

    def _will(self) -> Iterator[Missing]:
        if not self._says("will_on", "will"):
            yield self._row("will", "@@checks")

    def _fit(self) -> Iterator[Missing]:
        if not self._says("fit_on", "fit_by"):
            yield self._row("fit", "@@checks")

    def _place(self) -> Iterator[Missing]:
        said = self._says("province", "regency")
        if not said or not lies_in(self.context.regency, self.context.province):
            yield self._row("destination", "@@destination")

    def _reply(self) -> Iterator[Missing]:
        if not self._says("office", "reply_on") or not self._shows("reply_proof", LIVE_STATES):
            yield self._row("office", "@@destination")

    def _ground(self) -> Iterator[Missing]:
        yield from lacking(self.context)

    def _risk(self) -> Iterator[Missing]:
        if self.context.risk == UNSAFE:
            yield self._row("unsafe", "@@checks")
        elif facts.trafficked(self.context) and not self._says("risk_on", "risk", "risk_note"):
            # Law 21/2007: who has sold somebody may wait on the way or at home.
            yield self._row("risk", "@@checks")

    def _escort(self) -> Iterator[Missing]:
        if not self._says("escort", "means", "planned_on"):
            yield self._row("escort", "@@order")

    def _companion(self) -> Iterator[Missing]:
        if facts.accompanied(self.context) and not self._says("companion"):
            yield self._row("companion", "@@order")

    def _signer(self) -> Iterator[Missing]:
        row = last_entry(rows_of(self.context), "verify")
        if current_user_id() in (self.context.Creator(), row["actor"] if row else ""):
            yield self._row("signer")

    def _letter(self) -> Iterator[Missing]:
        try:
            composing.tried(self.context)
        except LetterRefused as refused:
            yield from (Missing(each) for each in refused.problems)

    def _order(self) -> Iterator[Missing]:
        found = self.context
        if found.pdf is None or sha256(found.pdf.data).hexdigest() != found.sha256:
            yield self._row("order")

    def _departed(self) -> Iterator[Missing]:
        day, signed = self.context.departed_on, self.context.signed_on
        if day is None or not (signed or day) <= day <= today():
            yield self._row("departed", "@@departure")

    def _handed(self) -> Iterator[Missing]:
        day, departed = self.context.handed_on, self.context.departed_on
        said = self._says("handed_on", "handed_to", "handed_office")
        if not said or not (departed or day) <= day <= today():
            yield self._row("handed", "@@handover")

    def _minutes(self) -> Iterator[Missing]:
        if not self._shows("minutes", FINAL):
            yield self._row("minutes", "@@handover")

    def _costs(self) -> Iterator[Missing]:
        if not self._says("cost", "payer") or not self._shows("cost_proof", LIVE_STATES):
            yield self._row("costs", "@@costs")
