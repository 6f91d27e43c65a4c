"""What waits for the head alone, and what lies in no case and waits for somebody: one list."""

from baleharum import _
from baleharum.cases.kinds import kind_of
from baleharum.cases.moments import WITA
from baleharum.cases.register.dates import local_day
from baleharum.cases.traces import cases_of
from baleharum.cases.waiting import asks
from baleharum.cases.waiting import Decision
from baleharum.desk.lines import DecisionLine
from baleharum.team.policy import token
from collections.abc import Iterable
from plone import api
from typing import Any


#: State of a case in which the head lets it go on to aftercare, or closes it.
ENDING = "termination"
ASKS_ENDING = _("asks_termination", default="Decide on aftercare or closing")


def ending_cases(user: Any) -> list[Any]:
    """Return the brains of cases that come to their end, of registers whose head the person is."""
    catalog = api.portal.get_tool("portal_catalog")
    groups = frozenset(user.getGroups())
    heads = [b for b in catalog(portal_type="CaseRegister") if token("head", b.UID) in groups]
    if not heads:
        return []
    paths = [brain.getPath() for brain in heads]
    return list(catalog(portal_type="Case", review_state=ENDING, path=paths))


def lines(brains: Iterable[Any], cases: Iterable[Any], others: Iterable[Decision]) -> list[Any]:
    """Return the lines of what waits: in cases, cases themselves, and what lies elsewhere."""
    found = [
        DecisionLine(cases_of([b])[0], b.Title, b.getURL(), _asks(b), local_day(b.modified))
        for b in brains
    ]
    found += [
        DecisionLine(b.UID, b.getId, b.getURL(), ASKS_ENDING, local_day(b.modified)) for b in cases
    ]
    found += [
        DecisionLine(o.case, o.number, o.url, o.asks, o.since.astimezone(WITA).date())
        for o in others
    ]
    return sorted(found, key=lambda line: (str(line.day), line.number))


def _asks(brain: Any) -> Any:
    said = asks(brain)
    kind = kind_of(brain.portal_type)
    return said if said is not None else (kind.label if kind else "")
