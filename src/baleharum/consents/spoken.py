"""Consents in words: why one does not hold, who the recipient is."""

from baleharum import _
from baleharum.cases.requirements import Missing
from baleharum.partners.choices import partner_brain
from baleharum.terms.lists import label
from plone import api
from typing import Any
from zope.i18nmessageid import Message


#: The tab of the case on which all of it is mended.
TAB = "consents"

CENTRE = _("label_the_centre", default="the centre itself")
GONE = _("label_partner_gone", default="a partner that is no longer in the directory")

NOTHING = _(
    "missing_basis",
    default="Neither a consent in force nor another recorded basis for '${purpose}'"
    " (recipient: ${recipient}).",
)
NOTHING_OF = _(
    "missing_basis_of",
    default="Neither a consent of ${person} in force nor another recorded basis for '${purpose}'"
    " (recipient: ${recipient}).",
)
UNSEEN = _(
    "missing_basis_unseen",
    default="What there is in its place does not hold, or is not visible to you: ask who leads the"
    " case.",
)

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
    "adult": _(
        "consent_why_adult",
        default="Consent ${consent} was given by a guardian alone for a grown person without a"
        " disability: ask the person.",
    ),
    "no_guardian": _(
        "consent_why_no_guardian",
        default="Consent ${consent} was given by somebody who is no guardian in this case: have it"
        " given anew by who is.",
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
    "void": _("consent_why_void", default="Consent ${consent} is void."),
    "proof_gone": _(
        "consent_why_proof_gone",
        default="A document that shows consent ${consent}, or the authority of who gave it, was"
        " withdrawn: have the consent given anew, with its proof.",
    ),
    "proof_replaced": _(
        "consent_why_proof_replaced",
        default="A document that shows consent ${consent}, or the authority of who gave it, was"
        " replaced: record the consent anew with the version that holds.",
    ),
    "other_person": _(
        "consent_why_other_person", default="Consent ${consent} is about another person."
    ),
}


def short(content: Any) -> str:
    """Return the number of something within its case: C1."""
    return content.getId().upper()


def may_see(ground: Any) -> bool:
    """Tell whether the person may view a consent or basis, and so hear of it."""
    return bool(api.user.has_permission("View", obj=ground))


def why(consent: Any, reason: str) -> Missing:
    """Return one reason why a consent does not hold, in no more words than the person may read."""
    if not may_see(consent):
        return Missing(UNSEEN, TAB)
    return Missing(Message(REASONS[reason], mapping={"consent": short(consent)}), TAB)


def nothing(purpose: str, recipient: str, person: Any = None) -> Missing:
    """Return that there is no basis for a purpose and recipient.

    person: of the case, whose consent is missing; None for all clients, or who is not to be named.
    """
    mapping = {
        "purpose": label("consent-purposes", purpose),
        "recipient": recipient_name(recipient),
    }
    if person is None or not may_see(person):
        return Missing(Message(NOTHING, mapping=mapping), TAB)
    return Missing(Message(NOTHING_OF, mapping={**mapping, "person": short(person)}), TAB)


def recipient_name(uid: str) -> str | Message:
    """Return who the recipient is; the name of a partner is no secret among staff."""
    if not uid:
        return CENTRE
    found = partner_brain(uid)
    return GONE if found is None else found.Title
