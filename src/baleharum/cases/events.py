"""What follows when a case, something in it, or its team changes."""

from Acquisition import aq_base
from Acquisition import aq_parent
from baleharum.cases import policy
from baleharum.cases.content import ICase
from baleharum.cases.content import ICaseRegister
from baleharum.cases.kinds import kind_of
from baleharum.cases.moments import today
from baleharum.cases.timeline import Entry
from baleharum.cases.timeline import record
from baleharum.team.api import assign
from baleharum.team.api import current_user_id
from baleharum.team.api import revoke
from baleharum.team.api import revoke_all
from baleharum.team.api import utcnow
from baleharum.team.groups import is_account
from baleharum.team.policy import INTAKE_DAYS
from baleharum.team.reasons import TAKEN_OVER
from baleharum.team.records import book
from baleharum.terms.lists import term
from datetime import timedelta
from plone import api
from plone.uuid.interfaces import IUUID
from zExceptions import BadRequest


def case_opened(case, event) -> None:
    """Whoever takes a report in sees the case until a team has it."""
    # A default is not stored: 'today' would be another day tomorrow.
    case.received_on = getattr(case, "received_on", None) or today()
    actor = current_user_id()
    record(case, Entry(utcnow(), actor, "transition:accept"))
    if is_account(actor):
        until = utcnow() + timedelta(days=INTAKE_DAYS)
        assign(case, actor, "worker", "intake", expires=until, granted_by="system")


def child_added(child, event) -> None:
    """Tell the timeline of what is filed in a case."""
    case, kind = aq_parent(child), kind_of(child.portal_type)
    if not ICase.providedBy(case) or kind is None:
        return
    if child.portal_type == "CaseNote":
        child.happened_on = getattr(child, "happened_on", None) or today()
    what = f"{kind.word}:added"
    record(case, Entry(utcnow(), current_user_id(), what, child.title, IUUID(child)))


def case_changed_state(case, event) -> None:
    """Tell the timeline; when the work has ended, end the assignments with it.

    From then on the file is read by appointment or on request (domain.md 2a).
    """
    if event.transition is None:
        return
    token = policy.label_token(event.transition.id)
    given = event.kwargs or {}
    comment, code = given.get("comment", ""), given.get("reason_code") or ""
    keep_closing_reason(case, token, code)
    what = f"transition:{token}"
    record(case, Entry(utcnow(), current_user_id(), what, subject=code, text=comment))
    if event.new_state.id in policy.ENDING:
        revoke_all(case, f"case {event.new_state.id}")


def keep_closing_reason(case, token: str, code: str) -> None:
    """Keep why a case comes to its end, as long as it does."""
    if term("case-transitions", token).extra["codes"] == policy.CLOSING_REASONS:
        case.closing_reason = code
    elif token in policy.GOING_ON and case.closing_reason:
        case.closing_reason = None


def child_changed_state(child, event) -> None:
    """Tell the timeline what was decided about something in a case."""
    case, kind = aq_parent(child), kind_of(child.portal_type)
    if event.transition is None or not ICase.providedBy(case) or kind is None:
        return
    comment = (event.kwargs or {}).get("comment", "")
    what = f"{kind.word}:{event.transition.id}"
    record(case, Entry(utcnow(), current_user_id(), what, child.title, IUUID(child), comment))


def team_changed(case, event) -> None:
    """Tell the timeline who came into the team or left it, and why."""
    assignment = event.assignment
    reason = assignment.reason if event.action == "assigned" else assignment.end_reason
    subject = f"{assignment.principal} {assignment.function} {assignment.cause}"
    what = f"team:{event.action}"
    record(case, Entry(utcnow(), current_user_id(), what, subject, text=reason))
    if event.action == "assigned" and assignment.function == "lead":
        end_intake(case)


def end_intake(case) -> None:
    """Whoever took a report in sees the case until a team has it, that is a lead.

    Who leads a case since its intake is that lead.
    """
    for number, taken in list(book(case).items()):
        if taken.cause == "intake" and taken.function != "lead" and taken.ended_at is None:
            revoke(case, number, TAKEN_OVER)


def refuse_a_copy(content, event) -> None:
    """There is one original of everything: nothing of a register is copied, to no place.

    Raises BadRequest. The site itself may still be copied as a whole.
    """
    if aq_base(event.object) is aq_base(content):
        raise BadRequest("What is filed in a register is not copied. Give people access to it.")


def refuse_to_leave(child, event) -> None:
    """Cases and what they hold are filed in their place and stay there: no move, no removal.

    Raises BadRequest. The site itself may still be taken down as a whole, and what is in a case
    goes when the case is destroyed (the slice `retention`).
    """
    if aq_base(event.object) is not aq_base(child):
        return
    if event.oldParent is None:
        refuse_the_wrong_place(child, event.newParent, event.newName)
        return
    if event.oldParent is event.newParent or is_emptied(event):
        return
    raise BadRequest("What is filed in a case stays there. Withdraw it, with the reason.")


def is_emptied(event) -> bool:
    """Tell whether something is removed from a case that is destroyed."""
    if event.newParent is not None or not ICase.providedBy(event.oldParent):
        return False
    return api.content.get_state(event.oldParent) == policy.DESTROYED


def refuse_the_wrong_place(content, place, name: str) -> None:
    """A case is in a register, everything else in the case that has given it its number.

    Raises BadRequest.
    """
    # What comes under another name than the number it carries is a copy, however it was made.
    if ICase.providedBy(content):
        fits = ICaseRegister.providedBy(place) and content.title == name
    else:
        fits = ICase.providedBy(place) and content.title == f"{place.getId()}/{name.upper()}"
    if not fits:
        raise BadRequest("Cases are filed in a register, and all else in a case. File it there.")
