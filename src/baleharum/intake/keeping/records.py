"""Requests of the people whom a report is about, as the box keeps them."""

from baleharum.vault.interfaces import VaultError
from baleharum.vault.objects import opened_with
from baleharum.vault.objects import sealed_with
from BTrees.OOBTree import OOBTree
from BTrees.OOBTree import OOTreeSet
from datetime import datetime
from plone.uuid.interfaces import IUUID
from typing import Any
from typing import NamedTuple
from zope.annotation.interfaces import IAnnotations


KEY = "baleharum.intake.requests"
#: On a box: the numbers of reports that are held or restricted, so that no page looks through all.
WATCHED = "baleharum.intake.watched"

#: Who files and decides: the rights that a register of cases asks for as well.
FILE, DECIDE = "baleharum: File request", "baleharum: Decide request"

OPEN, ACCEPTED, REFUSED = "open", "accepted", "refused"


class ReportRequest(NamedTuple):
    """kind: token of `request-kinds`; report, uid: number and UID; state: OPEN, ACCEPTED or REFUSED;
    filed_by, decided_by, packed_by, handed_by: user ids, '' for nobody yet; asked, reason, password:
    sealed by the key of the report, and gone with it, b'' for none; moments: aware UTC or None."""

    number: str
    kind: str
    report: str
    uid: str
    filed_by: str
    received_at: datetime
    asked: bytes
    state: str = OPEN
    decided_by: str = ""
    decided_at: datetime | None = None
    reason: bytes = b""
    answered_at: datetime | None = None
    packed_by: str = ""
    packed_at: datetime | None = None
    password: bytes = b""
    handed_by: str = ""


def requests_of(box: Any) -> list[ReportRequest]:
    """Return the requests about reports of a box, the newest first."""
    rows = (IAnnotations(box).get(KEY) or {}).values()
    return sorted((ReportRequest(*row) for row in rows), key=lambda r: r.received_at, reverse=True)


def keep(box: Any, row: ReportRequest) -> ReportRequest:
    """Write a request, a new one or one that has gone on; returns it."""
    annotations = IAnnotations(box)
    if KEY not in annotations:
        annotations[KEY] = OOBTree()
    annotations[KEY][row.number] = tuple(row)
    return row


def is_asked_for(report: Any) -> bool:
    """Tell whether somebody waits for the answer to a request about a report."""
    uid = IUUID(report)
    return any(each.uid == uid and each.answered_at is None for each in requests_of(_box(report)))


def watch(report: Any, stays: bool) -> None:
    """Note that a report is held or restricted, or is not any more. stays: whether it is."""
    annotations = IAnnotations(_box(report))
    if WATCHED not in annotations:
        annotations[WATCHED] = OOTreeSet()
    numbers = annotations[WATCHED]
    if stays:
        numbers.insert(report.getId())
    elif report.getId() in numbers:
        numbers.remove(report.getId())


def watched(box: Any) -> set[str]:
    """Return the numbers of the reports that are held or restricted."""
    return set(IAnnotations(box).get(WATCHED) or ())


def report_of(box: Any, row: ReportRequest) -> Any:
    """Return the report of a request."""
    return box[row.report]


def sealed(report: Any, number: str, name: str, text: str) -> bytes:
    """Return a text of a request, sealed by the key of the report."""
    return sealed_with(report, text, f"{number}:{name}")


def opened(report: Any, row: ReportRequest, name: str) -> str:
    """Return a text of a request, '' for none, and of a report that is erased."""
    data = getattr(row, name)
    if not data or report.erased_at is not None:
        return ""
    try:
        return str(opened_with(report, data, f"{row.number}:{name}"))
    except VaultError:
        return ""


def _box(report: Any) -> Any:
    return report.__parent__
