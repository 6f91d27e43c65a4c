"""What of a repatriation is told to who asks."""

from baleharum.cases.people.about import is_closed
from baleharum.cases.people.about import told_in
from baleharum.repatriations.content import IRepatriation
from baleharum.repatriations.content import Repatriation
from typing import Any


#: Fields in which something is told of somebody.
TOLD = told_in(Repatriation, IRepatriation)


def is_hidden(context: Any) -> bool:
    """Tell whether what is told of the person is not for who asks; see `cases.people.about`."""
    return is_closed(context)
