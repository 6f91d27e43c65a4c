"""What everybody may read: tables of a quarter, taken from a snapshot by the head, and taken back.

A quarter is published once. Another count of the same quarter beside it would tell by how little they
differ, and a month or a year beside quarters would tell what these keep back.
"""

from baleharum import _
from baleharum.cases.moments import today
from baleharum.statistics import frozen
from baleharum.statistics.quarter import for_everybody
from baleharum.statistics.snapshots import Kept
from baleharum.statistics.snapshots import kept_as
from baleharum.statistics.snapshots import SnapshotRefused
from baleharum.statistics.snapshots import text_of
from baleharum.statistics.tables import Sheet
from baleharum.team.api import current_user_id
from baleharum.team.api import utcnow
from baleharum.trail.actions import SETTING
from baleharum.trail.api import change
from BTrees.OOBTree import OOBTree
from plone import api
from plone.uuid.interfaces import IUUID
from typing import Any
from typing import NamedTuple
from zope.annotation.interfaces import IAnnotations


#: On the site: what is published; on a register: what was decided about it.
PUBLISHED = "baleharum.figures.published"
DECISIONS = "baleharum.figures.decisions"

#: The reports of which quarters are published: of a register, and of a folder of programmes.
PUBLIC = ("quarter", "assistance-quarter")

#: Characters of a name at most.
NAME = 120


class Published(NamedTuple):
    """A quarter as everybody reads it. name: of the centre; number: of the snapshot; at: aware moment
    (ISO); sha256: of the snapshot; text: the tables as JSON, small numbers kept back."""

    quarter: str
    name: str
    number: str
    definitions: int
    at: str
    sha256: str
    text: str

    def sheet(self, language: str) -> Sheet:
        """Return the tables in a language."""
        return frozen.read(self.text, language)


class Decision(NamedTuple):
    """what: published, retracted; number, quarter: of the snapshot; at: aware moment (ISO)."""

    what: str
    number: str
    quarter: str
    at: str
    by: str


def publish(register: Any, number: str, name: str) -> Published:
    """Publish a snapshot. name: how the centre is called there. Raises SnapshotRefused."""
    found = kept_as(register, number)
    problem = refusal(register, found, name)
    if problem is not None:
        raise SnapshotRefused(problem)
    kept = text_of(register, found)
    covered = frozen.covered(kept, for_everybody(frozen.read(kept, "id")))
    published = Published(
        found.period,
        name.strip(),
        found.number,
        found.definitions,
        utcnow().isoformat(),
        found.sha256,
        covered,
    )
    _writable(api.portal.get(), PUBLISHED)[_key(register, found.period)] = tuple(published)
    _decided(register, "published", found)
    return published


def refusal(register: Any, found: Kept, name: str) -> Any:
    """Return why a snapshot can't be published, None where it can."""
    if not is_public(found.report) or not found.question.period.is_quarter or found.sub_district:
        return _(
            "error_not_for_public",
            default="Only the report for the public, of one whole quarter and all sub-districts, is"
            " published.",
        )
    if found.question.period.last >= today():
        return _("error_quarter_runs", default="This quarter is not over yet.")
    before = {each.number for each in decisions(register) if each.quarter == found.period}
    if before - {found.number}:
        return _(
            "error_quarter_published",
            default="Other figures of this quarter were published before (${number}). Two counts of"
            " one quarter would tell by how little they differ: publish those again, or none.",
            mapping={"number": ", ".join(sorted(before))},
        )
    if not name.strip() or len(name) > NAME:
        return _("error_public_name", default="Write how the centre is called, in one short line.")
    return None


def is_public(report: str) -> bool:
    """Tell whether quarters of a report are published."""
    return report in PUBLIC


def retract(register: Any, number: str) -> Decision:
    """Take back what was published of a snapshot. Raises SnapshotRefused."""
    found = kept_as(register, number)
    known = published_of(register, found.period)
    if known is None or known.number != number:
        raise SnapshotRefused(_("error_not_published", default="These figures are not published."))
    del _writable(api.portal.get(), PUBLISHED)[_key(register, found.period)]
    return _decided(register, "retracted", found)


def published_of(register: Any, quarter: str) -> Published | None:
    """Return what is published of a quarter of a register, None for nothing."""
    row = (IAnnotations(api.portal.get()).get(PUBLISHED) or {}).get(_key(register, quarter))
    return None if row is None else Published(*row)


def all_published() -> list[Published]:
    """Return all that everybody may read, the newest quarter first; opens no key."""
    rows = (IAnnotations(api.portal.get()).get(PUBLISHED) or {}).values()
    return sorted(
        (Published(*row) for row in rows), key=lambda p: (p.quarter, p.name), reverse=True
    )


def decisions(register: Any) -> list[Decision]:
    """Return what was decided about publishing, the oldest first."""
    return [Decision(*row) for row in (IAnnotations(register).get(DECISIONS) or {}).values()]


def _decided(register: Any, what: str, found: Kept) -> Decision:
    row = Decision(what, found.number, found.period, utcnow().isoformat(), current_user_id())
    kept = _writable(register, DECISIONS)
    kept[len(kept) + 1] = tuple(row)
    change(SETTING, "", IUUID(register), f"figures-{what}:{found.number}")
    return row


def _writable(context: Any, key: str) -> OOBTree:
    annotations = IAnnotations(context)
    if key not in annotations:
        annotations[key] = OOBTree()
    return annotations[key]


def _key(register: Any, quarter: str) -> str:
    return f"{quarter}:{IUUID(register)}"
