"""What can be filed in a case: one entry for each portal type, also for the slices above."""

from baleharum import _
from baleharum.cases.interfaces import ICaseKind
from dataclasses import dataclass
from zope.component import getUtilitiesFor
from zope.component import queryUtility
from zope.i18nmessageid import Message
from zope.interface import implementer


@implementer(ICaseKind)
@dataclass(frozen=True)
class CaseKind:
    """See ICaseKind."""

    word: str
    letter: str
    label: Message
    added: Message
    tab: str
    decided: Message | None = None
    transitions: str = ""
    states: str = ""
    timed: bool = False


DOCUMENT = CaseKind(
    word="document",
    letter="d",
    label=_("kind_document", default="Document"),
    added=_("story_document_added", default="${who} filed the document ${subject}"),
    decided=_("story_document", default="${who} – document ${subject}: ${step}"),
    tab="documents",
    transitions="document-transitions",
    states="document-states",
)
PERSON = CaseKind(
    word="person",
    letter="p",
    label=_("desk_person", default="Person"),
    added=_("story_person_added", default="${who} added the person ${subject}"),
    decided=_("story_person", default="${who} – person ${subject}: ${step}"),
    tab="people",
    transitions="subject-transitions",
    states="subject-states",
)
NOTE = CaseKind(
    word="note",
    letter="n",
    label=_("desk_note", default="Note"),
    added=_("story_note_added", default="${who} wrote the note ${subject}"),
    tab="notes",
)


def kind_of(portal_type: str) -> CaseKind | None:
    """Return what is known of a portal type, None for one that is not filed in a case."""
    return queryUtility(ICaseKind, name=portal_type)


def kinds() -> dict[str, CaseKind]:
    """Return portal type -> what is known of it."""
    return dict(sorted(getUtilitiesFor(ICaseKind)))


def kind_called(word: str) -> CaseKind | None:
    """Return the kind that the timeline calls so."""
    return next((kind for kind in kinds().values() if kind.word == word), None)
