"""The tab Notes: read from the newest, add one on top; nothing is changed."""

from baleharum import _
from baleharum.asked import Asked
from baleharum.asked import typed_number
from baleharum.cases.api import add_note
from baleharum.cases.moments import today
from baleharum.cases.notes.content import ICaseNote
from baleharum.cases.notes.content import says_something
from baleharum.cases.notes.listing import BATCH
from baleharum.cases.notes.listing import note_brains
from baleharum.cases.notes.listing import note_row
from baleharum.cases.values import FIRST_DAY
from baleharum.cases.values import Refused
from datetime import date
from plone import api
from plone.base.batch import Batch
from plone.protect import CheckAuthenticator
from Products.Five.browser import BrowserView
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from zExceptions import Unauthorized


ADD_NOTE = "baleharum: Add note"


class NoteRefused(ValueError):
    """A note that cannot be filed; its only argument says what to do instead."""


def read_note(text: str, day: str, now: date) -> dict:
    """Return the fields of a note as they were typed; day: ISO, '' for today.

    Raises NoteRefused.
    """
    text = text.replace("\r\n", "\n").strip()
    try:
        says_something(text)
    except Refused as refused:
        raise NoteRefused(refused.args[0]) from refused
    if len(text) > ICaseNote["text"].max_length:
        raise NoteRefused(
            _("error_note_long", default="The note is too long. File it as a document instead.")
        )
    try:
        happened_on = date.fromisoformat(day) if day else now
    except ValueError:
        happened_on = None
    if happened_on is None or not FIRST_DAY <= happened_on <= now:
        raise NoteRefused(
            _("error_note_day", default="Choose the day on which it happened, today or earlier.")
        )
    return {"text": text, "happened_on": happened_on}


class Notes(BrowserView):
    """`@@notes`: the notes of a case and the form to add one."""

    tab = "notes"
    template = ViewPageTemplateFile("notes.pt")
    error = None

    def __call__(self):
        """Show the notes; a POST files the note of the form first."""
        if self.request.method == "POST" and self._file():
            self.request.response.redirect(f"{self.context.absolute_url()}/notes")
            return ""
        return self.template()

    def _file(self):
        CheckAuthenticator(self.request)
        if not self.may_add():
            raise Unauthorized("Only the team of a case writes notes in it.")
        form = Asked(self.request.form)
        try:
            fields = read_note(form.get("text", ""), form.get("happened_on", ""), today())
        except NoteRefused as refused:
            self.error = refused.args[0]
            return False
        add_note(self.context, **fields)
        api.portal.show_message(_("message_note_added", default="The note is filed."), self.request)
        return True

    def may_add(self):
        """Tell whether the person may write notes in this case now."""
        return bool(api.user.has_permission(ADD_NOTE, obj=self.context))

    def today(self):
        """Return the day it is, as the form wants it."""
        return today().isoformat()

    def typed(self, name, default=""):
        """Return what was typed before an error."""
        return Asked(self.request.form).get(name, default) if self.error else default

    def batch(self):
        """Return the batch of notes that the address asks for (`b_start`)."""
        start = Asked(self.request.form).get("b_start", "0")
        found = note_brains(self.context)
        return Batch(found, BATCH, typed_number(start) or 0)

    def rows(self, batch):
        """Return the rows of a batch."""
        return [note_row(brain.getObject()) for brain in batch]


class Note(BrowserView):
    """One note, at the address that the timeline links to."""

    tab = "notes"

    notes = ViewPageTemplateFile("notes.pt")

    def notes_url(self):
        """Return the address of the tab Notes."""
        return f"{self.context.__parent__.absolute_url()}/notes"

    def row_macro(self):
        """Return the macro that shows rows of notes."""
        return self.notes.macros["rows"]

    def rows(self):
        """Return the note as the only row."""
        return [note_row(self.context)]
