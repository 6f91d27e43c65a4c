"""What must exist before a transition, and the refusal that lists all of it."""

from baleharum import _
from baleharum.cases.interfaces import IRefusal
from baleharum.cases.interfaces import IRequirement
from dataclasses import dataclass
from Products.CMFCore.WorkflowCore import WorkflowException
from zope.component import subscribers
from zope.i18n import translate
from zope.i18nmessageid import Message
from zope.interface import implementer


@dataclass(frozen=True)
class Missing:
    """One thing that is missing: what, and the path below the case where it is mended."""

    message: Message
    mend: str = ""


@implementer(IRefusal)
class TransitionRefused(WorkflowException):
    """A transition cannot happen yet; its message says everything that is missing."""

    def __init__(self, missing: "list[Missing] | TransitionRefused"):
        # The workflow tool raises a copy, which it makes of the refusal itself.
        rows = missing.missing if isinstance(missing, TransitionRefused) else missing
        self.missing: list[Missing] = rows
        super().__init__(" ".join(translate(m.message) for m in rows))


def missing_for(context, transition: str, details) -> list[Missing]:
    """Return all that is missing for a transition, over all slices, without doubles."""
    rows: dict[Missing, None] = {}
    for requirement in subscribers((context,), IRequirement):
        rows.update(dict.fromkeys(requirement.missing(transition, details)))
    return list(rows)


def check(context, event) -> None:
    """Subscriber of every transition on every path: refuse it while something is missing.

    Raises TransitionRefused.
    """
    if event.transition is None:
        return
    details = {"comment": "", **(event.kwargs or {})}
    rows = missing_for(context, event.transition.id, details)
    if rows:
        raise TransitionRefused(rows)


def comment_missing(details) -> list[Missing]:
    """Return the row for a reason that was not given."""
    if (details.get("comment") or "").strip():
        return []
    return [Missing(_("missing_comment", default="A reason is missing. Write it in the comment."))]
