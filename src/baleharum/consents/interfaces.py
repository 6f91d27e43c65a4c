"""What the slices above may ask of consents, and what they are told."""

from baleharum.cases.interfaces import ICaseChild
from zope.interface import Attribute
from zope.interface import Interface
from zope.interface.interfaces import IObjectEvent


class IGround(ICaseChild):
    """What the processing of data rests on: a consent, or another lawful basis that is recorded."""


class IConsentEnded(IObjectEvent):
    """A consent no longer holds, or a recorded basis was ended; told in the same transaction.

    `object` is the ConsentForm or LawfulBasis.
    """

    why = Attribute("Token: withdrawn, expired, replaced, void; ended for a LawfulBasis")


class IToTell(Interface):
    """A subscription adapter of a ConsentForm: who has to be told of its withdrawal, or that it is void.

    Slices above register their own; all of them are asked.
    """

    def partners():
        """Return UIDs of partners; '' stands for the centre itself, which has to stop as well."""
