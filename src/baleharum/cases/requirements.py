"""What must exist before a transition, and the refusal that lists all of it."""

from baleharum import _
from baleharum.cases.interfaces import IRefusal
from baleharum.cases.interfaces import IRequirement
from baleharum.terms.lists import terms
from dataclasses import dataclass
from Products.CMFCore.WorkflowCore import WorkflowException
from zope.component import subscribers
from zope.i18n import translate
from zope.i18nmessageid import Message
from zope.interface import implementer


@dataclass(frozen=True)
class Missing:
    """One thing that is missing: what, and the path below the case where it is mended.

    A path that begins with # is a place on the form of the transition itself.
    """

    message: Message
    mend: str = ""

    @property
    def key(self) -> tuple:
        """What tells two of them apart: messages are equal whatever their words stand for."""
        return str(self.message), tuple(sorted((self.message.mapping or {}).items())), self.mend


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
    rows: dict[tuple, Missing] = {}
    for requirement in subscribers((context,), IRequirement):
        for row in requirement.missing(transition, details):
            rows.setdefault(row.key, row)
    return list(rows.values())


def told_for(context, transition: str) -> list[Message]:
    """Return what whoever takes a step has to know first, over all slices."""
    asked = (getattr(each, "told", None) for each in subscribers((context,), IRequirement))
    return [row for told in asked if told is not None for row in told(transition)]


def check(context, event) -> None:
    """Subscriber of every transition on every path: refuse it while something is missing.

    Raises TransitionRefused.
    """
    if event.transition is None:
        return
    details = {"comment": "", **(event.kwargs or {})}
    # None says that nobody has been asked yet; whoever takes the step has been.
    details["reason_code"] = details.get("reason_code") or ""
    rows = missing_for(context, event.transition.id, details)
    if rows:
        raise TransitionRefused(rows)


def comment_missing(details) -> list[Missing]:
    """Return the row for a reason that was not given."""
    if str(details.get("comment") or "").strip():
        return []
    message = _("missing_comment", default="A reason is missing. Write it in the comment.")
    return [Missing(message, "#comment")]


def code_missing(details, code_list: str) -> list[Missing]:
    """Return the row for a reason that was not chosen from its list; see steps.NOT_ASKED."""
    code = details.get("reason_code")
    if code is None or code in {term.token for term in terms(code_list) if not term.retired}:
        return []
    message = _("missing_code", default="A reason is missing. Choose one from the list.")
    return [Missing(message, "#reason_code")]
