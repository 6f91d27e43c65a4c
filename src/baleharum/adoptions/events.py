"""What happens with an adoption on every path: what it refers to, and what a decision fixes."""

from baleharum import _
from baleharum.adoptions import facts
from baleharum.adoptions.choices import KINDS
from baleharum.adoptions.content import Decision
from baleharum.adoptions.messages import MISSING
from baleharum.adoptions.rules import DECIDING
from baleharum.cases import dues
from baleharum.cases.collisions import claim
from baleharum.cases.facts import filed_with
from baleharum.cases.layout import case_of
from baleharum.cases.moments import today
from baleharum.cases.policy import ACTIVE_STATES
from baleharum.team.api import current_user_id
from collections.abc import Iterator
from datetime import date
from plone import api
from typing import Any
from zExceptions import BadRequest
from zope.container.interfaces import IContainerModifiedEvent
from zope.i18n import translate


def filed(context: Any, event: Any) -> None:
    """Refuse a file in a case that has ended, and one that refers to what is not there."""
    if event.newParent is None:
        return
    if api.content.get_state(case_of(context)) not in ACTIVE_STATES:
        raise BadRequest("The work on this case has ended: no adoption is begun in it.")
    check(context)


def changed(context: Any, event: Any) -> None:
    """Refuse a reference that no step would let pass, and look anew at what is due."""
    if not IContainerModifiedEvent.providedBy(event):
        check(context)
        dues.changed(context)


def check(context: Any) -> None:
    """Raise BadRequest for a person or document that is not what it should be."""
    found = list(_wrong(context))
    if found:
        raise BadRequest(" ".join(dict.fromkeys(translate(each) for each in found)))


def _wrong(context: Any) -> Iterator[Any]:
    case = case_of(context)
    if context.about and filed_with(case, context.about, "CaseSubject") is None:
        yield MISSING["person"]
    for name, kinds in KINDS.items():
        proof = getattr(context, name)
        document = filed_with(case, proof, "CaseFile") if proof else None
        if proof and (document is None or (kinds and document.kind not in kinds)):
            yield _(
                "refused_adoption_proof",
                default="Choose a document of this case, of the right kind.",
            )


def after_step(context: Any, event: Any) -> None:
    """Keep what the head has decided in the face of what; look anew at what is due."""
    if event.transition is None:
        return
    claim(context)
    if event.transition.id in DECIDING:
        reason = str((event.kwargs or {}).get("comment") or "").strip()
        decide_as(context, event.transition.id, today(), current_user_id(), reason)
    dues.changed(context)


def decide_as(context: Any, transition: str, day: date, user_id: str, reason: str) -> None:
    """Note a decision with the checklist as it stands."""
    found = tuple(facts.findings_of(context).items())
    row = Decision(transition, day, user_id, reason, found)
    context._keep("decisions", (*context.decisions, tuple(row)))
