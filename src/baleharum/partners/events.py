"""What follows when a partner is filed, edited or changes its state, on every path."""

from Acquisition import aq_parent
from baleharum.cases.identity import NotAPhoneNumber
from baleharum.cases.identity import phone_number
from baleharum.guard.traces import uid
from baleharum.partners.content import IPartnerDirectory
from baleharum.trail.actions import ADD
from baleharum.trail.actions import EDIT
from baleharum.trail.actions import TRANSITION
from baleharum.trail.api import change
from baleharum.vault.objects import seal_to
from plone import api
from plone.uuid.interfaces import IUUID
from zExceptions import BadRequest


PUBLIC, INACTIVE = "public", "inactive"


def directory_added(directory, event) -> None:
    """Seal what the directory keeps by a key of its own."""
    seal_to(directory, IUUID(directory))


def partner_added(partner, event) -> None:
    """Seal the ways to reach a partner, and tell the record. Raises BadRequest elsewhere."""
    directory = aq_parent(partner)
    if not IPartnerDirectory.providedBy(directory):
        raise BadRequest(
            "A partner is filed in a directory of partners. Open it, and add it there."
        )
    seal_to(partner, IUUID(directory))
    tidy(partner)
    change(ADD, "", uid(partner), "partner")


def partner_edited(partner, event) -> None:
    """Keep what the public reads as it is now, and tell the record."""
    tidy(partner)
    if api.content.get_state(partner) == PUBLIC:
        partner.show()
    change(EDIT, "", uid(partner), "partner")


def partner_changed_state(partner, event) -> None:
    """Show a published partner to the public, hide every other; keep why it is not active."""
    if event.transition is None:
        return
    if event.new_state.id == PUBLIC:
        partner.show()
    else:
        partner.hide()
    reason = str((event.kwargs or {}).get("comment") or "").strip()
    partner.inactive_reason = reason if event.new_state.id == INACTIVE else None
    change(TRANSITION, "", uid(partner), event.transition.id)


def tidy(partner) -> None:
    """Keep the telephone number as it is dialled from everywhere."""
    if partner.phone:
        try:
            number = phone_number(partner.phone)
        except NotAPhoneNumber:
            # A script brought it; forms, services and lists have refused it before.
            number = partner.phone.strip()
        if number != partner.phone:
            partner.phone = number


def registers_changed(register, event) -> None:
    """Who reads the directory follows from the registers: one more, and its staff reads it too."""
    catalog = api.portal.get_tool("portal_catalog")
    for brain in catalog.unrestrictedSearchResults(portal_type="PartnerDirectory"):
        brain._unrestrictedGetObject().reindexObjectSecurity()
