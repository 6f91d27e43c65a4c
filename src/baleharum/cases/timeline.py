"""One timeline a case: documents, transitions, notes and team changes, newest last.

Every entry is written in the transaction of what it tells of. Reading a page of it wakes no
document; whoever may not see a document does not see its entries either.
"""

from baleharum.cases.traces import happened
from baleharum.vault.objects import opened_with
from baleharum.vault.objects import sealed_with
from BTrees.LOBTree import LOBTree
from dataclasses import dataclass
from datetime import datetime
from datetime import UTC
from itertools import islice
from plone import api
from zope.annotation.interfaces import IAnnotations


KEY = "baleharum.timeline"


@dataclass(frozen=True)
class Entry:
    """when: aware UTC datetime; what: token ('transition:close', 'document:added',
    'team:assigned'…); subject: number of the document, person or note, a user id, or the code
    of the reason for a transition;
    uid: of the object, '' for the case itself; text: a comment or reason, kept sealed."""

    when: datetime
    actor: str
    what: str
    subject: str = ""
    uid: str = ""
    text: str = ""


def record(case, entry: Entry) -> None:
    """Add an entry of what happens now, and tell the record of access of it."""
    keep(case, entry)
    happened(case, entry)


def keep(case, entry: Entry) -> None:
    """Add an entry to the timeline alone; two at the same moment keep their order."""
    annotations = IAnnotations(case)
    if KEY not in annotations:
        annotations[KEY] = LOBTree()
    rows = annotations[KEY]
    moment = int(entry.when.timestamp() * 1_000_000)
    while moment in rows:
        moment += 1
    text = sealed_with(case, entry.text, KEY) if entry.text else ""
    rows[moment] = (entry.actor, entry.what, entry.subject, entry.uid, text)


def entries(
    case, *, before: int | None = None, after: int | None = None, limit: int = 50
) -> list[tuple[int, Entry]]:
    """Return up to limit (key, entry) pairs next to a key: older than `before`, the newest
    first, or newer than `after`, the oldest first; without a key, the newest of all."""
    rows = IAnnotations(case).get(KEY) or LOBTree()
    if after is not None:
        keys = list(islice(rows.keys(min=after, excludemin=True), limit))
    else:
        older = rows.keys(max=before, excludemax=True) if before is not None else rows.keys()
        keys = [older[-1 - place] for place in range(min(limit, len(older)))]
    return [(key, _entry(case, key, rows[key])) for key in keys]


def steps_of(case) -> list[tuple[int, str, str]]:
    """Return (key, token of the step, code of its reason) of the steps of a case itself, the oldest
    first; opens nothing."""
    rows = IAnnotations(case).get(KEY) or {}
    prefix = "transition:"
    return [
        (key, row[1].removeprefix(prefix), row[2])
        for key, row in rows.items()
        if row[1].startswith(prefix)
    ]


def _entry(case, key, row):
    *facts, text = row
    return Entry(moment(key), *facts, opened_with(case, text, KEY) if text else "")


def moment(key: int) -> datetime:
    """Return when an entry was written: its key counts microseconds, in UTC."""
    return datetime.fromtimestamp(key / 1_000_000, UTC)


def visible(found: list[tuple[int, Entry]]) -> dict[str, str]:
    """Return UID -> address of the objects of entries that the person may see; one query."""
    uids = {entry.uid for _key, entry in found if entry.uid}
    if not uids:
        return {}
    catalog = api.portal.get_tool("portal_catalog")
    return {brain.UID: brain.getURL() for brain in catalog(UID=list(uids))}
