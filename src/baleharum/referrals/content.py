"""A referral letter of a case."""

from baleharum.cases.bare import Bare
from baleharum.cases.content import numbered
from baleharum.cases.history import last_entry
from baleharum.cases.history import rows_of
from baleharum.cases.history import state_of
from baleharum.cases.interfaces import ICaseChild
from baleharum.cases.interfaces import ISteps
from baleharum.cases.passwords import Parcelled
from baleharum.referrals.keeping import Checklist
from baleharum.referrals.keeping import kept
from baleharum.referrals.keeping import once
from baleharum.referrals.keeping import Timed
from baleharum.referrals.policy import moment_of
from baleharum.referrals.policy import UNDER_WAY
from baleharum.referrals.schema import IAnswer
from baleharum.referrals.schema import IDispatch
from baleharum.referrals.schema import IHandover
from baleharum.referrals.schema import ILetterText
from baleharum.referrals.schema import IReply
from baleharum.vault.objects import SealedObject
from datetime import date
from plone.dexterity.content import FTIAwareSpecification
from plone.dexterity.content import Item
from plone.supermodel import model
from typing import NamedTuple
from zope.interface import implementer


class IReferralLetter(
    ILetterText, IDispatch, IAnswer, IReply, IHandover, model.Schema, ICaseChild, ISteps
):
    """A numbered, signed letter to a partner, with what it discloses."""


class Enclosure(NamedTuple):
    """A document as the letter discloses it. uid: of the document; name: its number in the case;
    ending: of its file, with the dot; pages: None where nobody counted."""

    uid: str
    name: str
    kind: str
    version: int
    sha256: str
    ending: str
    pages: int | None


class Rest(NamedTuple):
    """What a letter rests on. kind: consent or law; uid, title: of the record; basis: token of the
    list `lawful-bases`."""

    kind: str = ""
    uid: str = ""
    title: str = ""
    basis: str = ""


class Stop(NamedTuple):
    """What a letter rested on has ended. on: day; at: aware moment of recording (ISO); why: see
    IConsentEnded."""

    on: date
    at: str
    why: str


@implementer(IReferralLetter)
class ReferralLetter(Bare, Timed, Parcelled, SealedObject, Item):
    """A referral letter. What it discloses is fixed when it is submitted, its number and PDF when
    it is signed; each group of fields is written at its time alone, see `policy.WINDOWS`.

    number: '' before it is signed; signed_on: day; signed_by: user id; pdf: SealedFile;
    sha256: of the PDF, hexadecimal.
    """

    # The plain classes before Item hide what makes behaviors (locking) work.
    __providedBy__ = FTIAwareSpecification()

    level = "confidential"
    profession = "social"

    partner = kept("partner", "text")
    about = kept("about", "text")
    mode = kept("mode", "text", missing="layanan")
    services = kept("services", "text", missing=())
    purpose = kept("purpose", "text", sealed=True)
    data = Checklist("data", (), group="text")
    documents = kept("documents", "text", missing=())
    text = kept("text", "text", sealed=True)
    code = kept("code", "text", missing="400-9-8")
    nature = kept("nature", "text", missing="rahasia")

    sent_channel = kept("sent_channel", "dispatch")
    sent_on = kept("sent_on", "dispatch")
    sent_time = kept("sent_time", "dispatch")
    sent_to = kept("sent_to", "dispatch", sealed=True)

    answered_by = kept("answered_by", "answer", sealed=True)
    answered_on = kept("answered_on", "answer")

    reply_document = kept("reply_document", "reply")
    replied_on = kept("replied_on", "reply")
    reply_summary = kept("reply_summary", "reply", sealed=True)

    minutes = kept("minutes", "handover")
    handed_by = kept("handed_by", "handover", sealed=True)
    handed_on = kept("handed_on", "handover")
    taken_by = kept("taken_by", "handover", sealed=True)
    taken_on = kept("taken_on", "handover")

    #: Fixed when it is submitted, see `fix`.
    fixed = kept("fixed", "text", sealed=True, missing=())
    disclosed = kept("disclosed", "text", sealed=True, missing=())
    #: The name that the partner had then.
    addressee = kept("addressee", "text", missing="")
    #: Looked up when it is submitted, signed and sent, see `rest_on`.
    _rest = ("", "", "", "")

    #: Of what has ended under a letter that the partner has: day, aware moment (ISO), and why.
    _stopped = ("", "", "")

    number = once("number", missing="")
    signed_on = once("signed_on")
    signed_by = once("signed_by", missing="")
    pdf = once("pdf")
    sha256 = once("sha256", sealed=True, missing="")

    @property
    def enclosures(self) -> tuple[Enclosure, ...]:
        """The documents as they are disclosed; () in a draft."""
        return tuple(Enclosure(*row) for row in self.fixed or ())

    @property
    def rest(self) -> Rest:
        """The consent or other basis that the letter rests on; empty before it is submitted."""
        return Rest(*self._rest)

    def rest_on(self, rest: Rest) -> None:
        """Note what the letter rests on."""
        self._rest = tuple(rest)

    @property
    def stopped(self) -> Stop | None:
        """That what it rested on has ended after the partner had accepted it, None if it has not."""
        day, at, why = self._stopped
        return Stop(date.fromisoformat(day), at, why) if day else None

    def stop(self, on: date, at: str, why: str) -> None:
        """Note that what it rests on has ended; what was noted first stays."""
        if not self._stopped[0]:
            self._stopped = (on.isoformat(), at, why)

    @property
    def was_sent(self) -> bool:
        """Whether it has gone out, whatever came of it."""
        return last_entry(rows_of(self), "send") is not None

    @property
    def sent_at(self):
        """When it was sent (aware datetime), None while day or time is missing."""
        return moment_of(self.sent_on, self.sent_time)


def under_way(case) -> list[ReferralLetter]:
    """Return the letters that a partner has, has not said no to, and that still go on."""
    return [
        each for each in letters_of(case) if state_of(each) in UNDER_WAY and each.stopped is None
    ]


def letters_of(case) -> list[ReferralLetter]:
    """Return all letters of a case, whoever asks, the oldest first."""
    return [each for each in numbered(case, "l") if IReferralLetter.providedBy(each)]
