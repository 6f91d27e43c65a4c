"""What happens with a litigation file on every path: its code, what it refers to, what is fixed."""

from baleharum import _
from baleharum.cases import dues
from baleharum.cases.collisions import claim
from baleharum.cases.history import state_of
from baleharum.cases.layout import case_of
from baleharum.cases.moments import today
from baleharum.cases.policy import ACTIVE_STATES
from baleharum.litigation import redacted
from baleharum.litigation.choices import document_of
from baleharum.litigation.choices import found_with
from baleharum.litigation.fixing import fix
from baleharum.litigation.fixing import loosen
from baleharum.litigation.policy import BOUND
from baleharum.litigation.renditions import ask_for_rendition
from plone import api
from zExceptions import BadRequest
from zope.i18n import translate


def filed(context, event) -> None:
    """Give a new file its code: LF-2026-003, counted in the register for the year."""
    if event.newParent is None:
        return
    case = case_of(context)
    if api.content.get_state(case) not in ACTIVE_STATES:
        raise BadRequest("The work on this case has ended: no litigation file is made in it.")
    if not context.code:
        series = f"LF-{today().year}"
        context._keep("code", f"{series}-{case.__parent__.next_number(series):03d}")
    check(context)


def changed(context, event) -> None:
    """Refuse a reference that no step would let pass; forget what was made of exhibits that are gone."""
    if state_of(context) in ("", "draft"):
        check(context)
        redacted.forget_gone(context)


def check(context) -> None:
    """Raise BadRequest for a person who is not of this case, or a bundle that is none."""
    case, found = case_of(context), []
    if context.about and found_with(context.about, "CaseSubject", case) is None:
        found.append(_("refused_lf_about", default="Choose a person of this case."))
    if context.proceeding and found_with(context.proceeding, "CourtProceeding", case) is None:
        found.append(_("refused_lf_proceeding", default="Choose a court procedure of this case."))
    if context.supersedes:
        before = found_with(context.supersedes, "LitigationFile", case)
        if before is None or not before.bundle or state_of(before) not in BOUND:
            found.append(
                _("refused_lf_supersedes", default="Choose a bundle of this case that was made.")
            )
    if found:
        raise BadRequest(" ".join(translate(each) for each in found))


def before_step(context, event) -> None:
    """Fix with the approval what will be bound; all that it needs was there, see `rules`."""
    if event.transition is None:
        return
    if event.transition.id == "approve":
        fix(context, str((event.kwargs or {}).get("comment") or ""))
    elif event.transition.id == "return":
        loosen(context)
    elif event.transition.id == "submit":
        # What the worker could not make meanwhile is asked for once more.
        for entry in context.entries:
            document = document_of(context, entry)
            if document is not None and document.openable:
                ask_for_rendition(document)
                redacted.ask(context, entry.number)


def after_step(context, event) -> None:
    """Meet whoever does something with the same file, or its addenda, at this moment."""
    if event.transition is not None:
        claim(context)
        dues.changed(context)
        before = found_with(context.supersedes, "LitigationFile", case_of(context))
        if before is not None:
            claim(before)
