"""Who may be named in what is planned: the people of a case."""

from baleharum.team.api import people
from baleharum.team.groups import is_account
from baleharum.team.policy import CASE_FUNCTIONS
from baleharum.team.records import book
from typing import Any


#: Functions of who works on a case; who only reads it answers for nothing.
WORKING = tuple(function for function in CASE_FUNCTIONS if function != "reader")

#: Appointments of who also sits in a conference about a case.
OVERSEEING = ("supervisor", "head")


def members(case: Any) -> list[str]:
    """Return the user ids of who works on a case now, in the order of the alphabet."""
    return [user_id for user_id in people(case, WORKING) if is_account(user_id)]


def involved(case: Any) -> list[str]:
    """Return the user ids of who works or has worked on a case, and of who oversees it now."""
    ever = {r.principal for r in book(case).values() if r.function in WORKING}
    overseeing = people(case.__parent__, OVERSEEING)
    return sorted(user_id for user_id in {*ever, *overseeing} if is_account(user_id))
