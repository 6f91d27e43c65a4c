"""What is due about consents: their end, the clock after a withdrawal, and after an emergency."""

from baleharum.cases import dues
from baleharum.cases.content import ICase
from baleharum.cases.dues import Due
from baleharum.cases.dues import end_of
from baleharum.cases.history import emergency_since
from baleharum.cases.history import rows_of
from baleharum.cases.interfaces import IDues
from baleharum.cases.moments import WITA
from baleharum.consents import policy
from baleharum.consents.api import basis_for
from baleharum.consents.content import IConsentForm
from baleharum.consents.grounds import Grounds
from baleharum.consents.proof import document_of
from baleharum.consents.proof import holds
from baleharum.consents.telling import stopped_at
from baleharum.consents.telling import stopped_on
from baleharum.consents.telling import untold
from datetime import datetime
from plone import api
from typing import Any
from zope.component import adapter
from zope.interface import implementer


@implementer(IDues)
@adapter(IConsentForm)
class ConsentDues:
    """The end of a consent in force, and a proof that was replaced; after a withdrawal, or where it
    is void, everybody who is still to be told."""

    def __init__(self, context: Any) -> None:
        self.context = context

    def dues(self) -> list[Due]:
        """Return what is due; see IDues."""
        state = api.content.get_state(self.context)
        if state == "in_force":
            return [*self._expires(), *self._proof()]
        if state in policy.TOLD_OF and stopped_at(self.context) and untold(self.context):
            return [Due(stopped_by(self.context), "withdrawal")]
        return []

    def _expires(self):
        if self.context.valid_until:
            yield Due(end_of(self._end()), "consent-expires")

    def _proof(self):
        since = replaced_at(self.context)
        if since is not None:
            yield Due(since + policy.CLOCK, "consent-proof")

    def _end(self):
        row = Grounds(self.context.__parent__).row(self.context)
        adult_on = row.of_age_on if row.by_guardian else None
        return policy.shown_end(self.context.valid_until, adult_on)


def stopped_by(consent: Any) -> datetime:
    """Return until when everybody has to be told of a withdrawal, or that it is void (aware)."""
    return policy.stopped_by(stopped_at(consent), stopped_on(consent), WITA)


def replaced_at(consent: Any) -> datetime | None:
    """Return since when (aware) a document that shows a consent has a newer version, None for one
    that holds."""
    case = consent.__parent__
    if Grounds(case).proof(consent) != policy.REPLACED:
        return None
    found = [document_of(case, uid) for uid in (consent.proof, consent.authority_proof)]
    return min(
        document.workflow_history["case_document_workflow"][-1]["time"].asdatetime()
        for document in found
        if document is not None and not holds(document)
    )


@implementer(IDues)
@adapter(ICase)
class EmergencyDues:
    """After an emergency response the consent is asked for within 3x24 hours."""

    def __init__(self, context: Any) -> None:
        self.context = context

    def dues(self) -> list[Due]:
        """Return what is due; see IDues."""
        since = emergency_open(self.context)
        return [Due(since + policy.CLOCK, "emergency-consent")] if since else []


def emergency_open(case: Any) -> datetime | None:
    """Return since when (aware) a case lacks what an emergency response put off, None for nothing.

    Vital interest carries the response alone: what follows has to carry the services by itself, of
    every client, on that day. Lists hear of it by `emergency_changed`, and once a consent that has
    run out was let expire.
    """
    row = emergency_since(rows_of(case))
    if row is None or basis_for(case, policy.SERVICES, without=(policy.VITAL,)):
        return None
    return row["time"].asdatetime()


def emergency_changed(case: Any) -> None:
    """Have the catalog look anew at a case that had an emergency response."""
    if emergency_since(rows_of(case)) is not None:
        dues.changed(case)
