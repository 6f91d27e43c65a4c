"""A progress note of a case."""

from baleharum import _
from baleharum.cases.bare import Bare
from baleharum.cases.interfaces import ICaseChild
from baleharum.cases.moments import today
from baleharum.cases.values import day_past
from baleharum.cases.values import Refused
from baleharum.vault.objects import is_stored
from baleharum.vault.objects import SealedObject
from baleharum.vault.objects import SealedValue
from plone.dexterity.content import FTIAwareSpecification
from plone.dexterity.content import Item
from plone.supermodel import model
from zExceptions import BadRequest
from zope import schema
from zope.globalrequest import getRequest
from zope.i18n import translate
from zope.interface import implementer


def says_something(value: str) -> bool:
    """Field constraint. Raises Refused for a text of spaces and signs that nobody sees."""
    if not any(sign.isprintable() and not sign.isspace() for sign in value):
        raise Refused(_("error_note_empty", default="Write the note first."))
    return True


class ICaseNote(model.Schema, ICaseChild):
    """A progress note. It is added to, never changed: a correction is another note."""

    text = schema.Text(
        title=_("label_note_text", default="Note"), max_length=20000, constraint=says_something
    )
    happened_on = schema.Date(
        title=_("label_happened_on", default="When it happened"),
        defaultFactory=today,
        constraint=day_past,
    )


@implementer(ICaseNote)
class CaseNote(Bare, SealedObject, Item):
    """A progress note: its text and day are written once, on every path."""

    # The plain classes before Item hide what makes behaviors (locking) work.
    __providedBy__ = FTIAwareSpecification()

    level = "confidential"
    profession = "social"
    written = SealedValue("text", missing="")

    @property
    def text(self) -> str:
        """The note as it was written."""
        return self.written

    @text.setter
    def text(self, value: str) -> None:
        if is_stored(self, "text") and self.written != value:
            raise BadRequest("A note cannot be changed. Write another one that corrects it.")
        self.written = value


def filed(note, event) -> None:
    """A note without a word would stay for ever: scripts ask no field. Raises BadRequest."""
    if event.newParent is None:
        return
    try:
        says_something(note.text or "")
    except Refused as refused:
        raise BadRequest(translate(refused.args[0], context=getRequest())) from refused
