"""Reads the tables of docs/access.md, so that the tests run what the manual promises."""

from functools import cache
from pathlib import Path


MANUAL = Path(__file__).parent.parent / "docs" / "access.md"

#: The letters of a cell, see the legend of the manual.
LETTERS = frozenset("lvesadipnw")
NOTHING = "–"  # noqa: RUF001 (the dash of the manual)


@cache
def tables() -> dict[str, dict[str, dict[str, frozenset[str]]]]:
    """Return heading -> persona -> column -> letters, for every table with a column `persona`."""
    found: dict[str, dict[str, dict[str, frozenset[str]]]] = {}
    heading, columns = "", []
    for line in MANUAL.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            heading, columns = line.lstrip("# ").strip(), []
        elif not line.startswith("|"):
            columns = []
        elif not columns:
            columns = cells(line)
        elif columns[0] == "persona" and not line.startswith("|-"):
            persona, *row = cells(line)
            table = found.setdefault(heading, {})
            if persona in table:
                raise ValueError(f"Two rows for {persona} under '{heading}': remove one.")
            table[persona] = read_row(heading, persona, columns[1:], row)
    return found


def read_row(heading, persona, columns, row) -> dict[str, frozenset[str]]:
    """Return column -> letters. Raises ValueError for a cell that the legend does not explain."""
    if len(row) != len(columns):
        raise ValueError(f"The row of {persona} under '{heading}' has not {len(columns)} cells.")
    for cell in row:
        letters = set() if cell == NOTHING else set(cell)
        if not cell or letters - LETTERS:
            raise ValueError(f"'{cell}' of {persona} under '{heading}': write letters or a dash.")
    return {
        column: frozenset() if cell == NOTHING else frozenset(cell)
        for column, cell in zip(columns, row, strict=True)
    }


@cache
def steps(heading: str) -> dict[str, tuple[frozenset[str], frozenset[str]]]:
    """Return step -> (states it leaves, personas who may take it) of a table of steps."""
    rows: dict[str, tuple[frozenset[str], frozenset[str]]] = {}
    inside = False
    for line in MANUAL.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            inside = line.lstrip("# ").strip() == heading
        elif inside and line.startswith("| `"):
            name, leaves, who = cells(line)
            rows[name.strip("`")] = (words(leaves), words(who))
    return rows


def cells(line: str) -> list[str]:
    """Return the cells of a line of a Markdown table."""
    return [cell.strip() for cell in line.strip().strip("|").split("|")]


def words(cell: str) -> frozenset[str]:
    """Return the words of a cell that are set apart by commas."""
    return frozenset(word.strip() for word in cell.split(","))
