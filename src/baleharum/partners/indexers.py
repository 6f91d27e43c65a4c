"""What the catalog remembers of partners: kind, services and area, never how to reach them."""

from baleharum.partners.content import IPartner
from plone.indexer import indexer


@indexer(IPartner)
def partner_kind(partner):
    """Token of the list `partner-kinds` or `psks-kinds`."""
    return partner.kind


@indexer(IPartner)
def partner_services(partner):
    """Tokens of the list `simfoni-services`."""
    return tuple(partner.services or ())


@indexer(IPartner)
def partner_areas(partner):
    """Tokens of the list `provinces-ntb`."""
    return tuple(partner.areas or ())
