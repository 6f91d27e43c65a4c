"""Makes the two front pages: that of the site, and the folder with the pages in English."""

from baleharum import _
from baleharum.public.counterparts import ENGLISH
from plone import api
from plone.base.interfaces import INavigationRoot
from plone.protect.interfaces import IDisableCSRFProtection
from plone.restapi.services import Service
from typing import Any
from zExceptions import BadRequest
from zope.i18n import translate
from zope.interface import alsoProvides


#: The display that both front pages have.
FRONT = "home"
TAKEN = _(
    "error_english_taken",
    default="Something that is no folder has the address “en” already. Rename it, then try again.",
)


def make_trees(site: Any, title: str = "English") -> Any:
    """Give a site both front pages, as whoever asks; returns the folder in English.

    Done again it changes nothing. Raises BadRequest where something else has the address.
    """
    english = site.get(ENGLISH)
    if english is None:
        english = api.content.create(site, "Folder", id=ENGLISH, title=title, language=ENGLISH)
        english.exclude_from_nav = True
        api.content.transition(english, "publish")
    if english.portal_type != "Folder":
        raise BadRequest(translate(TAKEN, context=site.REQUEST))
    alsoProvides(english, INavigationRoot)
    for home in (site, english):
        home.setLayout(FRONT)
    english.reindexObject()
    return english


class TreesPost(Service):
    """`POST @public-trees`: give the site both front pages."""

    def reply(self):
        """Return the addresses of both."""
        alsoProvides(self.request, IDisableCSRFProtection)
        english = make_trees(self.context)
        self.request.response.setStatus(201)
        return {"id": self.context.absolute_url(), "en": english.absolute_url()}
