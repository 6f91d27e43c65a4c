"""The intake box and a report."""

from baleharum import _
from baleharum.cases.bare import Bare
from baleharum.cases.interfaces import ISteps
from baleharum.cases.moments import today
from baleharum.cases.moments import WITA
from baleharum.cases.numbering import case_number
from baleharum.cases.numbering import NumberedContainer
from baleharum.cases.values import begins_a_number
from baleharum.guard.realm import Realm
from baleharum.intake.interfaces import IBox
from baleharum.intake.parts import Message
from baleharum.intake.parts import ReportFile
from baleharum.intake.submission import digest
from baleharum.team.policy import BOX_FUNCTIONS
from baleharum.vault.objects import is_stored
from baleharum.vault.objects import SealedObject
from baleharum.vault.objects import SealedValue
from BTrees.IOBTree import IOBTree
from BTrees.OOBTree import OOBTree
from plone.dexterity.content import Container
from plone.dexterity.content import FTIAwareSpecification
from plone.dexterity.content import Item
from plone.supermodel import model
from typing import Any
from zExceptions import BadRequest
from zope import schema
from zope.interface import implementer

import json


class IIntakeBox(model.Schema, IBox):
    """All reports of one centre."""

    title = schema.TextLine(title=_("label_box_title", default="Name of the intake box"))
    prefix = schema.TextLine(
        title=_("label_box_prefix", default="Letters before the number of a report"),
        default="L",
        max_length=8,
        constraint=begins_a_number,
    )


class IIntakeReport(model.Schema, ISteps):
    """One report. What it says is no field: it is written once, see `submission`."""


@implementer(IIntakeBox)
class IntakeBox(SealedObject, NumberedContainer, Realm, Container):
    """All reports of a centre, named L-2026-00001, without gaps."""

    __providedBy__ = FTIAwareSpecification()
    _ordering = "unordered"
    functions = BOX_FUNCTIONS

    def name_for(self, content):
        """Return the next number of the year in which the report arrived."""
        received = getattr(content, "received_at", None)
        year = received.astimezone(WITA).year if received else today().year
        number = case_number(self.prefix, year, self.next_number(f"{self.prefix}-{year}"))
        return number, number

    def remembered(self, name: str, make: bool = False) -> OOBTree:
        """Return one of the box's tables of keyed hashes, hash -> number of a report."""
        tables = self.__dict__.get("_remembered")
        if tables is None:
            tables = OOBTree()
            if make:
                self._remembered = tables
        if name not in tables:
            if not make:
                return OOBTree()
            tables[name] = OOBTree()
        return tables[name]


class WrittenOnce(SealedValue):
    """A sealed value that nobody writes a second time."""

    def __set__(self, holder: Any, value: Any) -> None:
        if is_stored(holder, self.name):
            raise BadRequest("What a reporter has sent is never changed. Write a note beside it.")
        super().__set__(holder, value)


@implementer(IIntakeReport)
class IntakeReport(Bare, SealedObject, Item):
    """A report: what was sent, frozen, and beside it what officers found and did.

    received_at: aware UTC; risk: token of `risks`, '' while nobody has looked; case: UID of the
    case that it became; answered_at: when somebody first took it up, erased_at: when it was emptied,
    both aware UTC or None; wishes: tokens of `reporter-wishes`, see `policy`; unheard_since: since
    when a message of the reporter waits for an officer, called_at: when its officers were called
    because nobody had taken it up, both aware UTC or None; restricted_at: since when it is closed to
    all but the supervisors, see `keeping`; holds: rows of `keeping.holds.Hold`, the newest last.
    """

    # The plain classes before Item hide what makes behaviors work.
    __providedBy__ = FTIAwareSpecification()

    #: Code lists of its steps and states, see `cases.steps`.
    step_lists = ("intake-transitions", "intake-states")

    # Types stand in comments: annotations of a class would take the place of those of its objects.
    received_at = None  # type: Any
    answered_at = None  # type: Any
    erased_at = None  # type: Any
    unheard_since = None  # type: Any
    called_at = None  # type: Any
    restricted_at = None  # type: Any
    holds = ()  # type: tuple[tuple[Any, ...], ...]
    wishes = ()  # type: tuple[str, ...]
    risk = ""
    source = ""
    channel = ""
    case = ""

    submission = WrittenOnce("submission")
    sha256 = WrittenOnce("sha256")
    #: Why it was dismissed or redirected, to whom (UID of a partner), and why it was reopened.
    reason = SealedValue("reason", missing="")
    redirected_to = SealedValue("redirected_to", missing="")

    def freeze(self, text: str) -> None:
        """Write down what was sent. Raises BadRequest the second time."""
        self.submission = text
        self.sha256 = digest(text)

    @property
    def said(self) -> dict[str, Any]:
        """Return the fields that were sent, as JSON has them; name -> value."""
        return json.loads(self.submission)["fields"] if self.submission else {}

    @property
    def is_as_sent(self) -> bool:
        """Whether what is kept is what was received."""
        return bool(self.submission) and digest(self.submission) == self.sha256

    def parts(self, name: str) -> IOBTree:
        """Return its files, messages or notes, number -> part; reading makes nothing."""
        return self.__dict__.get(f"_{name}") or IOBTree()

    def add_part(self, name: str, part: ReportFile | Message) -> None:
        """Keep a part under its number. Raises BadRequest for a number that is taken."""
        kept = self.__dict__.get(f"_{name}")
        if kept is None:
            kept = IOBTree()
            setattr(self, f"_{name}", kept)
        if not kept.insert(part.number, part):
            raise BadRequest("A part of a report keeps its place. Load the page again.")

    def next_part(self, name: str) -> int:
        """Return the number that the next part gets."""
        kept = self.parts(name)
        return kept.maxKey() + 1 if kept else 1
