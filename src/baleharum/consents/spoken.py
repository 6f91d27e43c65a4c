"""Consents in words: why one does not hold, who the recipient is."""

from baleharum import _
from baleharum.cases.requirements import Missing
from baleharum.partners.choices import partner_brain
from baleharum.terms.lists import label
from typing import Any
from zope.i18nmessageid import Message


#: The tab of the case on which all of it is mended.
TAB = "consents"

CENTRE = _("label_the_centre", default="the centre itself")
GONE = _("label_partner_gone", default="a partner that is no longer in the directory")

REASONS = {
    "draft": _("consent_why_draft", default="Consent ${consent} is a draft: nobody has given it."),
    "refused": _("consent_why_refused", default="Consent ${consent} was refused."),
    "expired": _("consent_why_expired", default="Consent ${consent} has expired."),
    "withdrawn": _("consent_why_withdrawn", default="Consent ${consent} was withdrawn."),
    "replaced": _(
        "consent_why_replaced", default="Consent ${consent} was replaced by a newer one."
    ),
    "not_yet": _("consent_why_not_yet", default="Consent ${consent} was given later."),
    "of_age": _(
        "consent_why_of_age",
        default="Consent ${consent} was given by a guardian, and the child has come of age: ask the"
        " person.",
    ),
    "needs_guardian": _(
        "consent_why_needs_guardian",
        default="Consent ${consent} was given by a child alone: ask the guardian.",
    ),
    "perpetrator": _(
        "consent_why_perpetrator",
        default="Consent ${consent} was given by somebody who is an alleged perpetrator.",
    ),
    "other_purpose": _(
        "consent_why_other_purpose", default="Consent ${consent} is for another purpose."
    ),
    "other_recipient": _(
        "consent_why_other_recipient", default="Consent ${consent} is for another recipient."
    ),
    "renamed": _(
        "consent_why_renamed",
        default="The partner of consent ${consent} is called otherwise than when it was given: ask"
        " whether it still holds, and have a new one given.",
    ),
    "other_person": _(
        "consent_why_other_person", default="Consent ${consent} is about another person."
    ),
}


def short(content: Any) -> str:
    """Return the number of something within its case: C1."""
    return content.getId().upper()


def why(consent: Any, reason: str) -> Missing:
    """Return one reason why a consent does not hold."""
    return Missing(Message(REASONS[reason], mapping={"consent": short(consent)}), TAB)


def nothing(purpose: str, recipient: str) -> Missing:
    """Return that there is no basis for a purpose and recipient."""
    message = _(
        "missing_basis",
        default="Neither a consent in force nor another recorded basis for '${purpose}'"
        " (recipient: ${recipient}).",
        mapping={
            "purpose": label("consent-purposes", purpose),
            "recipient": recipient_name(recipient),
        },
    )
    return Missing(message, TAB)


def recipient_name(uid: str) -> str | Message:
    """Return who the recipient is; the name of a partner is no secret among staff."""
    if not uid:
        return CENTRE
    found = partner_brain(uid)
    return GONE if found is None else found.Title
