"""What the catalog remembers of an adoption: the day of the application; nothing of anybody."""

from baleharum.adoptions.content import IAdoptionFile
from baleharum.cases.indexers import day
from plone.indexer import indexer
from typing import Any


@indexer(IAdoptionFile)
def adoption_applied(context: Any) -> Any:
    """Day of the application, None while it is not known."""
    return day(context.applied_on)
