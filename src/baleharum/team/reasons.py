"""Reasons that the product itself gives for the end of an assignment, and how they are said."""

from baleharum import _
from zope.i18nmessageid import Message


TAKEN_OVER = "lead assigned"
REMOVED = "account removed"
MADE_ANEW = "account made anew"

#: What is stored with the record -> how a screen says it.
SPOKEN = {
    TAKEN_OVER: _("reason_lead_assigned", default="The case has a lead now."),
    REMOVED: _("reason_account_removed", default="The account or group was removed."),
    MADE_ANEW: _(
        "reason_account_made_anew",
        default="An account or group of the same name was made anew; it inherits nothing.",
    ),
}


def spoken(text: str) -> str | Message:
    """Return a stored reason as a screen says it; what a person wrote stays as it is."""
    return SPOKEN.get(text, text)
