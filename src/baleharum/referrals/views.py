"""The page of one letter."""

from baleharum import _
from baleharum.cases.content import children_path
from baleharum.cases.history import state_of
from baleharum.cases.layout import case_of
from baleharum.cases.layout import full_name
from baleharum.cases.moments import moment_text
from baleharum.cases.moments import spoken_language
from baleharum.cases.passwords import password_waits
from baleharum.cases.steps import state_label
from baleharum.cases.steps import steps
from baleharum.referrals import composing
from baleharum.referrals import seeing
from baleharum.referrals.choices import document_title
from baleharum.referrals.choices import found_with
from baleharum.referrals.choices import in_case
from baleharum.referrals.choices import secret_title
from baleharum.referrals.content import IReferralLetter
from baleharum.referrals.content import Rest
from baleharum.referrals.grounds import ground
from baleharum.referrals.grounds import lacking
from baleharum.referrals.keeping import is_open
from baleharum.referrals.listing import partner_name
from baleharum.referrals.listing import waiting
from baleharum.referrals.policy import SIGNED
from baleharum.terms.days import day_text
from baleharum.terms.lists import label
from functools import cached_property
from plone import api
from Products.Five.browser import BrowserView
from typing import Any


#: page below the letter -> group of fields that it writes, and its button.
NOTING = {
    "edit": ("text", _("button_edit_letter", default="Edit the draft")),
    "@@dispatch": ("dispatch", _("button_dispatch", default="Note how it is sent")),
    "@@answer": ("answer", _("button_answer", default="Note what the partner answers")),
    "@@reply": ("reply", _("button_reply", default="Note the reply")),
    "@@handover": ("handover", _("button_handover", default="Note the signed handover")),
}
#: Groups of fields that only who may read the person writes.
OF_PERSON = ("text", "reply")


