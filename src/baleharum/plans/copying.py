"""The copies of a plan and of a service record for the client whose case it is."""

from baleharum.cases.history import state_of
from baleharum.cases.interfaces import ICopy
from baleharum.partners.choices import partner_brain
from baleharum.plans.content import ICarePlan
from baleharum.plans.content import IServiceRecord
from baleharum.plans.listing import facts
from baleharum.plans.services import service_label
from baleharum.terms.days import day_text
from baleharum.terms.lists import term
from typing import Any
from zope.component import adapter
from zope.i18n import translate
from zope.interface import implementer


#: States of a plan that was approved, and of one that a newer version has followed.
STOOD = ("approved", "superseded")


def said(message: Any) -> str:
    """Return a label in Indonesian."""
    return str(translate(message, target_language="id"))


@implementer(ICopy)
@adapter(ICarePlan)
class PlanCopy:
    """See ICopy. A plan is handed out once it was approved."""

    kind = "rencana-intervensi"
    person = ""

    def __init__(self, plan: Any) -> None:
        self.plan = plan

    @property
    def stands(self) -> bool:
        """Whether there is a copy; see ICopy."""
        return state_of(self.plan) in STOOD

    def rows(self) -> list[tuple[str, str]]:
        """Return goals, services and remarks."""
        found = [("Versi", str(self.plan.version))]
        found.extend((f"Tujuan {goal.number}", self._goal(goal)) for goal in self.plan.goal_list())
        for fact in facts(self.plan):
            found.append((said(fact["title"]), ", ".join(said(text) for text in fact["texts"])))
        found.append(("Keterangan", self.plan.remarks or ""))
        return [(title, text) for title, text in found if text]

    def _goal(self, goal: Any) -> str:
        lines = (
            goal.text,
            goal.indicator,
            said(service_label(goal.service)) if goal.service else "",
            day_text(goal.due, "id"),
        )
        return "\n".join(line for line in lines if line)


@implementer(ICopy)
@adapter(IServiceRecord)
class RecordCopy:
    """See ICopy. What was done is a progress note, too (domain.md 2a)."""

    kind = "catatan-kasus"
    person = ""
    stands = True

    def __init__(self, record: Any) -> None:
        self.record = record

    def rows(self) -> list[tuple[str, str]]:
        """Return day, service, outcome and text."""
        one = self.record
        found = [
            ("Tanggal", day_text(one.happened_on, "id")),
            ("Layanan", said(service_label(one.service)) if one.service else ""),
            ("Bersama mitra", getattr(partner_brain(one.partner or ""), "Title", "")),
            ("Lama (menit)", str(one.minutes or "")),
            ("Hasil", term("service-outcomes", one.outcome).id if one.outcome else ""),
            ("Yang dilakukan", one.text),
        ]
        return [(title, text) for title, text in found if text]
