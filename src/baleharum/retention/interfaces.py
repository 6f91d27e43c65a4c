"""What a destroyed case is to the rest of the product."""

from zope.interface import Interface


class IDestroyed(Interface):
    """A case of which only the tombstone is left; its key is destroyed."""
