"""Disclosure control: which cells of a table are kept back so that no small number can be worked out.

Counts under five are kept back, none among them: that nobody of a place was hurt tells as much as
that one was. Then as many more as it takes: whoever knows the rest of the table with all its totals, and
that no count is negative, still finds at least five other values for each small count, and at least one
for every other cell that is kept back.

A table is a network (Cox 1995): every cell is an arc along which people flow, from a total of a column
through its parts to the rows and back through the totals of the rows. What can be changed without
touching a known cell is a circulation through kept-back arcs. So the question whether a cell can be
worked out is one of flows in whole numbers, and is answered exactly, without solving equations.
"""

from baleharum.statistics.network import Cell
from baleharum.statistics.network import Network
from collections.abc import Mapping
from typing import Any


#: Counts below this are kept back, and a reader is left so many values to choose from.
LEAST = 5


def kept_back(network: Network, values: Mapping[Cell, int], least: int = LEAST) -> frozenset[Cell]:
    """Return the cells that are kept back.

    values: of every cell of the network; they add up. Grows the set until nothing can be worked
    out: each time by the cells that it costs least to lose, the grand total last of all.
    """
    small = frozenset(cell for cell in network.arcs if values[cell] < least)
    hidden = set(small)
    while exposed := _exposed(network, values, hidden, small, least):
        cell, room = exposed
        more = network.cheapest(cell, values, hidden, room)
        if more is None:
            # Nothing else is left to be kept back: then the table says nothing at all.
            return frozenset(network.arcs)
        hidden |= more
    return frozenset(hidden)


def _exposed(
    network: Network, values: Mapping[Cell, int], hidden: set[Cell], small: Any, least: int
) -> tuple[Cell, int] | None:
    """Return a cell of which too much can be worked out, with the room it needs; None for none."""
    for cell in sorted(hidden):
        room = least if cell in small else 1
        if network.room(cell, values, hidden, room) < room:
            return cell, room
    return None
