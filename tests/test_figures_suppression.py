"""Disclosure control: what is kept back can't be worked out, by elimination, by bounds, by trying all."""

from baleharum.statistics.network import ALL
from baleharum.statistics.network import Network
from baleharum.statistics.suppression import kept_back
from baleharum.statistics.suppression import LEAST
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies
from itertools import product

import pytest


COUNTS = strategies.one_of(
    strategies.integers(0, 6), strategies.sampled_from([0, 0, 1, 3, 5, 9, 12, 40, 316])
)


def equations(network):
    """Return lists of (cell, factor) that add up to 0: what every reader of a table knows."""
    found = []
    for column in {column for _row, column in network.arcs}:
        for parent in {*network.parents.values()}:
            parts = [row for row, above in network.parents.items() if above == parent]
            found.append([((parent, column), -1), *(((row, column), 1) for row in parts)])
    if len(network.columns) > 1:
        for row in {row for row, _column in network.arcs}:
            parts = [((row, column), 1) for column in network.columns]
            found.append([((row, ALL), -1), *parts])
    return found


def summed(network, leaves):
    """Return the values of all cells. leaves: (row, column) -> number of the innermost ones."""
    rows = [*network.parents, ALL]

    def below(row):
        parts = [each for each, above in network.parents.items() if above == row]
        return [leaf for part in parts for leaf in below(part)] if parts else [row]

    values = {}
    for row in rows:
        for column in network.columns:
            values[row, column] = sum(leaves[leaf, column] for leaf in below(row))
        if len(network.columns) > 1:
            values[row, ALL] = sum(values[row, column] for column in network.columns)
    return values


@strategies.composite
def tables(draw, most_rows=5, most_columns=4, counts=COUNTS):
    """A table of rows and columns, or a hierarchy of rows with any number of columns."""
    columns = tuple(f"c{n}" for n in range(draw(strategies.integers(1, most_columns))))
    parents = {}
    for n in range(draw(strategies.integers(1, most_rows))):
        parents[f"r{n}"] = ALL
        for part in range(draw(strategies.integers(0, 3)) if draw(strategies.booleans()) else 0):
            parents[f"r{n}.{part}"] = f"r{n}"
    network = Network(parents, columns)
    inner = {*parents.values()}
    leaves = [row for row in parents if row not in inner]
    return network, summed(network, {(r, c): draw(counts) for r in leaves for c in columns})


def solved(network, values, hidden):
    """Return the hidden cells whose value follows from the equations alone (Gauss).

    The equations are those of a network: whatever is done to them, a factor is 0, 1 or -1.
    """
    unknown = {cell: place for place, cell in enumerate(sorted(hidden))}
    rows = []
    for terms in equations(network):
        row = [0] * len(unknown)
        for cell, factor in terms:
            if cell in hidden:
                row[unknown[cell]] += factor
        rows.append(row)
    done = 0
    for column in range(len(unknown)):
        found = next((r for r in rows[done:] if r[column]), None)
        if found is None:
            continue
        rows.remove(found)
        assert {*found} <= {-1, 0, 1}
        found = [each * found[column] for each in found]
        rows = [
            [a - r[column] * b for a, b in zip(r, found, strict=True)] if r[column] else r
            for r in rows
        ]
        rows.insert(done, found)
        done += 1
    alone = [r for r in rows[:done] if sum(1 for each in r if each) == 1]
    cells = list(unknown)
    return {cells[next(n for n, each in enumerate(r) if each)] for r in alone}


def bounds(network, values, hidden):
    """Return cell -> (least, most) by tightening bounds until nothing moves: no count is negative."""
    far = 10_000
    low = {cell: 0 if cell in hidden else value for cell, value in values.items()}
    high = {cell: far if cell in hidden else value for cell, value in values.items()}
    moved = True
    while moved:
        moved = False
        for (whole, _minus), *parts in equations(network):
            cells = [cell for cell, _plus in parts]
            tighter = [(whole, sum(low[c] for c in cells), sum(high[c] for c in cells))]
            for cell in cells:
                others = [c for c in cells if c != cell]
                tighter.append(
                    (
                        cell,
                        low[whole] - sum(high[c] for c in others),
                        high[whole] - sum(low[c] for c in others),
                    )
                )
            for cell, least, most in tighter:
                if cell in hidden and (least > low[cell] or most < high[cell]):
                    low[cell], high[cell] = max(low[cell], least), min(high[cell], most)
                    moved = True
    return {cell: (low[cell], high[cell]) for cell in hidden}


@settings(max_examples=300)
@given(strategies.one_of(tables(), tables(counts=strategies.sampled_from([0, 0, 1, 2, 3, 6]))))
def test_nothing_that_is_kept_back_can_be_solved_for(made):
    network, values = made
    hidden = kept_back(network, values)
    assert {cell for cell, value in values.items() if value < LEAST} <= hidden
    assert solved(network, values, hidden) == set()
    for cell, (least, most) in bounds(network, values, hidden).items():
        assert most > least
        if values[cell] < LEAST:
            assert most - least >= LEAST


