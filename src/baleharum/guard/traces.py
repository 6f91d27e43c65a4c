"""What the guard tells the record of access: who was let in to what, and who was not."""

from Acquisition import aq_chain
from baleharum.guard.interfaces import IRealm
from baleharum.guard.uniform import MARKS
from baleharum.trail import facts
from baleharum.trail.actions import REFUSE
from baleharum.trail.actions import VIEW
from baleharum.trail.api import read
from plone.uuid.interfaces import IUUID
from typing import Any
from zope.globalrequest import getRequest


def note_view(inside: list) -> None:
    """Note that a request may show something in a realm. inside: content, innermost first."""
    read(VIEW, case_of(inside[0]), uid(inside[0]))


def note_refusal(request: Any, inside: list) -> None:
    """Note that a request was not let in. inside: content of its path as far as there was one."""
    deepest = max(inside, key=lambda content: len(content.getPhysicalPath()), default=None)
    case = "" if deepest is None else case_of(deepest)
    read(REFUSE, case, uid(deepest), user=facts.sender(request))


def own_case() -> str:
    """Return the path of the case that the request is about, '' for none."""
    marks = getattr(getRequest(), "environ", {}).get(MARKS)
    return marks.case.rstrip("/") if marks is not None else ""


def case_of(content: Any) -> str:
    """Return the UID of what lies directly in a realm, and content in it; '' for the realm."""
    return uid(top(content))


def case_path(content: Any) -> str:
    """Return the path of what lies directly in a realm, with a slash at its end; '' for the realm."""
    case = top(content)
    return "" if case is None else "/".join((*case.getPhysicalPath(), ""))


def top(content: Any) -> Any:
    """Return what lies directly in a realm and is or holds the content; None for the realm."""
    below = None
    for link in aq_chain(content):
        if IRealm.providedBy(link):
            return below
        below = link
    return None


def uid(content: Any) -> str:
    """Return the UID of something, '' if it has none."""
    return "" if content is None else str(IUUID(content, None) or "")
