"""Fields that are rows: goals of a plan, decisions of a conference."""

from zope.interface import Attribute
from zope.schema.interfaces import IField


class IRows(IField):
    """Rows of cells, each with a number that it keeps; see `rows`."""

    columns = Attribute("The columns beside the number: a tuple of `rows.Column`")
