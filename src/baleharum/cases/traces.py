"""What the record of access is told of cases: every change, every list, and no word of either."""

from baleharum.cases.kinds import kind_called
from baleharum.guard.traces import case_of
from baleharum.guard.traces import uid
from baleharum.trail.actions import ADD
from baleharum.trail.actions import ASSIGN
from baleharum.trail.actions import BREAK_GLASS
from baleharum.trail.actions import DELETE
from baleharum.trail.actions import EDIT
from baleharum.trail.actions import REVOKE
from baleharum.trail.actions import TRANSITION
from baleharum.trail.api import change
from baleharum.trail.api import identifier
from baleharum.trail.api import read
from collections.abc import Iterable
from plone import api
from zope.container.interfaces import IContainerModifiedEvent


def happened(case, entry) -> None:
    """Tell of an entry of the timeline; it is written with the transaction."""
    kind, _colon, what = entry.what.partition(":")
    own = uid(case)
    if what == "added" or entry.what == "transition:accept":
        change(ADD, own, entry.uid or own, "case" if kind == "transition" else kind)
    elif kind == "team":
        # principal function cause, see events.team_changed; an id may hold spaces.
        principal, function, cause = entry.subject.rsplit(" ", 2)
        _team(own, what, principal, function, cause)
    elif kind == "transition" or kind_called(kind) is not None:
        change(TRANSITION, own, entry.uid or own, what)
    else:
        change(EDIT, own, entry.uid or own, entry.what)


def appointed(register, event) -> None:
    """Tell of an appointment on a register, which has no timeline."""
    found = event.assignment
    _team("", event.action, found.principal, found.function, found.cause)


def _team(case: str, what: str, principal: str, function: str, cause: str) -> None:
    gained = {"break_glass": BREAK_GLASS}.get(cause, ASSIGN)
    action = REVOKE if what == "revoked" else gained
    change(action, case, identifier(principal), f"{function}:{cause}")


def edited(content, event) -> None:
    """Tell that the fields of something were changed; what is filed in it tells of itself."""
    if not IContainerModifiedEvent.providedBy(event):
        names = sorted(name.rpartition(".")[2] for name in _fields(event))
        detail = ",".join(names)
        fits = len(detail) <= 120
        change(EDIT, case_of(content), uid(content), detail if fits else f"fields={len(names)}")


def _fields(event) -> set[str]:
    """Return the names of the fields that a form or service says it has changed."""
    told = (getattr(description, "attributes", ()) for description in event.descriptions)
    return {name for names in told for name in names}


def removed(content, event) -> None:
    """Tell that something was removed, which only goes together with all of the site."""
    change(DELETE, case_of(content) or uid(content), uid(content))


def shown(action: str, context, word: str, number: int, cases: Iterable[str] = ()) -> None:
    """Note a list: what was asked of, and how much was found, not what was looked for.

    cases: UIDs of those that it shows, or that something in it lies in.
    """
    read(action, case_of(context), uid(context), f"{word}={number}", cases=cases)


def cases_of(brains: Iterable) -> list[str]:
    """Return the UIDs of the cases that brains are, or lie in."""
    catalog = api.portal.get_tool("portal_catalog")._catalog
    return [catalog.case_at(brain.getPath()) for brain in brains]
