"""What a step of a letter needs; a refusal lists all of it."""

from baleharum import _
from baleharum.cases.history import last_entry
from baleharum.cases.history import rows_of
from baleharum.cases.history import state_of
from baleharum.cases.interfaces import IRequirement
from baleharum.cases.layout import case_of
from baleharum.cases.policy import ACTIVE_STATES
from baleharum.cases.requirements import comment_missing
from baleharum.cases.requirements import Missing
from baleharum.letters.refusals import LetterRefused
from baleharum.referrals import checks
from baleharum.referrals import composing
from baleharum.referrals.content import IReferralLetter
from baleharum.referrals.grounds import lacking
from baleharum.referrals.grounds import still_holds
from baleharum.referrals.parts import follows
from baleharum.referrals.parts import handover_rows
from baleharum.referrals.parts import is_handed_over
from baleharum.referrals.parts import is_over
from baleharum.referrals.parts import reply_rows
from baleharum.referrals.policy import HANDOVER
from baleharum.referrals.policy import may_sign
from baleharum.team.api import current_user_id
from baleharum.team.api import utcnow
from baleharum.terms.lists import term
from collections.abc import Iterator
from hashlib import sha256
from plone import api
from typing import Any
from zope.component import adapter
from zope.interface import implementer


#: transition -> what is looked at, in the order in which it is told.
LOOKS = {
    "submit": ("filled", "partner", "person", "documents", "basis", "set"),
    "sign": ("signer", "partner", "person", "enclosures", "basis", "set"),
    "send": ("partner", "person", "enclosures", "basis", "whole", "dispatch"),
    "accept": ("answer",),
    "refuse": ("answer",),
    "reply": ("reply",),
    "finish": ("handover",),
}
#: Steps that are taken also when the work on the case has ended.
ALWAYS = ("cancel", "return")


@implementer(IRequirement)
@adapter(IReferralLetter)
class LetterRules:
    """Reasons, an open case, and all that the letter itself needs."""

    def __init__(self, context: Any) -> None:
        self.context = context

    def missing(self, transition: str, details: Any) -> list[Missing]:
        """Return all rows; see IRequirement."""
        rows = []
        if term("referral-transitions", transition).extra["comment"] == "required":
            rows.extend(comment_missing(details))
        state = api.content.get_state(case_of(self.context))
        if transition not in ALWAYS and state not in ACTIVE_STATES:
            rows.append(
                Missing(
                    _(
                        "missing_open_case_letter",
                        default="The work on the case has ended: no letter leaves it.",
                    )
                )
            )
        for name in LOOKS.get(transition, ()):
            rows.extend(getattr(self, f"_{name}")())
        return rows

    def _edit(self, message: Any) -> Missing:
        return Missing(message, f"{self.context.getId()}/edit")

    def _filled(self) -> Iterator[Missing]:
        letter = self.context
        if not letter.services and letter.mode != HANDOVER:
            yield self._edit(
                _("missing_services", default="Choose the services that the partner is asked for.")
            )
        if not (letter.purpose or "").strip():
            yield self._edit(_("missing_purpose", default="Write the purpose of the referral."))
        if not letter.data:
            yield self._edit(
                _(
                    "missing_minimum_data",
                    default="Say which data is disclosed, and why the partner needs each item.",
                )
            )
        if not (letter.text or "").strip():
            yield self._edit(_("missing_letter_text", default="Write the text of the letter."))

    def _partner(self) -> Iterator[Missing]:
        letter = self.context
        yield from map(self._edit, checks.partner_problems(letter.partner))
        if state_of(letter) != "draft":
            yield from map(Missing, checks.renamed(letter))

    def _person(self) -> Iterator[Missing]:
        yield from map(self._edit, checks.person_problems(self.context))

    def _documents(self) -> Iterator[Missing]:
        yield from map(self._edit, checks.document_problems(self.context))
        yield from map(Missing, checks.unreleased(self.context))

    def _enclosures(self) -> Iterator[Missing]:
        yield from map(Missing, checks.enclosure_problems(self.context))

    def _basis(self) -> Iterator[Missing]:
        rows = lacking(self.context)
        yield from rows
        if not rows and self.context.rest.basis and not still_holds(self.context):
            yield Missing(
                _(
                    "missing_same_basis",
                    default="The letter says that it rests on another basis than the one that holds"
                    " today. Have it sent back, or cancel it and write a new one.",
                )
            )

    def _set(self) -> Iterator[Missing]:
        try:
            composing.tried(self.context)
        except LetterRefused as refused:
            yield from map(self._edit, refused.problems)

    def _signer(self) -> Iterator[Missing]:
        row = last_entry(rows_of(self.context), "submit")
        submitter = row["actor"] if row else ""
        if not may_sign(self.context.Creator(), submitter, current_user_id()):
            yield Missing(
                _(
                    "missing_other_signer",
                    default="Nobody signs a letter that they wrote or handed in. Ask another head.",
                )
            )

    def _whole(self) -> Iterator[Missing]:
        letter = self.context
        if letter.pdf is None or sha256(letter.pdf.data).hexdigest() != letter.sha256:
            yield Missing(
                _(
                    "missing_whole_pdf",
                    default="The signed PDF is not the one that was signed. Tell whoever looks"
                    " after the computers; do not send it.",
                )
            )

    def _dispatch(self) -> Iterator[Missing]:
        letter, mend = self.context, f"{self.context.getId()}/@@dispatch"
        if not (letter.sent_channel and letter.sent_at and (letter.sent_to or "").strip()):
            yield Missing(
                _(
                    "missing_dispatch",
                    default="Note the channel, the day and time, and who received the letter.",
                ),
                mend,
            )
        elif letter.sent_at > utcnow() or letter.sent_on < (letter.signed_on or letter.sent_on):
            yield Missing(
                _(
                    "missing_dispatch_time",
                    default="The letter can't have gone out before it was signed, or later than"
                    " now. Look at day and time.",
                ),
                mend,
            )

    def _answer(self) -> Iterator[Missing]:
        letter, mend = self.context, f"{self.context.getId()}/@@answer"
        if not (letter.answered_by or "").strip() or letter.answered_on is None:
            yield Missing(
                _("missing_answer", default="Note who answers for the partner, and on which day."),
                mend,
            )
        elif not follows(letter, letter.answered_on):
            yield Missing(
                _(
                    "missing_answer_day",
                    default="The partner can't have answered before the letter was sent.",
                ),
                mend,
            )

    def _reply(self) -> Iterator[Missing]:
        # domain.md 2b: the reply, or the minutes of the handover.
        if not is_handed_over(self.context):
            yield from reply_rows(self.context)

    def _handover(self) -> Iterator[Missing]:
        # A letter whose handover never takes place is brought to its end all the same.
        if self.context.mode == HANDOVER and not is_over(self.context):
            yield from handover_rows(self.context)
