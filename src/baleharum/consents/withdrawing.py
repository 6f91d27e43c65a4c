"""Recording a withdrawal with its channel and day, and that somebody was told, from what is typed."""

from baleharum import _
from baleharum.cases.requirements import TransitionRefused
from baleharum.consents.telling import mark_told
from baleharum.consents.telling import Told
from baleharum.team.refusals import TeamRefused
from baleharum.whole import whole
from datetime import date
from plone import api
from Products.CMFCore.WorkflowCore import WorkflowException
from typing import Any
from zope.i18n import translate
from zope.i18nmessageid import Message


WITHDRAW = "baleharum: Withdraw consent"

NOT_OPEN = _("error_step_not_open", default="This step is not open (any more).")


class WithdrawalRefused(TeamRefused):
    """A withdrawal that cannot be recorded so; its only argument says what to do."""


def typed_day(value: str) -> date | None:
    """Return a day that was typed as ISO, None for nothing. Raises WithdrawalRefused."""
    try:
        return date.fromisoformat(value.strip()) if value.strip() else None
    except ValueError:
        raise WithdrawalRefused(
            _("error_day_unreadable", default="This is no day. Write it as 2026-11-29.")
        ) from None


def withdraw(consent: Any, channel: str, on: str, words: str, request: Any) -> None:
    """Record that a consent was withdrawn. on: ISO day, '' for today; words: what was said.

    Raises WithdrawalRefused with all that is missing.
    """
    given = {"comment": words.strip(), "reason_code": channel}
    day = typed_day(on)
    if day is not None:
        given["withdrawn_on"] = day
    workflow = api.portal.get_tool("portal_workflow")
    try:
        with whole():
            workflow.doActionFor(consent, "withdraw", **given)
    except TransitionRefused as refused:
        words = " ".join(translate(row.message, context=request) for row in refused.missing)
        raise WithdrawalRefused(Message(words)) from refused
    except WorkflowException as refused:
        raise WithdrawalRefused(NOT_OPEN) from refused


def tell(consent: Any, partner: str, on: str, channel: str) -> Told:
    """Note that a recipient was told. Raises TeamRefused."""
    return mark_told(consent, partner, typed_day(on), channel)
