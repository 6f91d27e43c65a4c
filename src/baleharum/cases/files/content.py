"""A document of a case: one uploaded file, as it was received."""

from baleharum import _
from baleharum.cases.bare import Bare
from baleharum.cases.files.policy import acceptable
from baleharum.cases.files.policy import LEVEL_TOO_LOW
from baleharum.cases.files.policy import lowest_level
from baleharum.cases.files.policy import rank
from baleharum.cases.interfaces import ICaseChild
from baleharum.cases.interfaces import ISteps
from baleharum.cases.values import day_past
from baleharum.documents.findings import is_active
from baleharum.vault.fields import SealedFileField
from baleharum.vault.objects import SealedObject
from baleharum.vault.objects import SealedValue
from plone.autoform import directives
from plone.dexterity.content import FTIAwareSpecification
from plone.dexterity.content import Item
from plone.supermodel import model
from z3c.form.interfaces import IEditForm
from zExceptions import BadRequest
from zope import schema
from zope.interface import implementer
from zope.interface import Invalid
from zope.interface import invariant


class ICaseFile(model.Schema, ICaseChild, ISteps):
    """One uploaded document with a kind and a level."""

    directives.omitted(IEditForm, "file")
    file = SealedFileField(title=_("label_file", default="File"), constraint=acceptable)
    kind = schema.Choice(
        title=_("label_kind", default="Kind of document"), vocabulary="baleharum.DocumentKinds"
    )
    level = schema.Choice(
        title=_("label_level", default="Confidentiality"),
        description=_(
            "help_level", default="May be raised above what the kind demands, never lowered."
        ),
        vocabulary="baleharum.Levels",
    )
    dated = schema.Date(
        title=_("label_dated", default="Date of the document"), required=False, constraint=day_past
    )
    remark = schema.TextLine(
        title=_("label_remark", default="Remark"), required=False, max_length=300
    )

    @invariant
    def level_fits_kind(data):
        """A medical report that is filed as 'restricted' would be open to the whole team."""
        kind, level = getattr(data, "kind", None), getattr(data, "level", None)
        if kind and level and rank(level) < rank(lowest_level(kind)):
            raise Invalid(LEVEL_TOO_LOW)


@implementer(ICaseFile)
class CaseFile(Bare, SealedObject, Item):
    """A document as it was received; what it holds is never replaced, on no path.

    A correction is a new document of the same `series`, one `version` higher.
    sha256, size (bytes), media_type, filename: of the file as received.
    findings: tokens of what was found in it, see documents.findings; scan: clean, infected,
    pending or off, and scanned when (datetime, UTC).
    text_state: waiting, indexed, none (nothing to read), or unreadable.
    """

    # The plain classes before Item hide what makes behaviors (locking) work.
    __providedBy__ = FTIAwareSpecification()

    version = 1
    series = ""
    sha256 = SealedValue("sha256", missing="")
    remark = SealedValue("remark")
    size = 0
    media_type = ""
    profession = "social"
    text_state = "waiting"
    text_reason = ""
    pages = 0
    findings = ()
    scan = "off"
    scanned = None

    @property
    def active(self) -> bool:
        """Whether the file holds what acts when it is opened, or could not be looked into."""
        return is_active(self.findings)

    @property
    def openable(self) -> bool:
        """Whether the file may be opened at all: not while a virus is not ruled out."""
        return self.scan in ("clean", "off")

    @property
    def file(self):
        """The file as it was received (SealedFile)."""
        return self.__dict__.get("_file")

    @file.setter
    def file(self, value) -> None:
        kept = self.__dict__.get("_file")
        if kept is not None and value is not kept:
            raise BadRequest(
                "The file of a document cannot be replaced. Upload a new version instead."
            )
        self._file = value

    @property
    def filename(self) -> str:
        """The name under which the file was uploaded."""
        return (self.file.filename if self.file is not None else "") or ""
