"""Programmes and batches as the catalog knows them: none of them is woken."""

from baleharum.programmes import policy
from baleharum.terms.lists import term
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from plone import api
from typing import Any


@dataclass(frozen=True)
class BatchRow:
    """A batch. kind, state: tokens; amount, paid: in the unit of the programme; url: of the page."""

    number: str
    uid: str
    url: str
    path: str
    kind: str
    state: str
    recipients: int
    received: int
    returned: int
    amount: int
    paid: int
    decreed: date | None

    @property
    def unit(self) -> str:
        """Unit of the list `programmes`."""
        return term("programmes", self.kind).extra["unit"]

    @property
    def share(self) -> int:
        """How many of a hundred recipients have received it."""
        return 100 * self.received // self.recipients if self.recipients else 0


@dataclass(frozen=True)
class ProgrammeRow:
    """A programme with the sums of its batches, those that were cancelled left out."""

    name: str
    uid: str
    url: str
    kind: str
    batches: int
    recipients: int
    received: int
    amount: int
    paid: int

    @property
    def unit(self) -> str:
        """Unit of the list `programmes`."""
        return term("programmes", self.kind).extra["unit"]


def batches(context: Any) -> list[BatchRow]:
    """Return the batches in a folder or programme that the person may see, the newest first."""
    rows = [_batch(brain) for brain in _brains(context, "AssistanceBatch")]
    return sorted(rows, key=lambda each: each.number, reverse=True)


def programmes(folder: Any) -> list[ProgrammeRow]:
    """Return the programmes of a folder that the person may see, by name."""
    inside: dict[str, list[BatchRow]] = {}
    for each in batches(folder):
        if each.state != policy.VOID:
            inside.setdefault(each.path, []).append(each)
    found = [_programme(b, inside.get(b.getPath(), ())) for b in _brains(folder, "Programme")]
    return sorted(found, key=lambda each: (each.name.casefold(), each.uid))


@dataclass(frozen=True)
class ActivityRow:
    """An activity. kind, state: tokens; url: of the page."""

    number: str
    uid: str
    url: str
    kind: str
    state: str
    attended: int
    held: date | None


def activities(context: Any) -> list[ActivityRow]:
    """Return the activities in a folder or programme that the person may see, the newest first."""
    rows = [
        ActivityRow(
            number=brain.getId,
            uid=brain.UID,
            url=brain.getURL(),
            kind=brain.activity_kind,
            state=brain.review_state,
            attended=brain.activity_attended or 0,
            held=brain.activity_held or None,
        )
        for brain in _brains(context, "GroupActivity")
    ]
    return sorted(rows, key=lambda each: (str(each.held), each.number), reverse=True)


def _programme(brain: Any, rows: Iterable[BatchRow]) -> ProgrammeRow:
    rows = list(rows)
    return ProgrammeRow(
        name=brain.Title,
        uid=brain.UID,
        url=brain.getURL(),
        kind=brain.programme_kind,
        batches=len(rows),
        recipients=sum(each.recipients for each in rows),
        received=sum(each.received for each in rows),
        amount=sum(each.amount for each in rows),
        paid=sum(each.paid for each in rows),
    )


def _batch(brain: Any) -> BatchRow:
    return BatchRow(
        number=brain.getId,
        uid=brain.UID,
        url=brain.getURL(),
        path=brain.getPath().rpartition("/")[0],
        kind=brain.programme_kind,
        state=brain.review_state,
        recipients=brain.batch_recipients or 0,
        received=brain.batch_received or 0,
        returned=brain.batch_returned or 0,
        amount=brain.batch_amount or 0,
        paid=brain.batch_paid or 0,
        decreed=brain.batch_decreed or None,
    )


def _brains(context: Any, portal_type: str) -> Any:
    path = "/".join(context.getPhysicalPath())
    return api.portal.get_tool("portal_catalog")(portal_type=portal_type, path=path)
