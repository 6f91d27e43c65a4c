"""What the catalog remembers of a register."""

from baleharum.cases.content import ICaseRegister
from plone.indexer import indexer


@indexer(ICaseRegister)
def in_navigation(register):
    """The register stands in the navigation; without an answer the catalog would leave it out."""
    return False
