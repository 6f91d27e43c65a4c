"""Fields that are rows: goals of a plan, decisions of a conference; what slices above tell plans."""

from zope.interface import Attribute
from zope.interface import Interface
from zope.schema.interfaces import IField
from zope.viewlet.interfaces import IViewletManager


class IRows(IField):
    """Rows of cells, each with a number that it keeps; see `rows`."""

    columns = Attribute("The columns beside the number: a tuple of `rows.Column`")


class IPlanLinks(IViewletManager):
    """More places to go to, below the goals of a plan."""


class ITakenIn(Interface):
    """A subscription adapter of a case: whether somebody of it is taken in, or is to be.

    Slices above register their own; the head alone approves a plan where one of them says so.
    """

    def is_taken_in():
        """Return a truth value."""
