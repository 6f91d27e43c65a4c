"""Documents that the lead or a supervisor lets the advocates of a case read, one by one.

An advocate asks; who answers for the case decides with a reason, on a consent or other basis, until
a day. What belongs to the psychologists is never released.
"""

from baleharum import _
from baleharum.cases.bare import Bare
from baleharum.cases.content import numbered
from baleharum.cases.interfaces import ICaseChild
from baleharum.cases.interfaces import ISteps
from baleharum.cases.moments import today
from baleharum.cases.values import Refused
from baleharum.litigation.keeping import kept
from baleharum.litigation.keeping import noted
from baleharum.litigation.keeping import Timed
from baleharum.litigation.policy import PSYCHOLOGY
from baleharum.vault.objects import SealedObject
from datetime import timedelta
from plone.dexterity.content import FTIAwareSpecification
from plone.dexterity.content import Item
from plone.supermodel import model
from zope import schema
from zope.interface import implementer


#: Days that a release lasts at most; after that it is asked for again.
LONGEST = 366
#: What is released at all: the other levels are open to advocates, their own records as well.
SECRET, OWN = "secret", "law"


def releasable(level: str, profession: str) -> bool:
    """Tell whether a document can be released to advocates.

    >>> releasable("secret", "social"), releasable("secret", "psychology")
    (True, False)
    """
    return level == SECRET and profession not in (PSYCHOLOGY, OWN)


def day_ahead(value) -> bool:
    """Field constraint. Raises Refused for a day that is over, or more than a year away."""
    if not today() <= value <= today() + timedelta(days=LONGEST):
        raise Refused(
            _("error_release_until", default="Choose a day from today on, within a year.")
        )
    return True


class IReleaseAsked(model.Schema):
    """What an advocate asks for."""

    kind = schema.Choice(
        title=_("label_release_kind", default="Kind of document"),
        vocabulary="baleharum.DocumentKinds",
    )
    wanted = schema.TextLine(
        title=_("label_release_wanted", default="Which one"),
        description=_(
            "help_release_wanted", default="Its number, if you know it, or what tells it apart."
        ),
        required=False,
        max_length=200,
    )
    reason = schema.Text(
        title=_("label_release_reason", default="What it is needed for"), max_length=2000
    )


class IReleaseDecision(model.Schema):
    """What is released, and until when."""

    document = schema.Choice(
        title=_("label_release_document", default="Document"),
        description=_(
            "help_release_document",
            default="Secret documents of this case. What belongs to the psychologists is not"
            " released.",
        ),
        vocabulary="baleharum.ReleasableDocuments",
        required=False,
    )
    until = schema.Date(
        title=_("label_release_until", default="Until"),
        description=_("help_release_until", default="The last day on which it can be read."),
        required=False,
        constraint=day_ahead,
    )


class IDocumentRelease(IReleaseAsked, IReleaseDecision, model.Schema, ICaseChild, ISteps):
    """A request of an advocate, and what became of it."""


@implementer(IDocumentRelease)
class DocumentRelease(Bare, Timed, SealedObject, Item):
    """A release: asked for once, decided once. rests_on: kind, UID, title and basis, looked up when
    it is released; released_by: user id."""

    # The plain classes before Item hide what makes behaviors (locking) work.
    __providedBy__ = FTIAwareSpecification()

    level = "secret"
    profession = "law"
    exclusive = True

    windows = {"asked": ("",), "decision": ("requested",)}
    instead = "What was decided stays. Ask for another release."
    refused = {
        "asked": "A request stays as it was made. Ask anew.",
        "decision": "This was decided. Ask for another release.",
    }

    kind = kept("kind", "asked", missing="")
    wanted = kept("wanted", "asked", sealed=True, missing="")
    reason = kept("reason", "asked", sealed=True, missing="")
    document = kept("document", "decision")
    until = kept("until", "decision")
    rests_on = noted("rests_on", missing=("", "", "", ""))
    released_by = noted("released_by", missing="")


def releases_of(case) -> list[DocumentRelease]:
    """Return the releases of a case, whoever asks, the oldest first."""
    return [each for each in numbered(case, "e") if IDocumentRelease.providedBy(each)]
