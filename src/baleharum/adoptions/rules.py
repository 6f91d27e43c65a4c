"""What a step of an adoption needs (domain.md 1f), and a case that ends; a refusal lists all of it."""

from baleharum.adoptions import checklist
from baleharum.adoptions import facts
from baleharum.adoptions import messages
from baleharum.adoptions.content import adoptions_of
from baleharum.adoptions.content import IAdoptionFile
from baleharum.adoptions.policy import MOVED
from baleharum.adoptions.policy import OPEN
from baleharum.adoptions.policy import RECOMMENDED
from baleharum.adoptions.policy import trial_ends
from baleharum.cases.content import ICase
from baleharum.cases.history import last_entry
from baleharum.cases.history import rows_of
from baleharum.cases.history import state_of
from baleharum.cases.interfaces import IRequirement
from baleharum.cases.moments import spoken_language
from baleharum.cases.moments import today
from baleharum.cases.requirements import comment_missing
from baleharum.cases.requirements import Missing
from baleharum.team.api import current_user_id
from baleharum.terms.days import day_text
from baleharum.terms.lists import label
from baleharum.terms.lists import term
from collections.abc import Iterator
from datetime import date
from typing import Any
from zope.component import adapter
from zope.globalrequest import getRequest
from zope.i18n import translate
from zope.interface import implementer


#: transition -> what is looked at, in the order in which it is told.
LOOKS = {
    "visit_first": ("person", "minor", "application", "couple", "first_visit"),
    "grant_care": ("person", "minor", "report", "consents", "care_permit", "signer"),
    "begin_care": ("minor", "consents", "begun"),
    "visit_second": ("minor", "second_visit"),
    "grant_adoption": (
        *("minor", "consents", "second_report", "panel"),
        *("trial", "adoption_permit", "signer"),
    ),
    "order": ("order",),
    "finish": ("registration",),
    "refuse": ("afterwards",),
    "withdraw": ("afterwards",),
}
#: Steps with which the head decides, in the face of the checklist.
DECIDING = ("grant_care", "grant_adoption")


def deviations_of(context: Any) -> tuple[str, ...]:
    """Return the checks that are not passed now and that the head may set aside."""
    return checklist.deviations(facts.findings_of(context))


def titles(checks: tuple[str, ...]) -> str:
    """Return the titles of checks, in the language of the page."""
    words = (translate(label("adoption-checks", each), context=getRequest()) for each in checks)
    return "; ".join(words)


