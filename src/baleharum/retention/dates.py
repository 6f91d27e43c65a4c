"""The dates of a real case: when it was closed, and from when on it may be destroyed."""

from baleharum.cases.machine import as_the_machine
from baleharum.cases.moments import today
from baleharum.cases.moments import WITA
from baleharum.retention import policy
from baleharum.retention.policy import Birth
from baleharum.retention.records import class_of
from baleharum.retention.records import schedule_of
from baleharum.terms.lists import term
from datetime import date
from typing import Any


#: Categories of this cluster tell of children.
CHILDREN = "klaster-anak"


def day_of(moment: Any) -> date | None:
    """Return the day of a DateTime in Mataram, None for none."""
    return None if moment is None else moment.asdatetime().astimezone(WITA).date()


def history(case: Any) -> list[dict[str, Any]]:
    """Return the rows of the workflow history of a case, oldest first."""
    return list(case.workflow_history.get("case_workflow", ()))


def closed_on(case: Any) -> date | None:
    """Return the day of the last closing of a case, None if it never was."""
    return day_of(policy.closing_time(history(case)))


def usual_end(case: Any) -> date | None:
    """Return the day from which on a case without children may be destroyed; opens nothing."""
    closed = closed_on(case)
    if closed is None:
        return None
    return policy.due_on(closed, received_on(case), (), schedule_of(class_of(case)))


def end(case: Any) -> date | None:
    """Return the day from which on a case may be destroyed, None for a case never closed.

    Opens the births of its clients, which the record of access is told.
    """
    closed = closed_on(case)
    if closed is None:
        return None
    with as_the_machine():
        found = births(case)
    return policy.due_on(closed, received_on(case), found, schedule_of(class_of(case)))


def received_on(case: Any) -> date:
    """Return the day on which a case was received."""
    return getattr(case, "received_on", None) or today()


def births(case: Any) -> list[Birth]:
    """Return the births of the clients of a case.

    A client of a children's category about whom neither day nor year is known counts as born on
    the day on which the case was received: kept too long rather than too short.
    """
    found: list[Birth] = []
    unknown = False
    for person in case.objectValues():
        if person.portal_type == "CaseSubject" and person.part == "client":
            birth = person.birth_date or person.birth_year
            unknown = unknown or birth is None
            found.extend([birth] if birth is not None else [])
    if of_children(case) and (unknown or not found):
        found.append(received_on(case))
    return found


def of_children(case: Any) -> bool:
    """Tell whether a category of the case is one of children."""
    tokens = case.categories or ()
    return any(term("categories", token).extra["cluster"] == CHILDREN for token in tokens)
