"""Partners to choose from: the vocabulary `baleharum.PartnersInUse`, and one by its UID."""

from plone import api
from zope.interface import provider
from zope.schema.interfaces import IVocabularyFactory
from zope.schema.vocabulary import SimpleTerm
from zope.schema.vocabulary import SimpleVocabulary


#: States of a partner that work is done with.
IN_USE = ("internal", "public")


@provider(IVocabularyFactory)
def partners_in_use(context):
    """UIDs of the partners of the directory that are active, by name."""
    catalog = api.portal.get_tool("portal_catalog")
    found = catalog(portal_type="Partner", review_state=list(IN_USE))
    found = sorted(found, key=lambda brain: (brain.Title.casefold(), brain.UID))
    return SimpleVocabulary([SimpleTerm(brain.UID, brain.UID, brain.Title) for brain in found])


def partner_brain(uid: str):
    """Return what the catalog knows of a partner, whoever asks; None where there is none."""
    if not isinstance(uid, str) or not uid:
        return None
    catalog = api.portal.get_tool("portal_catalog")
    found = catalog.unrestrictedSearchResults(UID=uid, portal_type="Partner", sort_limit=1)
    return found[0] if found else None
