"""Fields that are rows: goals of a plan, decisions of a conference."""

from zope.interface import Attribute
from zope.schema.interfaces import IField
from zope.viewlet.interfaces import IViewletManager


class IRows(IField):
    """Rows of cells, each with a number that it keeps; see `rows`."""

    columns = Attribute("The columns beside the number: a tuple of `rows.Column`")


class IPlanLinks(IViewletManager):
    """More places to go to, below the goals of a plan."""
