"""What rules and pages ask of an adoption, whether or not who asks may see it."""

from baleharum.adoptions import checklist
from baleharum.adoptions.checklist import Facts
from baleharum.adoptions.choices import states_of
from baleharum.adoptions.policy import ENDED
from baleharum.cases.facts import filed_with
from baleharum.cases.history import day_of
from baleharum.cases.history import rows_of
from baleharum.cases.history import state_of
from baleharum.cases.layout import case_of
from baleharum.cases.moments import today
from datetime import date
from typing import Any


def child_of(context: Any) -> Any:
    """Return the child, None while none is chosen."""
    return filed_with(case_of(context), context.about, "CaseSubject")


def shows(context: Any, name: str) -> bool:
    """Tell whether the document of a field is in the case, in a state in which it counts."""
    document = filed_with(case_of(context), getattr(context, name), "CaseFile")
    return document is not None and state_of(document) in states_of(name)


def says(context: Any, *names: str) -> bool:
    """Tell whether something is written in all of these fields."""
    values = (getattr(context, name) for name in names)
    return all(v.strip() if isinstance(v, str) else v is not None for v in values)


def facts_of(context: Any) -> Facts:
    """Return what the checklist asks."""
    child = child_of(context)
    return Facts(
        applied_on=context.applied_on,
        births=(context.husband_born, context.wife_born),
        religions=(context.husband_religion or "", context.wife_religion or ""),
        married_on=context.married_on,
        couple=context.couple or "",
        children=context.children,
        earlier=context.earlier,
        earlier_on=context.earlier_on,
        healthy=context.healthy or "",
        able=context.able or "",
        clean=context.clean or "",
        health_shown=shows(context, "health_proof"),
        means_shown=shows(context, "means_proof"),
        record_shown=shows(context, "record_proof"),
        born=child.birth_date if child is not None else None,
        year=child.birth_year if child is not None else None,
        religion=(child.religion or "") if child is not None else "",
        urgent=says(context, "urgent"),
        protected=says(context, "protection"),
        child_agrees=shows(context, "child_consent"),
        child_heard=says(context, "child_said"),
        guardian_agrees=says(context, "guardian", "guardian_on")
        and shows(context, "guardian_consent"),
        report=shows(context, "visit1_report"),
        care_begun=context.care_begun,
    )


def judged_on(context: Any) -> date:
    """Return the day as of which the checklist is read: of what has ended, its last day."""
    if state_of(context) in ENDED:
        return day_of(rows_of(context)[-1])
    return today()


def findings_of(context: Any) -> dict[str, str]:
    """Return check -> result as it stands; see `checklist`."""
    return checklist.findings(facts_of(context), judged_on(context))
