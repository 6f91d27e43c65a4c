"""The network of a table with totals: how far a hidden number can be told by all that is shown."""

from collections import deque
from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from heapq import heappop
from heapq import heappush
from itertools import count


#: (row, column).
Cell = tuple[str, str]
Node = tuple[str, ...]

#: What a row or column that adds up all others is called here.
ALL = "total"

#: What it costs to keep a total back, beside its number; the grand total is kept back last.
TOTALS, GRAND = 1_000, 10_000_000

#: More than any room that is asked for.
FAR = 1_000_000

GATE: Node = ("gate",)


class Network:
    """Rows may be parts of others, one level or several; columns are the parts of one total.

    parents: row -> row that it is a part of; ALL is the root. columns: the parts, or one alone,
    then there is no total of rows. arcs: cell -> (tail, head).
    """

    def __init__(self, parents: Mapping[str, str], columns: tuple[str, ...]) -> None:
        self.parents, self.columns = dict(parents), columns
        self.inner = {*self.parents.values()}
        every = (*columns, ALL) if len(columns) > 1 else columns
        self.arcs: dict[Cell, tuple[Node, Node]] = {
            (row, column): self._arc(row, column) for column in every for row in (*parents, ALL)
        }

    def _arc(self, row: str, column: str) -> tuple[Node, Node]:
        """Return where the number of a cell flows from and to: down the tree of its column, and up
        that of the column of totals."""
        parent = self.parents.get(row)
        above: Node = GATE if parent is None else ("part", parent, column)
        leaf: Node = ("row", row) if len(self.columns) > 1 else GATE
        below: Node = ("part", row, column) if row in self.inner or row == ALL else leaf
        return (below, above) if column == ALL and len(self.columns) > 1 else (above, below)

    def cost(self, cell: Cell, value: int) -> int:
        """Return what it costs to keep a cell back: what it would have told."""
        row, column = cell
        grand = row == ALL and (column == ALL or len(self.columns) == 1)
        total = row == ALL or row in self.inner or (column == ALL and len(self.columns) > 1)
        return GRAND if grand else value + 1 + (TOTALS if total else 0)

    def room(
        self, cell: Cell, values: Mapping[Cell, int], hidden: AbstractSet[Cell], enough: int
    ) -> int:
        """Return how many other values a hidden cell may have, `enough` or more where that is so."""
        up = self._most(cell, values, hidden, enough, forward=True)
        if up >= enough:
            return up
        return up + self._most(cell, values, hidden, enough - up, forward=False)

    def _most(
        self,
        cell: Cell,
        values: Mapping[Cell, int],
        hidden: AbstractSet[Cell],
        enough: int,
        *,
        forward: bool,
    ) -> int:
        """Return by how much a cell may be greater (or less), up to `enough`: the greatest flow
        from one end of it to the other along the other hidden cells."""
        tail, head = self.arcs[cell]
        limit = enough if forward else min(enough, values[cell])
        start, goal = (head, tail) if forward else (tail, head)
        moved: dict[Cell, int] = dict.fromkeys(hidden, 0)
        found = 0
        while found < limit:
            way = self._way(start, goal, cell, values, moved)
            if way is None:
                break
            step = min(
                limit - found,
                *(FAR if up else values[each] + moved[each] for each, up in way),
            )
            for each, up in way:
                moved[each] += step if up else -step
            found += step
        return found

    def _way(
        self,
        start: Node,
        goal: Node,
        left_out: Cell,
        values: Mapping[Cell, int],
        moved: Mapping[Cell, int],
    ) -> list[tuple[Cell, bool]] | None:
        """Return the cells on a shortest way, each with whether it grows; None where there is none."""
        if start == goal:
            return None
        came: dict[Node, tuple[Node, Cell, bool]] = {}
        waiting = deque([start])
        while waiting:
            node = waiting.popleft()
            for cell, up, onward in self._onward(node, moved):
                open_ = up or values[cell] + moved[cell] > 0
                if cell == left_out or not open_ or onward == start or onward in came:
                    continue
                came[onward] = (node, cell, up)
                if onward == goal:
                    return _traced(came, start, goal)
                waiting.append(onward)
        return None

    def _onward(self, node: Node, among: AbstractSet[Cell] | Mapping) -> Iterator:
        """Yield (cell, whether it grows, node) of the ways on from a node."""
        for cell in self.touching(node):
            if cell in among:
                tail, head = self.arcs[cell]
                if tail == node:
                    yield cell, True, head
                if head == node:
                    yield cell, False, tail

    def touching(self, node: Node) -> list[Cell]:
        """Return the cells that flow from or to a node."""
        if not hasattr(self, "_touching"):
            found: dict[Node, list[Cell]] = {}
            for cell, (tail, head) in self.arcs.items():
                found.setdefault(tail, []).append(cell)
                if head != tail:
                    found.setdefault(head, []).append(cell)
            self._touching = found
        return self._touching.get(node, [])

    def cheapest(
        self, cell: Cell, values: Mapping[Cell, int], hidden: AbstractSet[Cell], room: int
    ) -> set[Cell] | None:
        """Return cells to be kept back so that a cell has more room, cheap ones first; None where no
        cell is left. The grand total is among them only when nothing else is: other tables show it.
        """
        free = set(hidden)
        for forward in (True, False):
            room -= self._opened(cell, values, free, room, forward=forward)
        if len(free) > len(hidden):
            return free - hidden
        left = [each for each in self.arcs if each not in hidden]
        return {min(left, key=lambda each: (self.cost(each, values[each]), each))} if left else None

    def _opened(
        self, cell: Cell, values: Mapping[Cell, int], free: set[Cell], room: int, *, forward: bool
    ) -> int:
        """Add cells to the free ones until a cell may be greater (or less) by its room; return by
        how much it may then: ways around it, each time the one that costs least, until they carry it.
        """
        tail, head = self.arcs[cell]
        start, goal = (head, tail) if forward else (tail, head)
        limit = room if forward else min(room, values[cell])
        moved = dict.fromkeys(self.arcs, 0)
        found = 0
        while found < limit:
            way = self._cheapest_way(start, goal, cell, values, moved, free)
            if way is None:
                break
            step = min(
                limit - found, *(FAR if up else values[each] + moved[each] for each, up in way)
            )
            for each, up in way:
                moved[each] += step if up else -step
                free.add(each)
            found += step
        return found

    def _cheapest_way(
        self,
        start: Node,
        goal: Node,
        left_out: Cell,
        values: Mapping[Cell, int],
        moved: Mapping[Cell, int],
        free: AbstractSet[Cell],
    ) -> list[tuple[Cell, bool]] | None:
        """Return the way that costs least in cells that are not free yet, None where there is none."""
        order, best = count(), {start: 0}
        queue: list = [(0, next(order), start, ())]
        while queue:
            spent, _n, node, way = heappop(queue)
            if node == goal and way:
                return list(way)
            for each, up, onward in self._onward(node, self.arcs):
                price = 0 if each in free else self.cost(each, values[each])
                shut = not up and values[each] + moved[each] <= 0
                if each == left_out or shut or price >= GRAND:
                    continue
                if spent + price < best.get(onward, GRAND * 1000):
                    best[onward] = spent + price
                    heappush(queue, (spent + price, next(order), onward, (*way, (each, up))))
        return None


def _traced(came: Mapping, start: Node, goal: Node) -> list[tuple[Cell, bool]]:
    way = []
    while goal != start:
        goal, cell, up = came[goal]
        way.append((cell, up))
    return way[::-1]
