"""What changes the figures: filing, editing, steps, people; told by the slices below, heard here."""

from baleharum.cases.content import ICase
from baleharum.cases.layout import case_of
from baleharum.cases.people.content import ICaseSubject
from baleharum.statistics.ledger import note
from typing import Any
from zope.container.interfaces import IContainerModifiedEvent


#: What is filed in a case and never counted.
NOT_COUNTED = ("CaseFile", "CaseNote")


def case_filed(case: Any, event: Any) -> None:
    """A new case is counted."""
    note(case)


def case_edited(case: Any, event: Any) -> None:
    """What is filed in a case tells of itself; another day of reception makes other ages."""
    if not IContainerModifiedEvent.providedBy(event):
        note(case, people=_may_age(event))


def _may_age(event: Any) -> bool:
    """Tell whether the day of reception may have been changed; whoever says nothing may have."""
    names = [name for each in event.descriptions for name in getattr(each, "attributes", ())]
    return not names or any(name.endswith("received_on") for name in names)


def case_stepped(case: Any, event: Any) -> None:
    """A case has changed its state; of one that is destroyed there is nobody left."""
    if event.transition is not None:
        note(case, people=event.transition.id == "destroy")


def child_changed(child: Any, event: Any) -> None:
    """Something in a case was filed, edited or decided about."""
    if child.portal_type in NOT_COUNTED or IContainerModifiedEvent.providedBy(event):
        return
    if getattr(event, "transition", True) is None or getattr(event, "newParent", True) is None:
        return
    try:
        case = case_of(child)
    except LookupError:
        return
    if ICase.providedBy(case):
        note(case, people=ICaseSubject.providedBy(child) and not hasattr(event, "transition"))


def facts_changed(event: Any) -> None:
    """A slice has said so."""
    note(event.object)
