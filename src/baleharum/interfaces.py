"""What every slice may know: the browser layer of the product, and what the worker repeats."""

from zope.interface import Attribute
from zope.interface import Interface
from zope.publisher.interfaces.browser import IDefaultBrowserLayer


class IBaleharumLayer(IDefaultBrowserLayer):
    """Marks requests to sites in which baleharum is installed."""


class IPeriodic(Interface):
    """A named utility: something that the worker does again and again, beside its jobs.

    Here, and not in the slice of the worker, so that its siblings can register one. A fault is
    logged, and the next turn comes all the same.
    """

    every = Attribute("Seconds between the beginnings of two turns")

    def __call__():
        """Do it once; there is no site and no transaction."""
