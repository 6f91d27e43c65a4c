"""What rules and pages ask of the person whom a stay is for, whether or not who asks may see it."""

from baleharum.cases.facts import filed_with
from baleharum.cases.identity import age_on
from baleharum.cases.layout import case_of
from baleharum.stays.policy import Guest
from datetime import date
from plone.uuid.interfaces import IUUID
from typing import Any


def person_of(stay: Any) -> Any:
    """Return the person of a case whom a stay is for, None while none is chosen."""
    return filed_with(case_of(stay), stay.about, "CaseSubject")


def guest_of(stay: Any, person: Any, day: date, adapted: str | None) -> Guest:
    """Return what zones ask of somebody. adapted: how a room suits them, in words."""
    return Guest(
        sex=person.sex or "",
        age=age_of(person, day),
        disabled=bool(person.disability),
        adapted=bool((adapted or "").strip()),
        case=IUUID(case_of(stay)),
    )


def age_of(person: Any, day: date) -> int | None:
    """Return completed years of life; where the year alone is known those that are sure."""
    if person.birth_date is not None:
        return int(age_on(person.birth_date, day))
    return None if person.birth_year is None else max(day.year - person.birth_year - 1, 0)
