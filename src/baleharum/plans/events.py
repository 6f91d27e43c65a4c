"""What is asked of everything that is filed or edited, also by a script, and what follows."""

from Acquisition import aq_base
from Acquisition import aq_parent
from baleharum import _
from baleharum.cases import dues
from baleharum.cases.content import ICase
from baleharum.cases.moments import today
from baleharum.cases.notes.content import says_something
from baleharum.cases.values import day_past
from baleharum.cases.values import Refused
from baleharum.plans.choices import decision_tokens
from baleharum.plans.content import ServiceRecord
from baleharum.plans.facts import bars_of
from baleharum.plans.facts import filed
from baleharum.plans.facts import plan_of
from baleharum.plans.facts import records
from baleharum.plans.policy import aid_due
from baleharum.plans.versions import check_series
from baleharum.team.api import current_user_id
from plone.uuid.interfaces import IUUID
from typing import Any
from zExceptions import BadRequest
from zope.globalrequest import getRequest
from zope.i18n import translate


#: What a record says of itself where nobody has said it.
FILLED = {"happened_on": today, "done_by": current_user_id, "kind": lambda: "layanan"}


def filed_in(content: Any, event: Any) -> Any:
    """Return the case into which something is about to be filed, None if it is not about that.

    Everything is looked at before it is stored, so that nothing of what is refused is left.
    """
    mine = aq_base(event.object) is aq_base(content)
    return event.newParent if mine and ICase.providedBy(event.newParent) else None


def plan_filed(plan: Any, event: Any) -> None:
    """A case has one series of plans. Raises BadRequest."""
    case = filed_in(plan, event)
    if case is not None:
        check_series(plan, case)


def record_filed(record: Any, event: Any) -> None:
    """A record is written once, so it is right when it is filed. Raises BadRequest."""
    case = filed_in(record, event)
    if case is None:
        return
    for name, value in FILLED.items():
        getattr(ServiceRecord, name).fill(record, value())
    try:
        says_something(record.text or "")
        day_past(record.happened_on)
    except Refused as refused:
        raise BadRequest(translate(refused.args[0], context=getRequest())) from refused
    problem = record_problem(record, case)
    if problem is not None:
        raise BadRequest(translate(problem, context=getRequest()))
    plan = plan_of(case)
    record.plan = IUUID(plan) if plan is not None else ""


def record_problem(record: Any, case: Any) -> Any:
    """Return what is wrong with what a record names, None if nothing is."""
    plan = plan_of(case)
    numbers = [str(number) for number, _day in plan.due_days] if plan is not None else []
    others = records(case)
    if record.goal is not None and record.goal not in numbers:
        return _("error_no_goal", default="The plan of the case has no such goal. Choose another.")
    if record.decision is not None and record.decision not in decision_tokens(case):
        return _("error_no_decision", default="No conference of the case has decided that.")
    if record.corrects is not None and record.corrects not in {o.getId() for o in others}:
        return _("error_no_record", default="The record that this one corrects is not in the case.")
    if record.corrects is not None and record.corrects in {o.corrects for o in others}:
        return _(
            "error_corrected",
            default="This record is corrected already. Correct the newer one.",
        )
    if not record.outcome or type(record.minutes) is not int or not record.service:
        return _("error_record_facts", default="Service, minutes and outcome are missing.")
    return None


def record_followed(record: Any, event: Any) -> None:
    """What is due of goals, decisions and the case follows from what was done."""
    case = aq_parent(record)
    if ICase.providedBy(case):
        if aid_due(case.categories or (), case.harm or ()):
            dues.changed(case)
        for portal_type in ("CarePlan", "CaseConference"):
            for content in filed(case, portal_type):
                dues.changed(content)


def decided(content: Any, event: Any) -> None:
    """What is due of a plan or conference follows from its state."""
    if event.transition is not None:
        dues.changed(content)


def mediation_filed(mediation: Any, event: Any) -> None:
    """Nothing is prepared that may not be. Raises BadRequest with the reasons."""
    case = filed_in(mediation, event)
    if case is not None:
        refuse_barred(case)


def mediation_edited(mediation: Any, event: Any) -> None:
    """Nor is it prepared any further. Raises BadRequest with the reasons."""
    refuse_barred(aq_parent(mediation))


def refuse_barred(case: Any) -> None:
    """Raises BadRequest with the reasons why there is no mediation in a case."""
    reasons = bars_of(case)
    if reasons:
        raise BadRequest(" ".join(translate(reason) for reason in reasons))
