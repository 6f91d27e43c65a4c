"""Writes what happened some time ago: histories, days, and when a case is to be reviewed."""

from baleharum.cases.policy import ENDING
from DateTime import DateTime
from datetime import date
from datetime import timedelta
from plone import api


def row(action, actor, state, when) -> dict:
    """Return a row of a workflow history; action: '' for how it began; when: aware datetime.

    The comment stands in the timeline alone, which is sealed.
    """
    return {
        "action": action or None,
        "actor": actor,
        "comments": "",
        "review_state": state,
        "time": DateTime(when.timestamp()),
    }


def dated(content, created, changed=None) -> None:
    """Index an object anew and give it its days; indexing alone would say 'today'."""
    content.reindexObject()
    content.creation_date = DateTime(created.timestamp())
    content.modification_date = DateTime((changed or created).timestamp())
    content.reindexObject(idxs=["created", "modified"])


def review_day(told: dict, today: date) -> date | None:
    """Return on which day a case is reviewed, seen from the day it is told."""
    if told["state"] in (*ENDING, "archived"):
        return None
    opened = told["opened_days_ago"]
    # A few are overdue, as in life; nobody plans a review before the report has come in.
    return today + timedelta(days=max(opened % 30 - 4, 2 - opened))


def write_history(content, workflow_id: str, rows: list[dict]) -> None:
    """Give an object the history and the rights of the last state in it."""
    content.workflow_history[workflow_id] = tuple(rows)
    workflow = api.portal.get_tool("portal_workflow")
    workflow[workflow_id].updateRoleMappingsFor(content)
