"""The vocabulary `baleharum.PartnersInUse`: the active partners that somebody sees."""

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
