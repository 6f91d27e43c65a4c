"""Says in words what a function sees and reads, from the tables and workflows that decide it."""

from baleharum import _
from baleharum.team import policy
from baleharum.terms.lists import label
from plone import api
from zope.i18n import translate


def reading(function: str, profession: str = "", *, standing: bool = False, request) -> str:
    """Say in a sentence which documents a function reads, writes and reviews."""
    table = (
        (_("team_reads", default="reads: ${levels}"), "Document Reader"),
        (_("team_writes", default="files and changes: ${levels}"), "Document Editor"),
        (_("team_reviews", default="reviews: ${levels}"), "Document Reviewer"),
    )
    parts = []
    for message, role in table:
        levels = policy.levels(function, role)
        if levels:
            named = [label("levels", level) for level in levels]
            parts.append(_filled(message, request, levels=named))
    if profession in policy.RECORD_PROFESSIONS and not standing and function != "reader":
        parts.append(
            _filled(
                _(
                    "team_own_records",
                    default="reads and writes the records of ${profession}, whatever their level",
                ),
                request,
                profession=[label("professions", profession)],
            )
        )
    nothing = _("team_reads_nothing", default="reads no documents, only the case itself")
    return "; ".join(parts) or translate(nothing, context=request)


def reach(function: str, request) -> str:
    """Say in a sentence which cases of the register a standing appointment shows, and what of them."""
    states, seen = _case_states(function)
    if not seen:
        none = _("team_sees_none", default="sees no case; is assigned to cases one by one")
        return translate(none, context=request)
    if seen == states:
        every = translate(_("team_sees_all", default="sees every case"), context=request)
    else:
        named = [label("case-states", state) for state in seen]
        some = _("team_sees_some", default="sees cases in these states: ${states}")
        every = _filled(some, request, states=named)
    return f"{every}; {reading(function, standing=True, request=request)}"


def _case_states(function):
    """Return all states of a case, and those in which a standing function sees it."""
    roles = set(policy.REGISTER_ROLES.get(function, ()))
    states = api.portal.get_tool("portal_workflow").case_workflow.states
    every = [state.getId() for state in states.objectValues()]
    seen = [
        state.getId()
        for state in states.objectValues()
        if roles.intersection(state.getPermissionInfo("View")["roles"])
    ]
    return every, seen


def _filled(message, request, **terms) -> str:
    """Return a message with lists of labels in it."""
    mapping = {
        name: ", ".join(translate(found, context=request) for found in labels)
        for name, labels in terms.items()
    }
    return translate(_(message, mapping=mapping, default=message.default), context=request)
