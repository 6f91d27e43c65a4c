"""What workflow histories tell: when something came into a state, since when a case is worked on.

A history is a sequence of rows, oldest first, each with action, review_state and time.
"""

from baleharum.cases.moments import WITA
from collections.abc import Sequence
from DateTime import DateTime
from datetime import date
from typing import Any


def rows_of(content: Any) -> tuple[dict, ...]:
    """Return the history of something with one workflow; () for what is being filed."""
    histories = getattr(getattr(content, "aq_base", content), "workflow_history", None) or {}
    return tuple(next(iter(histories.values()), ()))


def state_of(content: Any) -> str:
    """Return the state of something, whoever asks; '' for what is being filed."""
    rows = rows_of(content)
    return str(rows[-1]["review_state"]) if rows else ""


def last_entry(history: Sequence[dict], action: str) -> dict | None:
    """Return the last row of a transition, None if it was never taken."""
    return next((row for row in reversed(history) if row["action"] == action), None)


def begun(case: Any) -> DateTime | None:
    """Return when a case was reopened last, None for one that never was.

    A case that is reopened begins anew (domain.md 2a): what was decided before is history.
    """
    row = last_entry(rows_of(case), "reopen")
    return row["time"] if row else None


def emergency_since(history: Sequence[dict]) -> dict | None:
    """Return the row of the last emergency response, None where there was none (any more).

    history: rows of the workflow of a case, oldest first. A case that is reopened begins anew.
    """
    found = None
    for row in history:
        if row["action"] == "emergency":
            found = row
        elif row["action"] == "reopen":
            found = None
    return found


def holds_since(content: Any, since: DateTime | None) -> bool:
    """Tell whether something came into the state it is in at a moment or later; None for ever."""
    if since is None:
        return True
    rows = rows_of(content)
    return bool(rows) and rows[-1]["time"] >= since


def day_of(row: dict) -> date:
    """Return the day in Mataram on which a row was written."""
    found: date = row["time"].asdatetime().astimezone(WITA).date()
    return found
