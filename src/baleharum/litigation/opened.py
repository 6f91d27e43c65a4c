"""Which documents are released to the advocates of which case: at once, and until the day is over.

Nothing is written on a document. Its catalog entry names a group of its own; the group plugin asks
here which of these groups an advocate is in at this moment.
"""

from baleharum.cases.dues import end_of
from baleharum.cases.files.content import ICaseFile
from baleharum.litigation.releases import releasable
from baleharum.team.interfaces import IMoreGroups
from baleharum.team.policy import READ
from baleharum.team.policy import RELEASED
from baleharum.team.policy import token
from borg.localrole.interfaces import ILocalRoleProvider
from BTrees.OOBTree import OOBTree
from datetime import date
from plone import api
from plone.uuid.interfaces import IUUID
from zope.annotation.interfaces import IAnnotations
from zope.component import adapter
from zope.interface import implementer


KEY = "baleharum.litigation.released"
ADVOCATE = "advocate"


def open_to_advocates(case_uid: str, release_uid: str, document_uid: str, until: date) -> None:
    """Let the advocates of a case read a document until a day."""
    notes = IAnnotations(api.portal.get())
    if KEY not in notes:
        notes[KEY] = OOBTree()
    rows = notes[KEY].get(case_uid, ())
    notes[KEY][case_uid] = (*rows, (release_uid, document_uid, until.isoformat()))


def close_to_advocates(case_uid: str, release_uid: str) -> None:
    """Take a release back; doing it twice changes nothing."""
    known = IAnnotations(api.portal.get()).get(KEY)
    if known is None or case_uid not in known:
        return
    rows = tuple(row for row in known[case_uid] if row[0] != release_uid)
    if rows:
        known[case_uid] = rows
    else:
        del known[case_uid]


def open_now(site, case_uid: str, now) -> frozenset[str]:
    """Return the UIDs of the documents that the advocates of a case may read at a moment."""
    rows = IAnnotations(site).get(KEY, {}).get(case_uid, ())
    return frozenset(
        document for _uid, document, until in rows if now <= end_of(date.fromisoformat(until))
    )


@implementer(IMoreGroups)
class ReleasedGroups:
    """See IMoreGroups: whoever is an advocate of a case now is in the groups of what is released."""

    def groups(self, site, groups, now):
        """Return the groups `released:<UID of a document>`."""
        found: set[str] = set()
        for group in groups:
            word, _colon, case_uid = group.partition(":")
            if word == ADVOCATE:
                found.update(token(RELEASED, uid) for uid in open_now(site, case_uid, now))
        return tuple(sorted(found))


@implementer(ILocalRoleProvider)
@adapter(ICaseFile)
class ReleasedRoles:
    """Reading, for the group of a document that can be released."""

    def __init__(self, context):
        self.context = context

    def _row(self):
        if not releasable(self.context.level or "secret", self.context.profession or ""):
            return None
        return token(RELEASED, IUUID(self.context)), READ

    def getRoles(self, principal_id):
        """Return the roles of a group here."""
        if not principal_id.startswith(RELEASED):
            return ()
        row = self._row()
        return row[1] if row is not None and row[0] == principal_id else ()

    def getAllRoles(self):
        """Yield what the catalog indexes."""
        row = self._row()
        if row is not None:
            yield row
