"""What happens with a procedure on every path: what it refers to, what a step keeps, what is due."""

from baleharum import _
from baleharum.cases.collisions import claim
from baleharum.cases.history import rows_of
from baleharum.cases.layout import case_of
from baleharum.cases.policy import ACTIVE_STATES
from baleharum.litigation.choices import found_with
from baleharum.litigation.court.choices import DATED
from baleharum.litigation.court.choices import KINDS
from baleharum.litigation.court.choices import PROOFS
from baleharum.litigation.court.dues import remember
from baleharum.litigation.court.schema import IDiversion
from baleharum.litigation.court.stages import FAILURES
from baleharum.litigation.court.stages import stage_diverted
from plone import api
from typing import Any
from zExceptions import BadRequest
from zope.container.interfaces import IContainerModifiedEvent
from zope.i18n import translate
from zope.schema import getFieldNames


def filed(context: Any, event: Any) -> None:
    """Refuse a procedure in a case that has ended, and one that refers to what is not there."""
    if event.newParent is None:
        return
    if api.content.get_state(case_of(context)) not in ACTIVE_STATES:
        raise BadRequest("The work on this case has ended: no court procedure is added to it.")
    check(context)
    date(context)
    remember(context)


def changed(context: Any, event: Any) -> None:
    """Refuse a reference that no step would let pass, and work out what is due."""
    if IContainerModifiedEvent.providedBy(event):
        return
    if not context.is_fixed:
        check(context)
        date(context)
    remember(context)


def date(context: Any) -> None:
    """Take the days of documents for those that nobody has written."""
    for proof, day in DATED.items():
        if getattr(context, proof) and getattr(context, day) is None:
            document = found_with(getattr(context, proof), "CaseFile", case_of(context))
            if document is not None and document.dated is not None:
                setattr(context, day, document.dated)


def check(context: Any) -> None:
    """Raise BadRequest for a person or document that is not of this case, or of another kind."""
    case, found = case_of(context), []
    if context.about and found_with(context.about, "CaseSubject", case) is None:
        found.append(_("refused_lf_about", default="Choose a person of this case."))
    for name in PROOFS:
        uid = getattr(context, name)
        document = found_with(uid, "CaseFile", case) if uid else None
        wrong = document is None or (name in KINDS and document.kind not in KINDS[name])
        if uid and wrong:
            found.append(
                _(
                    "refused_court_proof",
                    default="Choose a document of this case, of the right kind.",
                )
            )
    if found:
        raise BadRequest(" ".join(dict.fromkeys(translate(each) for each in found)))


def before_step(context: Any, event: Any) -> None:
    """Keep a diversion that has failed, and why a procedure ends early."""
    if event.transition is None:
        return
    if event.transition.id in FAILURES:
        _keep_diversion(context)
    elif event.transition.id == "discontinue":
        context._keep("ended_why", str((event.kwargs or {}).get("reason_code") or ""))


def _keep_diversion(context: Any) -> None:
    row = (
        stage_diverted(rows_of(context)),
        context.diversion_on,
        context.failed_on,
        context.minutes or "",
    )
    context._keep("past_diversions", (*context.past_diversions, row))
    # The next stage has to offer one anew (art. 42 and 52 of Law 11/2012).
    for name in getFieldNames(IDiversion):
        context._keep(name, None)


def after_step(context: Any, event: Any) -> None:
    """Meet whoever does something with the same procedure at this moment."""
    if event.transition is not None:
        claim(context)
        remember(context)
