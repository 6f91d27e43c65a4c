"""Cases that are counted: real ones with a history of their own, and rows as they are kept."""

from baleharum.cases.figures import Fact
from baleharum.cases.interfaces import IFigureFacts
from baleharum.demo.stories import write_history
from baleharum.statistics import ledger
from baleharum.statistics.figures import Figures
from baleharum.statistics.figures import Question
from baleharum.statistics.periods import period
from baleharum.statistics.rows import Client
from baleharum.statistics.rows import People
from baleharum.statistics.rows import Row
from contextlib import contextmanager
from DateTime import DateTime
from datetime import date
from plone.dexterity.utils import createContentInContainer
from tests.centre import acting
from zope.component import getGlobalSiteManager
from zope.interface import implementer


class Listed(Figures):
    """Figures of rows that a test gives: {uid: (row, people)}."""

    def __init__(self, found, question, day=None):
        super().__init__(None, question, day or date(2026, 11, 30))
        self.found = found

    def kept(self):
        return [(uid, row) for uid, (row, _people) in self.found.items()]

    def people(self, uid, row):
        return self.found[uid][1]


def listed(found, token, day=None, **asked):
    """Return the figures of rows in a period."""
    return Listed(found, Question(period(token), **asked), day)


def made_row(number="BH-2026-00001", category="odgj", spells=(), people=(), relations=(), **more):
    """Return (row, people). spells: (entered, left or None, why) with days in ISO."""
    days = tuple(
        (ordinal(entered), ordinal(left) if left else 0, why) for entered, left, why in spells
    )
    known = People(tuple(Client(*each) for each in people), tuple(relations))
    row = Row(number, category, more.pop("sub_district", ""), days, clients=len(people), **more)
    return row, known


def ordinal(day):
    return date.fromisoformat(day).toordinal()


def case_with(register, people=(), steps=(), told=(), **fields):
    """File a real case. people: fields of its clients; steps: (action, state, day in ISO, reason)
    of its history; told: Fact rows, see `telling`."""
    fields = {"categories": ("korban-kekerasan",), "received_on": date(2026, 1, 5), **fields}
    with acting("intake1"):
        case = createContentInContainer(register, "Case", checkConstraints=False, **fields)
        for each in people:
            fields = {"name": "Baiq Melati", "part": "client", **each}
            createContentInContainer(case, "CaseSubject", checkConstraints=False, **fields)
    if steps:
        write_history(case, "case_workflow", [history_row(*each[:3]) for each in steps])
    TOLD[case.UID()] = tuple(told)
    ledger.note(case)
    return case


def history_row(action, state, day):
    at = DateTime(f"{day} 10:00:00 GMT+8")
    return {"action": action, "actor": "x", "comments": "", "review_state": state, "time": at}


#: UID of a case -> facts that a slice would tell.
TOLD: dict[str, tuple[Fact, ...]] = {}


@implementer(IFigureFacts)
class Telling:
    """Facts as another slice tells them."""

    def __init__(self, context):
        self.context = context

    def facts(self):
        return TOLD.get(self.context.UID(), ())


@contextmanager
def telling():
    """Have facts told while this lasts."""
    registry = getGlobalSiteManager()
    from baleharum.cases.content import ICase

    registry.registerSubscriptionAdapter(Telling, (ICase,), IFigureFacts)
    try:
        yield
    finally:
        registry.unregisterSubscriptionAdapter(Telling, (ICase,), IFigureFacts)
        TOLD.clear()


def shape(table, *columns):
    """Return row -> the numbers of some columns; rows of which all are 0 or nothing are left out."""
    rows = {row.key: tuple(table.cell(row.key, column) for column in columns) for row in table.rows}
    return {key: numbers for key, numbers in rows.items() if any(numbers)}
