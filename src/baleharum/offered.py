"""What the add-ons page offers: the product, and neither its demo nor its removal by hand."""

from plone.base.interfaces import INonInstallable
from zope.interface import implementer


@implementer(INonInstallable)
class HiddenProfiles:
    """Keeps profiles off the add-ons page and off the page that makes a site."""

    def getNonInstallableProfiles(self):
        """Return the profiles that nobody installs from a browser."""
        return ["baleharum:demo", "baleharum:uninstall"]

    def getNonInstallableProducts(self):
        """Return the products that nobody installs from a browser: none."""
        return []
