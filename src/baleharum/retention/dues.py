"""What the law gives 3 × 24 hours for: requests to answer, with what has to be done in a team for
an access package, and breaches to tell of."""

from baleharum.cases.content import ICaseRegister
from baleharum.cases.dues import RegisterDue
from baleharum.cases.interfaces import IRegisterDues
from baleharum.cases.moments import WITA
from baleharum.retention import releases
from baleharum.retention.breaches import breaches_of
from baleharum.retention.breaches import MANAGE
from baleharum.retention.clock import due
from baleharum.retention.requests import DECIDE
from baleharum.retention.requests import requests_of
from collections.abc import Iterator
from plone import api
from typing import Any
from zope.component import adapter
from zope.interface import implementer


@implementer(IRegisterDues)
@adapter(ICaseRegister)
class Clocks:
    """See IRegisterDues."""

    def __init__(self, context: Any) -> None:
        self.context = context

    def dues(self) -> list[RegisterDue]:
        """Return what is open, for who decides on requests, answers for documents, or tells of
        breaches."""
        return [*self._requests(), *self._packages(), *self._breaches()]

    def _requests(self) -> list[RegisterDue]:
        if not api.user.has_permission(DECIDE, obj=self.context):
            return []
        return [
            RegisterDue(
                _until(row.received_at), "subject-request", row.number, "@@requests", row.case
            )
            for row in requests_of(self.context)
            if row.answered_at is None
        ]

    def _packages(self) -> Iterator[RegisterDue]:
        """Yield what of a package waits for this very person, in time for the answer."""
        for case, found in releases.packages_of(self.context):
            if not api.user.has_permission(releases.RELEASE, obj=case):
                continue
            waits = {
                "document-release": releases.waits_for_release(case, found),
                "package-password": releases.may_hand_out(case, found),
            }
            for what in (token for token, holds in waits.items() if holds):
                page = f"{found.case_number}/@@releases"
                yield RegisterDue(_until(found.received_at), what, found.number, page, found.case)

    def _breaches(self) -> list[RegisterDue]:
        if not api.user.has_permission(MANAGE, obj=self.context):
            return []
        return [
            RegisterDue(_until(row.found_at), "breach", row.number, "@@breaches")
            for row in breaches_of(self.context)
            if row.all_told_at is None
        ]


def _until(since: Any) -> Any:
    return due(since).astimezone(WITA)
