"""A litigation file of a case, and the bundle that was made of it."""

from baleharum.cases.bare import Bare
from baleharum.cases.content import numbered
from baleharum.cases.interfaces import ICaseChild
from baleharum.cases.interfaces import ISteps
from baleharum.cases.passwords import Parcelled
from baleharum.litigation.keeping import kept
from baleharum.litigation.keeping import noted
from baleharum.litigation.keeping import Timed
from baleharum.litigation.policy import Entry
from baleharum.litigation.policy import numbered as coded
from baleharum.litigation.policy import SECTIONS
from baleharum.litigation.policy import sections
from baleharum.litigation.policy import WINDOWS
from baleharum.litigation.schema import IFileText
from baleharum.litigation.schema import IReceipt
from baleharum.litigation.schema import IService
from baleharum.vault.objects import SealedObject
from baleharum.vault.objects import SealedValue
from plone.dexterity.content import FTIAwareSpecification
from plone.dexterity.content import Item
from plone.supermodel import model
from zExceptions import BadRequest
from zope.interface import implementer


class ILitigationFile(IFileText, IReceipt, IService, model.Schema, ICaseChild, ISteps):
    """Exhibits in order, each a frozen version of a document of the case."""


@implementer(ILitigationFile)
class LitigationFile(Bare, Timed, SealedObject, Item):
    """A litigation file. Written in its draft alone; what was approved is what is bound.

    code: LF-2026-003, counted in the register; exhibits: rows of Entry; redactions: (number of
    an exhibit, its boxes as JSON); writers: ids of who changed
    it; frozen: the bundle as JSON, see bundles.spec; gates: (gate, blocker, code, text, who let it
    pass, why) at the approval; asked_by: who asked for the export; bundle: UID of the FiledBundle;
    found: rows of known.Found, where something stood that the edition may not hold; unsorted: the mark
    of the order that sorting made, and the numbers of the exhibits as they were before; chronology:
    rows of Fact; facts_given: how many numbers of facts were given; lifted: rows of flags.Lifted;
    withheld: (UID of a document, flag) of exhibits that were taken out of the draft; looked: rows of
    looked.Looked.
    """

    # The plain classes before Item hide what makes behaviors (locking) work.
    __providedBy__ = FTIAwareSpecification()

    level = "secret"
    profession = "law"
    #: Who leads and works on the case reads it; its advocates alone write it.
    exclusive = True

    windows = WINDOWS
    instead = "What was approved does not change. Have the file sent back, or make an addendum."
    refused = {
        "file": "A litigation file is changed in its draft alone. Have it sent back, or make an"
        " addendum to what was bound.",
        "looking": "Who has looked at an exhibit is noted while the file is checked.",
        "receipt": "The receipt is noted when the bundle is exported and not handed in yet.",
        "service": "The service is noted once the bundle was handed in.",
    }

    subject = kept("subject", "file", sealed=True, missing="")
    about = kept("about", "file")
    recipient = kept("recipient", "file")
    court = kept("court", "file", sealed=True, missing="")
    case_no = kept("case_no", "file", sealed=True, missing="")
    party = kept("party", "file", sealed=True, missing="")
    profile = kept("profile", "file", missing="id-perdata")
    edition = kept("edition", "file", missing="sealed")
    language = kept("language", "file", missing="id")
    proceeding = kept("proceeding", "file")
    hearing_on = kept("hearing_on", "file")
    attorney_on = kept("attorney_on", "file")
    sections = kept("sections", "file", sealed=True, missing=SECTIONS)
    prefix = kept("prefix", "file", missing="P-")
    supersedes = kept("supersedes", "file")
    exhibits = kept("exhibits", "file", sealed=True, missing=())
    redactions = kept("redactions", "file", sealed=True, missing=())
    highest = kept("highest", "file", missing=0)
    unsorted = kept("unsorted", "file", missing=())
    with_chronology = kept("with_chronology", "file", missing=False)
    chronology = kept("chronology", "file", sealed=True, missing=())
    lifted = kept("lifted", "file", sealed=True, missing=())
    withheld = kept("withheld", "file", sealed=True, missing=())
    facts_given = kept("facts_given", "file", missing=0)
    writers = kept("writers", "file", missing=())

    looked = kept("looked", "looking", sealed=True, missing=())

    receipt = kept("receipt", "receipt", sealed=True, missing="")
    filed_on = kept("filed_on", "receipt")
    served_to = kept("served_to", "service", sealed=True, missing="")
    served_on = kept("served_on", "service")

    code = noted("code", missing="")
    frozen = noted("frozen", sealed=True, missing="")
    gates = noted("gates", sealed=True, missing=())
    asked_by = noted("asked_by", missing="")
    bundle = noted("bundle", missing="")
    found = noted("found", sealed=True, missing=())

    @property
    def entries(self):
        """The exhibits as Entry rows, in their order."""
        return tuple(Entry(*row) for row in self.exhibits or ())

    def section_titles(self):
        """Return code -> title of the sections."""
        return sections(self.sections or ())

    def codes(self, first=1):
        """Return number of each exhibit -> its code; first: where an addendum goes on."""
        return coded(self.entries, list(self.section_titles()), self.prefix or "P-", first)


class IFiledBundle(model.Schema, ICaseChild):
    """A bundle as it was made: one PDF, its manifest, and the package for the recipient."""


def _refuse(*_values):
    raise BadRequest("A bundle stays as it was made. Make an addendum, or another edition.")


class Once:
    """An attribute that is written once."""

    def __init__(self, name):
        self.stored = f"_{name}"

    def __get__(self, holder, owner=None):
        return self if holder is None else holder.__dict__.get(self.stored)

    def __set__(self, holder, value):
        known = self.__get__(holder)
        if known is not None and known is not value:
            _refuse()
        setattr(holder, self.stored, value)


@implementer(IFiledBundle)
class FiledBundle(Bare, Parcelled, SealedObject, Item):
    """What was made of a litigation file, sealed by the key of its case; never changed.

    made_of: UID of the LitigationFile; code: of it; pdf, manifest, package: SealedFile, and where the
    centre signs also signed, signature, time_stamp (see signed.FIELDS); sha256: of the PDF;
    first_page, last_page, last_exhibit: numbers, an addendum goes on after them; made_by: who asked.
    """

    __providedBy__ = FTIAwareSpecification()

    level = "secret"
    profession = "law"
    exclusive = True

    made_of, code, stem = Once("made_of"), Once("code"), Once("stem")
    pdf, manifest, package = Once("pdf"), Once("manifest"), Once("package")
    signed, signature, time_stamp = Once("signed"), Once("signature"), Once("time_stamp")
    first_page, last_page, last_exhibit = (
        Once("first_page"),
        Once("last_page"),
        Once("last_exhibit"),
    )
    made_by, edition = Once("made_by"), Once("edition")
    sha256 = SealedValue("sha256", missing="")


def files_of(case) -> list:
    """Return the litigation files of a case, whoever asks, the oldest first."""
    return [each for each in numbered(case, "f") if ILitigationFile.providedBy(each)]


def bundles_of(case) -> list:
    """Return the bundles of a case, whoever asks, the oldest first."""
    return [each for each in numbered(case, "g") if IFiledBundle.providedBy(each)]
