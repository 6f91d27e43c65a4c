"""What plans, records and conferences say that a paper of some kind would say."""

from baleharum.cases.content import ICase
from baleharum.cases.history import holds_since
from baleharum.cases.interfaces import IEvidence
from baleharum.plans.facts import filed
from baleharum.plans.facts import records
from baleharum.plans.policy import took_place
from collections.abc import Sequence
from plone import api
from typing import Any
from zope.component import adapter
from zope.interface import implementer


#: kind of document -> the type that stands for it; its states have the names of a document's.
KINDS = {"rencana-intervensi": "CarePlan", "konferensi-kasus": "CaseConference"}


@implementer(IEvidence)
@adapter(ICase)
class PlansEvidence:
    """An approved plan, approved minutes, a record of what was done."""

    def __init__(self, context: Any) -> None:
        self.context = context

    def holds(self, kind: str, states: Sequence[str], since: Any = None) -> bool:
        """See IEvidence."""
        if kind == "catatan-kasus":
            return any(
                took_place(each) and holds_since(each, since) for each in records(self.context)
            )
        portal_type = KINDS.get(kind)
        if portal_type is None:
            return False
        return any(
            api.content.get_state(each) in states and holds_since(each, since)
            for each in filed(self.context, portal_type)
        )

    def filed_under(self, kind: str) -> str:
        """Return the tab of the case where a plan is begun; see IEvidence."""
        return "plan" if kind in KINDS else ""
