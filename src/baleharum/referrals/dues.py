"""What is due of a letter: the head's signature, the partner's answer and reply."""

from baleharum.cases.dues import Due
from baleharum.cases.history import last_entry
from baleharum.cases.history import rows_of
from baleharum.cases.history import state_of
from baleharum.cases.interfaces import IDues
from baleharum.referrals.content import IReferralLetter
from baleharum.referrals.policy import answer_due
from baleharum.referrals.policy import signature_due
from baleharum.referrals.policy import UNDER_WAY
from typing import Any
from zope.component import adapter
from zope.interface import implementer


@implementer(IDues)
@adapter(IReferralLetter)
class LetterDues:
    """See IDues. Tokens of the list `deadlines`: referral-signature, referral-answer."""

    def __init__(self, context: Any) -> None:
        self.context = context

    def dues(self) -> list[Due]:
        """Return what is waited for, until when."""
        state = state_of(self.context)
        if state == "submitted":
            row = last_entry(rows_of(self.context), "submit")
            if row is not None:
                return [Due(signature_due(row["time"].asdatetime()), "referral-signature")]
        # That the partner has accepted is not the reply yet (domain.md 2b: 7 days). What is stopped
        # waits for nothing.
        waits = state in UNDER_WAY and self.context.stopped is None
        if waits and self.context.sent_at is not None:
            return [Due(answer_due(self.context.sent_at), "referral-answer")]
        return []
