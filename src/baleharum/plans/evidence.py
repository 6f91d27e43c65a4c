"""What plans, records and conferences say that a paper of some kind would say."""

from baleharum.cases.content import ICase
from baleharum.cases.interfaces import IEvidence
from baleharum.plans.facts import filed
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

    def holds(self, kind: str, states: Sequence[str]) -> bool:
        """See IEvidence."""
        if kind == "catatan-kasus":
            return any(took_place(record) for record in filed(self.context, "ServiceRecord"))
        portal_type = KINDS.get(kind)
        if portal_type is None:
            return False
        return any(api.content.get_state(c) in states for c in filed(self.context, portal_type))
