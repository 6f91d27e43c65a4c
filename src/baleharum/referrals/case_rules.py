"""What the steps of a case ask of its letters (domain.md 2a), with no look at who asks."""

from baleharum import _
from baleharum.cases.content import ICase
from baleharum.cases.history import last_entry
from baleharum.cases.history import rows_of
from baleharum.cases.history import state_of
from baleharum.cases.interfaces import IRequirement
from baleharum.cases.policy import label_token
from baleharum.cases.requirements import Missing
from baleharum.cases.rules import documents_missing
from baleharum.referrals.checks import partner_problems
from baleharum.referrals.choices import RECEIVED
from baleharum.referrals.content import letters_of
from baleharum.referrals.content import under_way
from baleharum.referrals.grounds import lacking
from baleharum.referrals.grounds import still_holds
from baleharum.referrals.parts import fits
from baleharum.referrals.parts import is_handed_over
from baleharum.referrals.policy import ANSWERED
from baleharum.referrals.policy import FAILED
from baleharum.referrals.policy import HANDOVER
from baleharum.referrals.policy import OPEN
from baleharum.referrals.policy import UNDER_WAY
from collections.abc import Iterator
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from zope.component import adapter
from zope.interface import implementer


TAB = "referrals"
REPLY_KIND = "balasan-rujukan"
REPLY = ((REPLY_KIND, RECEIVED),)


@implementer(IRequirement)
@adapter(ICase)
class CaseLetters:
    """Letters that are sent, answered, or still open."""

    def __init__(self, context: Any) -> None:
        self.context = context

    def missing(self, transition: str, details: Any) -> list[Missing]:
        """Return all rows; see IRequirement."""
        rule = getattr(self, f"_{label_token(transition)}", None)
        return list(rule()) if rule is not None else []

    def _refer(self) -> Iterator[Missing]:
        sent = under_way(self.context)
        if not sent:
            yield from self._stopped()
            yield Missing(
                _("missing_sent_letter", default="No referral letter has been sent."), TAB
            )
        elif not any(still_holds(each) and _receives(each) for each in sent):
            for each in sent:
                if not _receives(each):
                    yield from (
                        Missing(found, each.getId()) for found in partner_problems(each.partner)
                    )
                elif not still_holds(each):
                    yield from lacking(each) or [_other_basis(each)]

    def _stopped(self) -> Iterator[Missing]:
        for each in letters_of(self.context):
            if each.stopped is not None:
                yield Missing(
                    _(
                        "missing_going_letter",
                        default="The consent or other basis of the letter ${number} has ended: no"
                        " case is referred on it. Write a new one.",
                        mapping={"number": each.getId().upper()},
                    ),
                    each.getId(),
                )

    def _referral_failed(self) -> Iterator[Missing]:
        if not self._since_referred(FAILED) and not self._stopped_since():
            yield Missing(
                _(
                    "missing_failed_referral",
                    default="No letter of this referral was refused by the partner or cancelled, or"
                    " has lost the consent or other basis that it rested on.",
                ),
                TAB,
            )

    def _return_from_referral(self) -> Iterator[Missing]:
        if not self._since_referred(ANSWERED):
            yield Missing(
                _("missing_reply", default="The reply of the partner is not noted yet."), TAB
            )
        elif not self._has_reply():
            yield from documents_missing(self.context, REPLY)

    def _has_reply(self) -> bool:
        """Tell whether a letter of this referral was answered by a paper, not by minutes alone."""
        return any(
            fits(each, each.reply_document, REPLY_KIND, RECEIVED)
            for each in self._letters_since(ANSWERED)
        )

    def _full_handover(self) -> Iterator[Missing]:
        accepted = [each for each in letters_of(self.context) if state_of(each) == "accepted"]
        # What was answered before belongs to an earlier referral.
        found = [*accepted, *self._letters_since(ANSWERED)]
        if not any(each.mode == HANDOVER and is_handed_over(each) for each in found):
            yield Missing(
                _(
                    "missing_handover",
                    default="No letter for a full handover has minutes that both have signed.",
                ),
                TAB,
            )

    def _close(self) -> Iterator[Missing]:
        for each in letters_of(self.context):
            # What is stopped may be finished; nobody waits for the partner with it.
            if state_of(each) in OPEN and each.stopped is None:
                yield Missing(
                    _(
                        "missing_closed_letter",
                        default="The referral letter ${number} is still open. Finish or cancel it.",
                        mapping={"number": each.getId().upper()},
                    ),
                    each.getId(),
                )

    def _referred_at(self) -> float:
        history = self.context.workflow_history.get("case_workflow", ())
        return time_of(last_entry(history, "refer"))

    def _stopped_since(self) -> bool:
        """Tell whether what an accepted letter rested on has ended in this referral."""
        since = self._referred_at()
        return any(
            state_of(each) in UNDER_WAY
            and each.stopped is not None
            and datetime.fromisoformat(each.stopped.at).timestamp() >= since
            for each in letters_of(self.context)
        )

    def _since_referred(self, states: Sequence[str]) -> bool:
        """Tell whether a letter that was sent came into one of these states in this referral."""
        return any(each.was_sent for each in self._letters_since(states))

    def _letters_since(self, states: Sequence[str]) -> list[Any]:
        """Return the letters that came into one of these states in this referral."""
        since = self._referred_at()
        return [
            each
            for each in letters_of(self.context)
            if state_of(each) in states and came_into(each, states) >= since
        ]


def _receives(letter: Any) -> bool:
    """Tell whether the partner of a letter still works with the centre."""
    return not any(partner_problems(letter.partner))


def _other_basis(letter: Any) -> Missing:
    return Missing(
        _(
            "missing_same_basis_refer",
            default="The letter ${number} says that it rests on another basis than the one that"
            " holds today. Write a new one.",
            mapping={"number": letter.getId().upper()},
        ),
        letter.getId(),
    )


def came_into(letter: Any, states: Sequence[str]) -> float:
    """Return when a letter came into one of these states, in seconds."""
    rows = [row for row in rows_of(letter) if row["review_state"] in states]
    return time_of(rows[0] if rows else None)


def time_of(row: dict | None) -> float:
    """Return the time of a row of a history, in seconds; 0 without one."""
    return float(row["time"]) if row else 0.0
