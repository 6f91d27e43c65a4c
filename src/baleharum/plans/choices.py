"""Vocabularies of one case: who may be named, goals, decisions, records.

Whoever does not see what they are made of is offered nothing.
"""

from baleharum.cases.layout import case_of
from baleharum.cases.layout import full_name
from baleharum.plans.facts import filed
from baleharum.plans.facts import plan_of
from baleharum.plans.facts import seen
from baleharum.plans.policy import APPROVED
from baleharum.plans.team import involved
from collections.abc import Iterator
from plone import api
from textwrap import shorten
from typing import Any
from zope.interface import implementer
from zope.schema.interfaces import IVocabularyFactory
from zope.schema.vocabulary import SimpleTerm
from zope.schema.vocabulary import SimpleVocabulary


#: Characters of a text in a list to choose from.
SHORT = 80


def decision_tokens(case: Any) -> list[str]:
    """Return the decisions of approved minutes, like `k1.2`; opens nothing."""
    return [
        f"{conference.getId()}.{number}"
        for conference in filed(case, "CaseConference")
        if api.content.get_state(conference) == APPROVED
        for number, _day in conference.due_days
    ]


def _people(case: Any) -> Iterator[tuple[str, str]]:
    for user_id in involved(case):
        yield user_id, full_name(user_id)


def _goals(case: Any) -> Iterator[tuple[str, str]]:
    plan = plan_of(case)
    if plan is not None and api.user.has_permission("View", obj=plan):
        for goal in plan.goal_list():
            yield str(goal.number), f"{goal.number}. {_short(goal.text)}"


def _decisions(case: Any) -> Iterator[tuple[str, str]]:
    for conference in seen(case, "CaseConference"):
        if api.content.get_state(conference) == APPROVED:
            for decision in conference.decision_list():
                token = f"{conference.getId()}.{decision.number}"
                yield token, f"{token.upper()} {_short(decision.text)}"


def _records(case: Any) -> Iterator[tuple[str, str]]:
    for record in seen(case, "ServiceRecord"):
        yield record.getId(), record.getId().upper()


def _short(text: str) -> str:
    return shorten(text, SHORT, placeholder="…")


@implementer(IVocabularyFactory)
class OfCase:
    """A vocabulary of the case around the context, empty outside of one."""

    def __init__(self, rows: Any) -> None:
        self.rows = rows

    def __call__(self, context: Any = None) -> SimpleVocabulary:
        try:
            case = case_of(context)
        except LookupError:
            return SimpleVocabulary([])
        if not api.user.has_permission("View", obj=case):
            return SimpleVocabulary([])
        terms = [SimpleTerm(token, token, title) for token, title in self.rows(case)]
        return SimpleVocabulary(terms)


PEOPLE = OfCase(_people)
GOALS = OfCase(_goals)
DECISIONS = OfCase(_decisions)
RECORDS = OfCase(_records)
