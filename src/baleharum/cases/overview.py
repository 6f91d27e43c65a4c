"""The first page of a case."""

from Products.Five.browser import BrowserView


class Overview(BrowserView):
    """Where the case stands, what the next step needs, and who is responsible."""