@implementer(IRequirement)
@adapter(IAdoptionFile)
class AdoptionRules:
    """What an adoption itself needs."""

    def __init__(self, context: Any) -> None:
        self.context = context

    def missing(self, transition: str, details: Any) -> list[Missing]:
        """Return all rows; see IRequirement."""
        rows = []
        if term("adoption-transitions", transition).extra["comment"] == "required":
            rows.extend(comment_missing(details))
        for name in LOOKS.get(transition, ()):
            rows.extend(getattr(self, f"_{name}")())
        if transition in DECIDING and comment_missing(details):
            rows.extend(self._unexplained())
        return rows

    def told(self, transition: str) -> list[Any]:
        """Return what the head has to know first; see IRequirement."""
        aside = deviations_of(self.context) if transition in DECIDING else ()
        return [messages.told(titles(aside))] if aside else []

    def _row(self, key: str, page: str = "") -> Missing:
        return Missing(messages.MISSING[key], f"{self.context.getId()}/{page}" if page else "")

    def _says(self, *names: str) -> bool:
        return facts.says(self.context, *names)

    def _shows(self, name: str) -> bool:
        return facts.shows(self.context, name)

    def _between(self, name: str, first: date | None) -> bool:
        """Tell whether a day is written that is not before another one, and not after today."""
        day = getattr(self.context, name)
        return day is not None and (first or day) <= day <= today()

    def _unexplained(self) -> Iterator[Missing]:
        aside = deviations_of(self.context)
        if aside:
            yield Missing(messages.unexplained(titles(aside)), "#comment")

    def _person(self) -> Iterator[Missing]:
        if facts.child_of(self.context) is None:
            yield self._row("person", "edit")

    def _minor(self) -> Iterator[Missing]:
        if checklist.is_of_age(facts.facts_of(self.context), today()):
            yield self._row("of-age")

    def _application(self) -> Iterator[Missing]:
        if not self._says("applied_on", "why") or not self._shows("application"):
            yield self._row("application", "edit")

    def _couple(self) -> Iterator[Missing]:
        if not self._says("husband_name", "wife_name", "address"):
            yield self._row("couple", "@@couple")

    def _first_visit(self) -> Iterator[Missing]:
        applied = self.context.applied_on
        if not self._says("visit1_by") or not self._between("visit1_on", applied):
            yield self._row("first-visit", "@@first-visit")

    def _report(self) -> Iterator[Missing]:
        if not self._shows("visit1_report"):
            yield self._row("report", "@@first-visit")

    def _consents(self) -> Iterator[Missing]:
        found = facts.findings_of(self.context)
        for check, key in (
            ("persetujuan-anak", "child-consent"),
            ("izin-wali", "guardian-consent"),
        ):
            if found[check] != checklist.PASSED:
                yield self._row(key, "@@consents")

    def _care_permit(self) -> Iterator[Missing]:
        dated = self._between("care_on", self.context.visit1_on)
        if not dated or not self._says("care_number") or not self._shows("care_proof"):
            yield self._row("care-permit", "@@care-permit")

    def _signer(self) -> Iterator[Missing]:
        rows = (last_entry(rows_of(self.context), each) for each in ("visit_first", "visit_second"))
        mine = {self.context.Creator(), *(row["actor"] for row in rows if row)}
        if current_user_id() in mine:
            yield self._row("signer")

    def _begun(self) -> Iterator[Missing]:
        if not self._between("care_begun", self.context.care_on):
            yield self._row("begun", "@@trial-care")

    def _second_visit(self) -> Iterator[Missing]:
        begun = self.context.care_begun
        if not self._says("visit2_by") or not self._between("visit2_on", begun):
            yield self._row("second-visit", "@@second-visit")

    def _second_report(self) -> Iterator[Missing]:
        if not self._shows("visit2_report"):
            yield self._row("second-report", "@@second-visit")

    def _panel(self) -> Iterator[Missing]:
        met = self._between("panel_on", self.context.visit2_on)
        if not met or self.context.panel != RECOMMENDED:
            yield self._row("panel", "@@second-visit")

    def _trial(self) -> Iterator[Missing]:
        begun = self.context.care_begun
        if begun is not None and today() < trial_ends(begun):
            yield Missing(messages.trial_lasts(day_text(trial_ends(begun), spoken_language())))

    def _adoption_permit(self) -> Iterator[Missing]:
        begun, met = self.context.care_begun, self.context.panel_on
        first = max(filter(None, (met, begun and trial_ends(begun))), default=None)
        said = self._says("permit_number", "permit_by") and self._between("permit_on", first)
        if not said or not self._shows("permit_proof"):
            yield self._row("adoption-permit", "@@adoption-permit")

    def _order(self) -> Iterator[Missing]:
        said = self._says("court", "order_number")
        dated = self._between("order_on", self.context.permit_on)
        if not said or not dated or not self._shows("order_proof"):
            yield self._row("order", "@@court-order")

    def _registration(self) -> Iterator[Missing]:
        dated = self._between("registered_on", self.context.order_on)
        if not dated or not self._says("register_number") or not self._shows("register_proof"):
            yield self._row("registration", "@@registration")

    def _afterwards(self) -> Iterator[Missing]:
        if state_of(self.context) in MOVED and not self._says("afterwards"):
            yield self._row("afterwards", "@@afterwards")


@implementer(IRequirement)
@adapter(ICase)
class CaseAdoptions:
    """A case is not closed while an adoption in it is undecided."""

    def __init__(self, context: Any) -> None:
        self.context = context

    def missing(self, transition: str, details: Any) -> list[Missing]:
        """Return the row; see IRequirement."""
        if transition != "close":
            return []
        if any(state_of(each) in OPEN for each in adoptions_of(self.context)):
            return [Missing(messages.OPEN_ADOPTION, "adoptions")]
        return []
