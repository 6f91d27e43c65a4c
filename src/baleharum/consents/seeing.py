"""What a consent says of somebody whose data is restricted: nothing to who may not read them.

What it is about, whether it holds, and its withdrawal stay open to the team: services rest on it.
"""

from baleharum import _
from baleharum.cases.people.seeing import is_restricted_to_me
from baleharum.consents.content import IConsentForm
from baleharum.consents.grounds import Grounds
from baleharum.login.interfaces import IDraftDoor
from typing import Any
from zope.component import adapter
from zope.interface import implementer


#: Fields in which somebody has written of the person, or of who speaks for them.
WRITTEN = ("authority", "assent_words", "support_format", "support_people", "remarks", "witnesses")
CLOSED = _(
    "error_consent_closed",
    default="The data of a person whom this consent is about is restricted: what was written of"
    " them is read by the privacy officer and who leads the case, who changes it alone. The privacy"
    " officer lifts the restriction. A withdrawal is recorded all the same.",
)


def is_closed(consent: Any) -> bool:
    """Tell whether what was written is neither shown to who asks nor changed by them."""
    known = Grounds(consent.__parent__).people
    return any(
        is_restricted_to_me(known.get(uid)) for uid in (consent.person, *(consent.givers or ()))
    )


@implementer(IDraftDoor)
@adapter(IConsentForm)
class ConsentDoor:
    """The draft of its form holds what was written of the person."""

    def __init__(self, consent: Any) -> None:
        self.consent = consent

    def closed(self, page: str) -> bool:
        """See IDraftDoor."""
        return page == "edit" and is_closed(self.consent)
