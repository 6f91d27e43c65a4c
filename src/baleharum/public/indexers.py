"""What the catalog remembers of public pages: for which need and for whom."""

from baleharum.public.content import IServicePage
from plone.indexer import indexer


@indexer(IServicePage)
def page_needs(page):
    """Tokens of the list `service-needs`."""
    return tuple(page.needs or ())


@indexer(IServicePage)
def page_audiences(page):
    """Tokens of the list `audiences`."""
    return tuple(page.audiences or ())
