"""What is due in a case: rows that the slices tell and the catalog remembers.

Lists ask the catalog alone: `due_at` is the index of the first moment, `dues` the column with all.
"""

from baleharum.cases.content import children_path
from baleharum.cases.content import ICase
from baleharum.cases.interfaces import ICaseChild
from baleharum.cases.interfaces import IDues
from baleharum.cases.kinds import kinds
from baleharum.cases.layout import case_of
from baleharum.cases.moments import WITA
from baleharum.cases.policy import ACTIVE_STATES
from dataclasses import dataclass
from DateTime import DateTime
from datetime import date
from datetime import datetime
from datetime import time
from plone import api
from plone.indexer import indexer
from typing import Any
from zope.component import adapter
from zope.component import subscribers
from zope.interface import implementer


#: What the law wants done also after the work on a case has ended (art. 40 of Law 27/2022).
LASTING = ("withdrawal",)


@dataclass(frozen=True, order=True)
class Due:
    """Something to be done. at: aware moment; what: token of the list `deadlines`."""

    at: datetime
    what: str


@dataclass(frozen=True, order=True)
class RegisterDue:
    """Something to be done that lies in no case. at, what: as in `Due`; number: how it is called;
    page: where it is done, below the register, or a whole address; case: UID of the case that it is
    about, or ''."""

    at: datetime
    what: str
    number: str
    page: str
    case: str = ""


@implementer(IDues)
@adapter(ICase)
class Review:
    """A case on hold is reviewed on its day."""

    def __init__(self, context: Any) -> None:
        self.context = context

    def dues(self) -> list[Due]:
        """Return the review; see IDues."""
        day = self.context.review_on
        held = api.content.get_state(self.context) == "on_hold"
        return [Due(end_of(day), "review")] if held and day else []


def end_of(day: date) -> datetime:
    """Return the last second of a day in Mataram."""
    return datetime.combine(day, time(23, 59, 59), WITA)


def dues_of(content: Any) -> list[Due]:
    """Return what is due, the first one first; once the work on the case has ended only LASTING."""
    ended = api.content.get_state(case_of(content)) not in ACTIVE_STATES
    found = (due for each in subscribers((content,), IDues) for due in each.dues())
    return sorted(due for due in found if not ended or due.what in LASTING)


def changed(content: Any) -> None:
    """Have the catalog look anew at what is due."""
    content.reindexObject(idxs=["due_at"])


def all_changed(case: Any) -> None:
    """Have the catalog look anew at all that may be due in a case, and at the case."""
    changed(case)
    timed = [name for name, kind in kinds().items() if kind.timed]
    catalog = api.portal.get_tool("portal_catalog")
    for brain in catalog.unrestrictedSearchResults(path=children_path(case), portal_type=timed):
        changed(brain._unrestrictedGetObject())


def case_changed_state(case: Any, event: Any) -> None:
    """What is due follows the state of the case: nothing in one that has ended."""
    if event.transition is None:
        return
    ended = [state.id not in ACTIVE_STATES for state in (event.old_state, event.new_state)]
    if ended[0] != ended[1]:
        all_changed(case)
    else:
        changed(case)


def _due_at(content: Any) -> DateTime:
    rows = dues_of(content)
    if not rows:
        raise AttributeError("due_at")
    return DateTime(rows[0].at.isoformat())


def _dues(content: Any) -> tuple[tuple[str, str], ...]:
    return tuple((due.at.isoformat(), due.what) for due in dues_of(content))


case_due_at, child_due_at = indexer(ICase)(_due_at), indexer(ICaseChild)(_due_at)
case_dues, child_dues = indexer(ICase)(_dues), indexer(ICaseChild)(_dues)
