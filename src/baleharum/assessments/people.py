"""Who may write and decide here: the rules of `policy` for the person who acts."""

from baleharum.assessments import policy
from baleharum.assessments.kinds import Kind
from baleharum.assessments.kinds import kinds
from baleharum.team.api import case_and_register
from baleharum.team.api import current_user_id
from baleharum.team.api import profession_of
from plone import api
from plone.uuid.interfaces import IUUID
from typing import Any


def _places(context: Any) -> tuple[str, str]:
    case, register = case_and_register(context)
    return (IUUID(case, "") or "", IUUID(register, "") or "")


def _groups() -> frozenset[str]:
    user = api.user.get_current()
    return frozenset(user.getGroups() if user is not None else ())


def writes(case: Any, kind: Kind) -> bool:
    """Tell whether the person writes assessments of a kind in a case."""
    profession = profession_of(current_user_id())
    return policy.may_write(kind, profession, _groups(), *_places(case))


def writable(case: Any) -> list[Kind]:
    """Return the kinds that the person may begin in a case now."""
    if not api.user.has_permission("baleharum: Add document", obj=case):
        return []
    return [kind for kind in kinds() if writes(case, kind)]


def decides(assessment: Any, step: str) -> bool:
    """Tell whether the person may endorse an assessment or send it back."""
    rules = assessment.rules
    return rules is not None and policy.may_decide(rules, step, _groups(), *_places(assessment))