class LetterView(BrowserView):
    """A letter: what it says, discloses and rests on, what comes next, and its files."""

    tab = "referrals"

    def title(self) -> Any:
        """Return the title of the page."""
        return composing.title_of(self.context)

    @cached_property
    def state(self) -> str:
        """The token of the state."""
        return state_of(self.context)

    def state_text(self) -> Any:
        """Return the label of the state."""
        return state_label(self.context)

    def steps(self) -> list:
        """Return the steps that the person may take."""
        return steps(self.context)

    def waiting(self) -> list[dict]:
        """Return what the letter waits for."""
        return waiting(self.context)

    def referrals_url(self) -> str:
        """Return the tab."""
        return f"{case_of(self.context).absolute_url()}/referrals"

    def buttons(self) -> list[dict]:
        """Return address and label of what may be written now."""
        if not api.user.has_permission("Modify portal content", obj=self.context):
            return []
        url = self.context.absolute_url()
        return [
            {"url": f"{url}/{page}", "label": text}
            for page, (group, text) in NOTING.items()
            if is_open(self.context, group) and not (group in OF_PERSON and self._hidden())
        ]

    def facts(self) -> list[dict]:
        """Return title and text of what is known, in the order of the fields."""
        rows = [(name, self._text(name)) for name in SHOWN]
        return [
            {"name": name, "title": IReferralLetter[name].title, "text": text}
            for name, text in rows
            if text
        ]

    def _text(self, name: str) -> Any:
        value = getattr(self.context, name)
        if not value:
            return ""
        if name in CODED:
            return label(CODED[name], value)
        if name in seeing.WRITTEN and self._hidden():
            return seeing.RESTRICTED
        if name == "partner":
            return partner_name(self.context)
        if name in ("about", "reply_document", "minutes"):
            return named_child(self.context, value)
        return day_text(value, spoken_language()) if name.endswith("_on") else value

    def services(self) -> list:
        """Return the labels of the services."""
        return [label("simfoni-services", token) for token in self.context.services or ()]

    def data(self) -> list[dict]:
        """Return the items that are disclosed: label, what the letter says, reason."""
        letter = self.context
        rows = composing.disclosed_now(letter) if self.state == "draft" else letter.disclosed
        texts, hidden = seeing.texts(letter, rows), self._hidden()
        return [
            {
                "label": label("minimum-data", token),
                "text": texts.get(token, ""),
                "reason": seeing.RESTRICTED if hidden else reason,
            }
            for token, reason in letter.data.items()
        ]

    def _hidden(self) -> bool:
        return seeing.is_closed(self.context)

    def enclosures(self) -> list[dict]:
        """Return the documents: title, version, hash, address where the person may read it; of
        what is not told to them the number alone."""
        letter = self.context
        return [
            {
                "title": document_title(row.name, row.kind) if told else secret_title(row.name),
                "told": told,
                "version": row.version,
                "sha256": row.sha256,
                "url": readable_url(in_case(case_of(letter), row.uid, "CaseFile")),
            }
            for row, told in seeing.enclosures(letter)
        ]

    def text(self) -> Any:
        """Return what was written, to who may read the person it is about."""
        text = self.context.text
        return seeing.CLOSED if text and self._hidden() else text

    def rest(self) -> dict:
        """Return what the letter rests on, or what is missing for that."""
        letter = self.context
        kept: Rest = letter.rest if letter.rest.uid else ground(letter) or Rest()
        found = found_with(kept.uid)
        holds = self.state in OVER or not lacking(letter)
        url = readable_url(found)
        return {
            "basis": label("lawful-bases", kept.basis) if kept.basis else "",
            "title": kept.title.rpartition("/")[2] if url else "",
            "url": url,
            "missing": [] if holds else [row.message for row in lacking(letter)],
        }

    def signed(self) -> dict | None:
        """Return number, day and signer of a signed letter."""
        letter = self.context
        if not letter.number:
            return None
        return {
            "number": letter.number,
            "day": day_text(letter.signed_on, spoken_language()),
            "who": full_name(letter.signed_by),
            "sha256": letter.sha256,
        }

    def sent(self) -> str:
        """Return when it was sent."""
        moment = self.context.sent_at
        return moment_text(moment, spoken_language()) if moment else ""

    def goes_out(self) -> bool:
        """Tell whether a parcel can be made for the partner."""
        return self.state in SIGNED and self.context.stopped is None

    def stopped(self) -> str:
        """Return since when what the letter rested on has ended, '' while it has not."""
        stop = self.context.stopped
        return day_text(stop.on, spoken_language()) if stop is not None else ""

    def password_waits(self) -> bool:
        """Tell whether the password of a ZIP waits for the person."""
        return password_waits(self.context)


#: field -> code list of its token.
CODED = {
    "mode": "referral-modes",
    "nature": "letter-natures",
    "code": "letter-codes",
    "sent_channel": "letter-channels",
}
OVER = ("finished", "refused_by_partner", "cancelled")
SHOWN = (
    "partner",
    "about",
    "mode",
    "purpose",
    "code",
    "nature",
    "sent_channel",
    "sent_to",
    "answered_by",
    "answered_on",
    "reply_document",
    "replied_on",
    "reply_summary",
    "minutes",
    "handed_by",
    "handed_on",
    "taken_by",
    "taken_on",
)


def named_child(letter: Any, uid: str) -> Any:
    """Return how a page names a person or document of the case."""
    content = found_with(uid, path=children_path(case_of(letter)))
    if content is None:
        return uid
    if content.portal_type == "CaseFile":
        return document_title(content.getId(), content.kind)
    readable = api.user.has_permission("View", obj=content)
    name = content.name if readable else ""
    return f"{name} ({content.getId().upper()})" if name else content.getId().upper()


def readable_url(content: Any) -> str:
    """Return the address of something, '' where the person may not go."""
    if content is None or not api.user.has_permission("View", obj=content):
        return ""
    return content.absolute_url()
