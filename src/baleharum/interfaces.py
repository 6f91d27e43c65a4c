"""What every slice may know: the browser layer of the product."""

from zope.publisher.interfaces.browser import IDefaultBrowserLayer


class IBaleharumLayer(IDefaultBrowserLayer):
    """Marks requests to sites in which baleharum is installed."""
