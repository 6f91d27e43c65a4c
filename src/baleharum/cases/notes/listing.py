"""The notes of a case that a person may read, the newest first."""

from baleharum.cases.content import children_path
from baleharum.cases.layout import full_name
from baleharum.cases.moments import moment_text
from baleharum.cases.moments import spoken_language
from baleharum.cases.moments import WITA
from baleharum.terms.days import day_text
from plone import api


BATCH = 25


def note_brains(case) -> list:
    """Return the catalog brains of the notes of a case, newest first."""
    found = api.portal.get_tool("portal_catalog")(path=children_path(case), portal_type="CaseNote")
    # By number: the catalog knows the time of creation by the minute only.
    return sorted(found, key=lambda brain: int(brain.getId[1:]), reverse=True)


def note_row(note) -> dict:
    """Return what a page shows of a note; times are texts in the language of the page.

    happened_on is empty where the note was written on the day that it tells of.
    """
    language = spoken_language()
    written = note.created().asdatetime()
    same_day = written.astimezone(WITA).date() == note.happened_on
    return {
        "id": note.getId().upper(),
        "url": note.absolute_url(),
        "author": full_name(note.Creator()),
        "written": moment_text(written, language),
        "happened_on": "" if same_day else day_text(note.happened_on, language),
        "text": note.text,
    }


def latest_notes(case, limit: int) -> list[dict]:
    """Return the rows of the newest notes."""
    return [note_row(brain.getObject()) for brain in note_brains(case)[:limit]]
