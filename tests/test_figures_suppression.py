"""Disclosure control: what is kept back can't be worked out, by elimination, by bounds, by trying all."""

from baleharum.statistics.network import ALL
from baleharum.statistics.network import Network
from baleharum.statistics.suppression import kept_back
from baleharum.statistics.suppression import LEAST
from fractions import Fraction
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
    """Return the hidden cells whose value follows from the equations alone (Gauss)."""
    unknown = sorted(hidden)
    rows = []
    for terms in equations(network):
        row = [Fraction(0)] * (len(unknown) + 1)
        for cell, factor in terms:
            if cell in hidden:
                row[unknown.index(cell)] += factor
            else:
                row[-1] -= factor * values[cell]
        rows.append(row)
    pivots = []
    for column in range(len(unknown)):
        found = next((r for r in rows[len(pivots) :] if r[column]), None)
        if found is None:
            continue
        rows.remove(found)
        found = [each / found[column] for each in found]
        rows = [[a - r[column] * b for a, b in zip(r, found, strict=True)] for r in rows]
        rows.insert(len(pivots), found)
        pivots.append(column)
    alone = [r for r in rows[: len(pivots)] if sum(1 for each in r[:-1] if each) == 1]
    return {unknown[next(n for n, each in enumerate(r) if each)] for r in alone}


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


@settings(max_examples=60)
@given(tables(most_rows=2, most_columns=2, counts=strategies.integers(0, 7)))
def test_trying_every_table_leaves_a_choice(made):
    network, values = made
    hidden = kept_back(network, values)
    inner = {*network.parents.values()}
    leaves = [(r, c) for r in network.parents if r not in inner for c in network.columns]
    if len(leaves) > 5:
        leaves = leaves[:0]
    most = max(values.values(), default=0) + LEAST
    spans = [range(most + 1) if leaf in hidden else (values[leaf],) for leaf in leaves]
    seen = {cell: set() for cell in hidden}
    for numbers in product(*spans) if leaves else ():
        tried = summed(network, dict(zip(leaves, numbers, strict=True)))
        if all(tried[cell] == value for cell, value in values.items() if cell not in hidden):
            for cell in hidden:
                seen[cell].add(tried[cell])
    for cell, found in seen.items():
        if leaves:
            assert len(found) > (LEAST if values[cell] < LEAST else 1)


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
