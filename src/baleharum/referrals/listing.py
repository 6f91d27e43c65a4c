"""The tab Referrals of a case: its letters, and what each waits for."""

from baleharum.cases.dues import dues_of
from baleharum.cases.history import state_of
from baleharum.cases.listed import visible_children
from baleharum.cases.moments import moment_text
from baleharum.cases.moments import spoken_language
from baleharum.cases.steps import state_label
from baleharum.referrals.choices import partner_with
from baleharum.team.api import utcnow
from baleharum.terms.lists import label
from plone import api
from Products.Five.browser import BrowserView
from typing import Any


ADD = "baleharum: Add referral"


def partner_name(letter: Any) -> str:
    """Return the name of the partner, '' while none is chosen."""
    partner = partner_with(letter.partner or "")
    return partner.title if partner is not None else ""


def waiting(letter: Any) -> list[dict]:
    """Return what the letter waits for: text, until when, whether that has passed."""
    language = spoken_language()
    return [
        {
            "what": due.what,
            "label": label("deadlines", due.what),
            "until": moment_text(due.at, language),
            "at": due.at,
            "late": due.at < utcnow(),
        }
        for due in dues_of(letter)
    ]


class Referrals(BrowserView):
    """`@@referrals`: the letters of a case, and what each waits for."""

    tab = "referrals"

    def rows(self) -> list[dict]:
        """Return the rows, the newest first."""
        return [self._row(letter) for letter in visible_children(self.context, "ReferralLetter")]

    def _row(self, letter: Any) -> dict:
        return {
            "id": letter.getId().upper(),
            "url": letter.absolute_url(),
            "number": letter.number,
            "partner": partner_name(letter),
            "mode": label("referral-modes", letter.mode),
            "state": state_label(letter),
            "token": state_of(letter),
            "stopped": letter.stopped is not None,
            "waiting": waiting(letter),
        }

    def add_url(self) -> str:
        """Return the address of the form that begins a letter, '' for who may not."""
        if not api.user.has_permission(ADD, obj=self.context):
            return ""
        return f"{self.context.absolute_url()}/++add++ReferralLetter"