def outward(value, most):
    """Return all numbers that a reader would try for a cell, those about the right one first."""
    return sorted(range(most + 1), key=lambda number: abs(number - value))


def fitting(spans, sums):
    """Yield every way to fill in the innermost cells that adds up to what is shown.

    spans: innermost cell -> numbers that it may be; sums: (innermost cells of one that is shown, its
    number). No count is negative, so what is too much already is not tried further.
    """
    leaves = list(spans)

    def fill(tried):
        if len(tried) == len(leaves):
            yield tried
            return
        leaf = leaves[len(tried)]
        concerned = [(cells, whole) for cells, whole in sums if leaf in cells]
        for number in spans[leaf]:
            now = {**tried, leaf: number}
            left = [
                (whole - sum(now.get(c, 0) for c in cells), cells) for cells, whole in concerned
            ]
            if all(rest >= 0 and (not rest or cells[-1] != leaf) for rest, cells in left):
                yield from fill(now)

    yield from fill({})


def choices(network, values, hidden, leaves):
    """Return hidden cell -> numbers that it has in some table that fits what is shown: of all
    tables, or so many that each cell has enough of them."""
    alone = {leaf: summed(network, {**dict.fromkeys(leaves, 0), leaf: 1}) for leaf in leaves}
    below = {cell: [leaf for leaf in leaves if alone[leaf][cell]] for cell in values}
    most = max(values.values()) + LEAST
    spans = {c: outward(values[c], most) if c in hidden else (values[c],) for c in leaves}
    seen = {cell: set() for cell in hidden}
    for tried in fitting(spans, [(below[c], values[c]) for c in values if c not in hidden]):
        for cell, found in seen.items():
            found.add(sum(tried[leaf] for leaf in below[cell]))
        if all(len(found) > needed(values[cell]) for cell, found in seen.items()):
            break
    return seen


def needed(value) -> int:
    """Return how many other numbers a cell that is kept back has to have."""
    return LEAST if value < LEAST else 1


@settings(max_examples=60)
@given(tables(most_rows=2, most_columns=2, counts=strategies.integers(0, 7)))
def test_trying_every_table_leaves_a_choice(made):
    network, values = made
    hidden = kept_back(network, values)
    inner = {*network.parents.values()}
    leaves = [(r, c) for r in network.parents if r not in inner for c in network.columns]
    if len(leaves) <= 5:
        for cell, found in choices(network, values, hidden, leaves).items():
            assert len(found) > needed(values[cell])


FEW = strategies.sampled_from([0, 0, 0, 0, 1, 1, 2, 3, 6])


@settings(max_examples=200)
@given(strategies.one_of(tables(), tables(counts=FEW), tables(most_rows=7, counts=FEW)))
def test_the_grand_total_is_kept_back_only_where_it_is_small(made):
    network, values = made
    grand = (ALL, ALL if len(network.columns) > 1 else network.columns[0])
    assert (grand in kept_back(network, values)) == (values[grand] < LEAST)


@given(tables(counts=strategies.integers(LEAST, 300)))
def test_where_nothing_is_small_all_is_shown(made):
    network, values = made
    assert kept_back(network, values) == frozenset()


def one_column(**numbers):
    network = Network(dict.fromkeys(numbers, ALL), ("n",))
    return network, summed(network, {(row, "n"): number for row, number in numbers.items()})


@pytest.mark.parametrize(
    ("numbers", "wanted"),
    [
        # The tables of the province: 3 alone would follow from the total, so 9 goes, too.
        ({"pmi": 85, "kpo": 16, "telantar": 90, "kekerasan": 9, "odgj": 3}, {"kekerasan", "odgj"}),
        (
            {"pmi": 2, "telantar": 54, "kekerasan": 1, "odgj": 1},
            {"pmi", "kekerasan", "odgj", "telantar"},
        ),
        ({"abh": 301, "adopsi": 8, "dispensasi": 7}, set()),
    ],
)
def test_the_published_tables(numbers, wanted):
    network, values = one_column(**numbers)
    assert {row for row, _column in kept_back(network, values)} == wanted


def test_a_total_that_other_tables_show_is_shown_though_all_else_is_small():
    network = Network(dict.fromkeys("abcdef", ALL), ("l", "p"))
    numbers = (1, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 0)
    values = summed(network, dict(zip(product("abcdef", "lp"), numbers, strict=True)))
    assert (values[ALL, "l"], values[ALL, "p"], values[ALL, ALL]) == (1, 5, 6)
    hidden = kept_back(network, values)
    assert (ALL, ALL) not in hidden
    # It would give the other one away.
    assert {(ALL, "l"), (ALL, "p")} <= hidden


def test_a_table_with_one_small_cell_loses_a_rectangle():
    network = Network(dict.fromkeys(("a", "b", "c"), ALL), ("l", "p"))
    leaves = dict(zip(product("abc", "lp"), (2, 30, 40, 50, 20, 90), strict=True))
    hidden = kept_back(network, summed(network, leaves))
    assert len(hidden) == 4
    assert ("a", "l") in hidden
    assert not any(ALL in cell for cell in hidden)
