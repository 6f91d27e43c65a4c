"""What the catalog remembers of public pages: need, for whom, the day of the next review."""

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


@indexer(IServicePage)
def page_review(page):
    """The day of the next review, `2027-01-31`; '' for none."""
    return page.review_on.isoformat() if page.review_on else ""
