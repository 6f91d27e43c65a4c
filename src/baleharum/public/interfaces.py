"""What the slices above may add to the public side."""

from zope.interface import Attribute
from zope.interface import Interface


class IPublicPage(Interface):
    """A named utility: one more page of the front pages, linked at the foot of the public frame.

    Its name is the name of the view on a navigation root.
    """

    title = Attribute("Text of the link, an i18n message")

    def shown():
        """Return whether there is anything to read there."""
