"""What is counted of letters: that they went out, to what kind of partner, and when it answered."""

from baleharum.cases.content import ICase
from baleharum.cases.figures import Fact
from baleharum.cases.interfaces import IFigureFacts
from baleharum.referrals.content import letters_of
from baleharum.referrals.content import ReferralLetter
from plone.app.uuid.utils import uuidToObject
from typing import Any
from zope.component import adapter
from zope.interface import implementer


@implementer(IFigureFacts)
@adapter(ICase)
class LettersSent:
    """The letters of a case that went out."""

    def __init__(self, context: Any) -> None:
        self.context = context

    def facts(self) -> list[Fact]:
        """See IFigureFacts."""
        return [
            Fact(letter.sent_on, "referred", kind_of_partner(letter), days_to_answer(letter))
            for letter in letters_of(self.context)
            if letter.was_sent and letter.sent_on is not None
        ]


def kind_of_partner(letter: ReferralLetter) -> str:
    """Return the kind of whom a letter went to, '' for one that is gone."""
    partner = uuidToObject(letter.partner, unrestricted=True) if letter.partner else None
    return getattr(partner, "kind", None) or ""


def days_to_answer(letter: ReferralLetter) -> int | None:
    """Return after how many days the partner said yes, no, or what came of it; None for not yet."""
    answers = [day for day in (letter.answered_on, letter.replied_on) if day is not None]
    return (min(answers) - letter.sent_on).days if answers else None
