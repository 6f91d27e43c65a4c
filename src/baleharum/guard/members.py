"""Who works here is told to those who manage the accounts, and to nobody else in bulk.

What a case or register shows of its own people is a matter of its team, not of this module.
"""

from AccessControl import getSecurityManager
from os.path import dirname
from plone.app.content.browser.vocabulary import VocabLookupException
from plone.app.content.browser.vocabulary import VocabularyView
from plone.restapi.interfaces import IJSONSummarySerializerMetadata
from Products.CMFPlone.browser import author
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from zExceptions import NotFound
from zope.component.hooks import getSite
from zope.interface import implementer

import json


#: Vocabularies of all accounts and groups.
PEOPLE = frozenset(f"plone.app.vocabularies.{name}" for name in ("Users", "Groups", "Principals"))


#: Columns of the catalog that name accounts.
AUTHORS = {"Creator", "listCreators", "commentators", "author_name"}

#: The vocabulary of what the catalog finds.
CATALOG = "plone.app.vocabularies.Catalog"


def is_question(text) -> bool:
    """Tell whether a parameter is a query of Plone's forms in JSON, or none at all.

    >>> is_question('{"criteria": []}'), is_question(""), is_question("a"), is_question("[1]")
    (True, True, False, False)
    """
    try:
        query = json.loads(text or '{"criteria": []}')
    except (TypeError, ValueError):
        return False
    return isinstance(query, dict) and isinstance(query.get("criteria"), list)


def may_list(context) -> bool:
    """Tell whether the person may list the accounts of the site."""
    return bool(getSecurityManager().checkPermission("List portal members", context))


class Vocabulary(VocabularyView):
    """`@@getVocabulary`, which otherwise tells everybody who may edit a page who has an account."""

    def get_vocabulary(self):
        """Return the vocabulary. Raises VocabLookupException for one that the person may not list."""
        if self.request.get("name") in PEOPLE and not may_list(self.context):
            raise VocabLookupException("Vocabulary lookup not allowed")
        if self.request.get("name") == CATALOG:
            self._check_question()
        return super().get_vocabulary()

    def _check_question(self):
        """Refuse what breaks in Plone, which takes what the catalog finds for texts."""
        trouble = ""
        if not self.request.get("attributes"):
            trouble = "Name the attributes to be shown: attributes=UID,Title"
        elif not is_question(self.request.get("query", "")):
            trouble = 'Send the query as JSON: query={"criteria": []}'
        if trouble:
            self.request.response.setStatus(400)
            raise VocabLookupException(trouble)


@implementer(IJSONSummarySerializerMetadata)
class Authors:
    """What lists of REST tell of content: not who wrote it, which is the name of an account."""

    def blocklisted_attributes(self) -> set[str]:
        """Return what is left out of lists, for who may not list the accounts."""
        site = getSite()
        return set() if site is None or may_list(site) else AUTHORS


class Author(author.AuthorView):
    """`author/<id>`: the same 404 whether there is such an account or not."""

    index = ViewPageTemplateFile("templates/author.pt", _prefix=dirname(author.__file__))

    def __call__(self):
        """Return the page. Raises NotFound for who may not list the accounts."""
        if not may_list(self.context):
            raise NotFound("author")
        return super().__call__()
