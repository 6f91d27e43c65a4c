"""REST: `GET @notes` lists the notes of a case, `POST @notes` adds one."""

from baleharum.asked import sent_text
from baleharum.cases.api import add_note
from baleharum.cases.moments import today
from baleharum.cases.notes.listing import note_brains
from baleharum.cases.notes.views import NoteRefused
from baleharum.cases.notes.views import read_note
from plone.protect.interfaces import IDisableCSRFProtection
from plone.restapi.batching import HypermediaBatch
from plone.restapi.deserializer import json_body
from plone.restapi.serializer.converters import json_compatible
from plone.restapi.services import Service
from zExceptions import BadRequest
from zope.i18n import translate
from zope.interface import alsoProvides


def note_json(note) -> dict:
    """Return a note as JSON: @id, id, author (user id), created, happened_on, text."""
    return {
        "@id": note.absolute_url(),
        "id": note.getId(),
        "author": note.Creator(),
        "created": json_compatible(note.created()),
        "happened_on": json_compatible(note.happened_on),
        "text": note.text,
    }


class NotesGet(Service):
    """The notes of a case, newest first, in batches (`b_start`, `b_size`)."""

    def reply(self):
        """Return the batch."""
        batch = HypermediaBatch(self.request, note_brains(self.context))
        answer = {
            "@id": batch.canonical_url,
            "items_total": batch.items_total,
            "items": [note_json(brain.getObject()) for brain in batch],
        }
        if batch.links:
            answer["batching"] = batch.links
        return answer


class NotesPost(Service):
    """Files a note. Body: text; happened_on, an ISO day, today if it is left out."""

    def reply(self):
        """Return the note, with 201."""
        alsoProvides(self.request, IDisableCSRFProtection)
        body = json_body(self.request)
        try:
            fields = read_note(sent_text(body, "text"), sent_text(body, "happened_on"), today())
        except NoteRefused as refused:
            raise BadRequest(translate(refused.args[0], context=self.request)) from refused
        note = add_note(self.context, **fields)
        self.request.response.setStatus(201)
        self.request.response.setHeader("Location", note.absolute_url())
        return note_json(note)
