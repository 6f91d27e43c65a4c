"""Who works here is told to those who manage the accounts, and to nobody else in bulk.

What a case or register shows of its own people is a matter of its team, not of this module.
"""

from AccessControl import getSecurityManager
from os.path import dirname
from plone.app.content.browser.vocabulary import VocabLookupException
from plone.app.content.browser.vocabulary import VocabularyView
from Products.CMFPlone.browser import author
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from zExceptions import NotFound


#: Vocabularies of all accounts and groups.
PEOPLE = frozenset(f"plone.app.vocabularies.{name}" for name in ("Users", "Groups", "Principals"))


def may_list(context) -> bool:
    """Tell whether the person may list the accounts of the site."""
    return bool(getSecurityManager().checkPermission("List portal members", context))


class Vocabulary(VocabularyView):
    """`@@getVocabulary`, which otherwise tells everybody who may edit a page who has an account."""

    def get_vocabulary(self):
        """Return the vocabulary. Raises VocabLookupException for one that the person may not list."""
        if self.request.get("name") in PEOPLE and not may_list(self.context):
            raise VocabLookupException("Vocabulary lookup not allowed")
        return super().get_vocabulary()


class Author(author.AuthorView):
    """`author/<id>`: the same 404 whether there is such an account or not."""

    index = ViewPageTemplateFile("templates/author.pt", _prefix=dirname(author.__file__))

    def __call__(self):
        """Return the page. Raises NotFound for who may not list the accounts."""
        if not may_list(self.context):
            raise NotFound("author")
        return super().__call__()
