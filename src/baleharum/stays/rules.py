"""What a step of a stay needs (domain.md 2b), and a case that ends; a refusal lists all of it."""

from baleharum.cases.content import ICase
from baleharum.cases.facts import filed_under
from baleharum.cases.facts import filed_with
from baleharum.cases.facts import has_document
from baleharum.cases.facts import is_child
from baleharum.cases.files.policy import LIVE_STATES
from baleharum.cases.history import state_of
from baleharum.cases.interfaces import IRequirement
from baleharum.cases.layout import case_of
from baleharum.cases.moments import today
from baleharum.cases.policy import FINAL
from baleharum.cases.policy import HANDED_IN
from baleharum.cases.requirements import comment_missing
from baleharum.cases.requirements import Missing
from baleharum.cases.rules import documents_missing
from baleharum.plans.interfaces import ITakenIn
from baleharum.stays import messages
from baleharum.stays.content import IShelterStay
from baleharum.stays.content import stays_of
from baleharum.stays.fitting import lives_elsewhere
from baleharum.stays.fitting import room_problems
from baleharum.stays.people import person_of
from baleharum.stays.policy import bars_extension
from baleharum.stays.policy import OPEN
from baleharum.stays.settings import settings
from baleharum.terms.lists import term
from collections.abc import Iterator
from typing import Any
from zope.component import adapter
from zope.interface import implementer


#: transition -> what is looked at, in the order in which it is told.
LOOKS = {
    "admit": ("person", "assessed", "rules", "belongings", "room"),
    "extend": ("extension",),
    "leave": ("left", "handover"),
    "transfer": ("left", "moved", "handover"),
    "abscond": ("absence", "police"),
}
#: Steps of a case after which nobody lives in a shelter any more.
ENDS_CASE = ("start_aftercare", "close")
#: What has to be known of a case before somebody is taken in.
ASSESSED = "asesmen-awal"


@implementer(IRequirement)
@adapter(IShelterStay)
class StayRules:
    """What a stay itself needs."""

    def __init__(self, context: Any) -> None:
        self.context = context

    def missing(self, transition: str, details: Any) -> list[Missing]:
        """Return all rows; see IRequirement."""
        rows = []
        if term("stay-transitions", transition).extra["comment"] == "required":
            rows.extend(comment_missing(details))
        for name in LOOKS.get(transition, ()):
            rows.extend(getattr(self, f"_{name}")())
        return rows

    def _row(self, key: str, page: str) -> Missing:
        return self._at(messages.MISSING[key], page)

    def _at(self, message: Any, page: str) -> Missing:
        return Missing(message, f"{self.context.getId()}/{page}")

    def _says(self, *names: str) -> bool:
        values = (getattr(self.context, name) for name in names)
        return all(v.strip() if isinstance(v, str) else v is not None for v in values)

    def _shows(self, name: str, states: tuple[str, ...]) -> bool:
        case = case_of(self.context)
        document = filed_with(case, getattr(self.context, name), "CaseFile")
        return document is not None and state_of(document) in states

    def _person(self) -> Iterator[Missing]:
        if person_of(self.context) is None:
            yield self._row("person", "edit")
        elif lives_elsewhere(self.context):
            yield self._row("inside", "edit")
        arrived = self.context.arrived_on
        if arrived is not None and arrived > today():
            yield self._row("arrived", "@@arrival")

    def _assessed(self) -> Iterator[Missing]:
        case = case_of(self.context)
        if not has_document(case, ASSESSED, HANDED_IN):
            for row in documents_missing(case, ((ASSESSED, HANDED_IN),)):
                yield Missing(row.message, filed_under(case, ASSESSED))

    def _rules(self) -> Iterator[Missing]:
        if not self._says("rules_on", "rules_by", "rules_witness"):
            yield self._row("rules", "@@arrival")
        if not self._shows("rules_proof", LIVE_STATES):
            yield self._row("rules-proof", "@@arrival")

    def _belongings(self) -> Iterator[Missing]:
        listed = bool(self.context.belongings)
        if not listed and not self.context.nothing_brought:
            yield self._row("belongings", "@@belongings")
        elif listed and not self._says("listed_on", "listed_by", "listed_witness"):
            yield self._row("belongings-signed", "@@belongings")

    def _room(self) -> Iterator[Missing]:
        if not self.context.room:
            yield self._row("room", "@@room")
            return
        for message in room_problems(self.context):
            yield self._at(message, "@@room")

    def _extension(self) -> Iterator[Missing]:
        stay = self.context
        if not self._says("ask_reason"):
            yield self._row("reason", "@@extension")
        barred = bars_extension(
            stay.limit or today(),
            stay.ask_until,
            len(stay.extensions),
            today(),
            settings().of_kind(stay.kind),
        )
        for key in barred:
            yield self._at(messages.EXTENSION[key], "@@extension")

    def _left(self) -> Iterator[Missing]:
        day, arrived = self.context.left_on, self.context.arrived_on
        if day is None or not (arrived or day) <= day <= today():
            yield self._row("left", "@@exit")
        if not self._says("exit_note"):
            yield self._row("exit-note", "@@exit")

    def _moved(self) -> Iterator[Missing]:
        if not self._says("moved_to"):
            yield self._row("moved", "@@exit")

    def _handover(self) -> Iterator[Missing]:
        if not self._says("handed_to"):
            yield self._row("handed", "@@exit")
        if not self._shows("minutes", FINAL):
            yield self._row("minutes", "@@exit")
        if self.context.belongings and not self.context.returned:
            yield self._row("returned", "@@exit")

    def _absence(self) -> Iterator[Missing]:
        if not self._says("missing_on", "missing_time", "incident"):
            yield self._row("absence", "@@absence")

    def _police(self) -> Iterator[Missing]:
        # A child that is missing is looked for at once; no wish of anybody stands against it.
        child = is_child(case_of(self.context), person_of(self.context), today())
        if child and not self._says("police_no", "police_on"):
            yield self._row("police", "@@absence")


@implementer(IRequirement, ITakenIn)
@adapter(ICase)
class CaseStays:
    """A case does not come to its end while somebody lives in a shelter or waits for a place; and
    its plan is approved by the head alone."""

    def __init__(self, context: Any) -> None:
        self.context = context

    def missing(self, transition: str, details: Any) -> list[Missing]:
        """Return the row; see IRequirement."""
        if transition in ENDS_CASE and self.is_taken_in():
            return [Missing(messages.OPEN_STAY, "stays")]
        return []

    def is_taken_in(self) -> bool:
        """Tell whether somebody lives in a house or waits for a place; see ITakenIn."""
        return any(state_of(stay) in OPEN for stay in stays_of(self.context))
