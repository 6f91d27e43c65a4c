"""What is due of a procedure: its clocks, and its hearings until somebody says what came of them.

It is worked out with every change and kept in the clear beside what is sealed: lists open nothing.
"""

from baleharum.cases import dues
from baleharum.cases.dues import Due
from baleharum.cases.history import state_of
from baleharum.cases.interfaces import IDues
from baleharum.litigation.court.clocks import due
from baleharum.litigation.court.clocks import Periods
from baleharum.litigation.court.content import CourtProceeding
from baleharum.litigation.court.content import ICourtProceeding
from baleharum.litigation.court.hearings import planned
from baleharum.litigation.court.stages import OVER
from dataclasses import fields
from datetime import datetime
from plone import api
from zope.component import adapter
from zope.interface import implementer


PREFIX = "baleharum.court."


@implementer(IDues)
@adapter(ICourtProceeding)
class ProceedingDues:
    """See IDues. Tokens of the list `deadlines`: hearing, and those of `clocks`."""

    def __init__(self, context: CourtProceeding) -> None:
        self.context = context

    def dues(self) -> list[Due]:
        """Return what is waited for, until when."""
        if state_of(self.context) in OVER:
            return []
        return [Due(datetime.fromisoformat(at), what) for at, what in self.context.due_rows]


def periods() -> Periods:
    """Return how long the clocks run: settings of the centre, the law's own where there is none."""
    read = api.portal.get_registry_record
    return Periods(
        **{f.name: read(f"{PREFIX}{f.name}", default=f.default) for f in fields(Periods)}
    )


def remember(context: CourtProceeding) -> None:
    """Work out what is due of a procedure, and have the catalog look."""
    rows = [(row.at, "hearing") for row in planned(context.rows)]
    rows += [(each.until.isoformat(), each.what) for each in due(context.known(), periods())]
    context._keep("due_rows", tuple(sorted(rows)))
    dues.changed(context)


def settings_changed(event) -> None:
    """Work out anew what is due, in every procedure, when a period changes."""
    if not event.record.__name__.startswith(PREFIX):
        return
    catalog = api.portal.get_tool("portal_catalog")
    for brain in catalog.unrestrictedSearchResults(portal_type="CourtProceeding"):
        remember(brain._unrestrictedGetObject())
