"""One timeline a case: documents, transitions, notes and team changes, newest last.

Every entry is written in the transaction of what it tells of. Reading a page of it wakes no
document; whoever may not see a document does not see its entries either.
"""

from BTrees.LOBTree import LOBTree
from dataclasses import dataclass
from datetime import datetime
from datetime import UTC
from plone import api
from zope.annotation.interfaces import IAnnotations


KEY = "baleharum.timeline"


@dataclass(frozen=True)
class Entry:
    """when: aware UTC datetime; what: token ('transition:close', 'document:added',
    'team:assigned'…); subject: number of the document, person or note, or a user id;
    uid: of the object, '' for the case itself; text: a comment or reason."""

    when: datetime
    actor: str
    what: str
    subject: str = ""
    uid: str = ""
    text: str = ""


def record(case, entry: Entry) -> None:
    """Add an entry; two at the same moment keep their order."""
    annotations = IAnnotations(case)
    if KEY not in annotations:
        annotations[KEY] = LOBTree()
    rows = annotations[KEY]
    moment = int(entry.when.timestamp() * 1_000_000)
    while moment in rows:
        moment += 1
    rows[moment] = (entry.actor, entry.what, entry.subject, entry.uid, entry.text)


def entries(case, *, before: int | None = None, limit: int = 50) -> list[tuple[int, Entry]]:
    """Return up to limit (key, entry) pairs older than a key, newest first."""
    rows = IAnnotations(case).get(KEY) or LOBTree()
    newest_first: list[tuple[int, Entry]] = []
    keys = rows.keys(max=before, excludemax=True) if before is not None else rows.keys()
    for position in range(len(keys) - 1, max(len(keys) - 1 - limit, -1), -1):
        key = keys[position]
        when = datetime.fromtimestamp(key / 1_000_000, UTC)
        newest_first.append((key, Entry(when, *rows[key])))
    return newest_first


def visible(case, found: list[tuple[int, Entry]]) -> list[tuple[int, Entry]]:
    """Leave out the entries of objects that the person may not see; one catalog query."""
    uids = {entry.uid for _key, entry in found if entry.uid}
    if not uids:
        return found
    catalog = api.portal.get_tool("portal_catalog")
    seen = {brain.UID for brain in catalog(UID=list(uids))}
    return [(key, entry) for key, entry in found if not entry.uid or entry.uid in seen]
