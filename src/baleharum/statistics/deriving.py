"""What is counted of a real case, worked out from what it keeps; doing it again gives the same."""

from baleharum.cases.content import numbered
from baleharum.cases.history import day_of
from baleharum.cases.history import rows_of
from baleharum.cases.identity import age_on
from baleharum.cases.interfaces import IFigureFacts
from baleharum.cases.kinds import PERSON
from baleharum.cases.moments import today
from baleharum.cases.moments import WITA
from baleharum.cases.policy import ENDING
from baleharum.cases.timeline import moment
from baleharum.cases.timeline import steps_of
from baleharum.statistics.rows import Client
from baleharum.statistics.rows import Counted
from baleharum.statistics.rows import People
from baleharum.statistics.rows import Row
from baleharum.statistics.rows import Spell
from collections.abc import Iterable
from collections.abc import Sequence
from datetime import date
from typing import Any
from zope.component import subscribers


#: Steps of a case that are counted: what they are called, with the days since it was entered.
STEPS = {"make_plan": "assessed", "approve_plan": "planned"}

#: Steps that say why a case ends, if no code does.
UNCODED = ("full_handover",)


def row_of(case: Any, people: bytes, clients: int) -> Row:
    """Return the row of a case; people, clients: see `people_of`, sealed."""
    history = rows_of(case)
    spells = spells_of(received(case), history, reasons(case))
    return Row(
        number=case.getId(),
        category=(case.categories or ("",))[0],
        sub_district=getattr(case, "sub_district", None) or "",
        spells=tuple((each.entered, each.left, each.why) for each in spells),
        facts=tuple(
            (fact.on, fact.what, fact.token, fact.number)
            for fact in sorted(facts_of(case, history, spells), key=repr)
        ),
        harm=tuple(case.harm or ()),
        kdrt=bool(case.kdrt),
        place=case.harm_place or "",
        maltreatment=tuple(case.maltreatment or ()),
        matter=getattr(case, "child_matter", None) or "",
        clients=clients,
        people=people,
    )


def received(case: Any) -> date:
    """Return the day on which a case came in."""
    found: date = getattr(case, "received_on", None) or today()
    return found


def spells_of(
    entered: date, history: Sequence[dict], why: Sequence[tuple[date, str]]
) -> list[Spell]:
    """Return the times in which a case was worked on.

    history: rows of its workflow, oldest first; why: (day, code) of what was given as the reason of
    an end, oldest first. A case enters on the day on which it was received, whenever it was typed,
    and leaves when it is closed or declined.
    """
    spells, start = [], entered.toordinal()
    for entry in history:
        day = day_of(entry)
        if start and entry["review_state"] in ENDING:
            spells.append(Spell(start, day.toordinal(), reason(entry, day, why)))
            start = 0
        elif not start and entry["action"] == "reopen":
            start = day.toordinal()
    return [*spells, Spell(start)] if start else spells


def reason(entry: dict, day: date, why: Sequence[tuple[date, str]]) -> str:
    """Return why a case left by a step: declined, or the last reason that was given until then."""
    if entry["review_state"] == "declined":
        return "decline"
    given = [code for on, code in why if on <= day]
    return given[-1] if given else ""


def reasons(case: Any) -> list[tuple[date, str]]:
    """Return (day, code) of the reasons for an end, '' where one was taken back."""
    found = []
    for key, step, code in steps_of(case):
        day = moment(key).astimezone(WITA).date()
        if step == "propose_termination":
            found.append((day, code))
        elif step in UNCODED:
            found.append((day, step))
        elif step in ("cancel_termination", "reopen"):
            found.append((day, ""))
    return found


def facts_of(case: Any, history: Sequence[dict], spells: Sequence[Spell]) -> Iterable[Counted]:
    """Yield what is counted of a case beside its spells."""
    for entry in history:
        if entry["action"] in STEPS:
            on = day_of(entry).toordinal()
            begun = [spell.entered for spell in spells if spell.entered <= on]
            yield Counted(on, STEPS[entry["action"]], "", on - max(begun) if begun else 0)
    for each in subscribers((case,), IFigureFacts):
        for fact in each.facts():
            yield Counted(fact.on.toordinal(), fact.what, fact.token, fact.number)


def people_of(case: Any) -> People:
    """Return what is counted of the people of a case; opens their records."""
    day, clients, relations = received(case), [], []
    for person in numbered(case, PERSON.letter):
        if person.part == "client":
            age = age_of(person.birth_date, person.birth_year, day)
            clients.append(Client(person.sex or "", age, person.education or ""))
        elif person.part == "alleged_perpetrator":
            relations.append(person.relation or "na")
    return People(tuple(clients), tuple(relations))


def age_of(born: date | None, year: int | None, day: date) -> int | None:
    """Return the age on a day; where only the year is known, the one reached in that year."""
    if born is not None:
        return max(age_on(born, day), 0)
    return max(day.year - year, 0) if year is not None else None
