"""Tables as pages and files show them: words in one language, numbers as people write them."""

from baleharum.statistics.charts import chart_of
from baleharum.statistics.tables import Line
from baleharum.statistics.tables import Table
from baleharum.terms.days import spoken
from collections.abc import Callable
from collections.abc import Iterator
from typing import Any
from zope.i18n import translate


#: What stands where there is nothing to say.
NOTHING = "–"  # noqa: RUF001 (a dash)


class Words:
    """Words and numbers in one language."""

    def __init__(self, language: str) -> None:
        self.language = spoken(language)

    def text(self, label: Any) -> str:
        """Return a label in the language."""
        return str(translate(label, target_language=self.language))

    def number(self, value: Any) -> str:
        """Return a number: 2.720 and 1,5 in Indonesian; a text stays as it is."""
        if value is None:
            return NOTHING
        if not isinstance(value, int | float):
            return str(value)
        english = f"{value:,}"
        if self.language == "en":
            return english
        return english.translate(str.maketrans(",.", ".,"))


def shown(table: Table, words: Words, address: Callable[[str, str], str] | None = None) -> dict:
    """Return a table for a template. address: (row, column) -> where its cases are listed."""
    return {
        "key": table.key,
        "title": words.text(table.title),
        "notes": [words.text(note) for note in table.notes],
        "columns": [_line(column, words) for column in table.columns],
        "rows": [
            {**_line(row, words), "cells": list(_cells(table, row, words, address))}
            for row in table.rows
        ],
        "chart": chart_of(table, words.text, words.number),
    }


def _line(line: Line, words: Words) -> dict[str, Any]:
    return {
        "key": line.key,
        "label": words.text(line.label),
        "level": line.level,
        "whole": line.whole,
    }


def _cells(table: Table, row: Line, words: Words, address: Any) -> Iterator[dict[str, Any]]:
    for column in table.columns:
        value = table.cell(row.key, column.key)
        linked = bool(value) and column.key in table.cases and address is not None
        yield {
            "value": value,
            "text": words.number(value),
            "url": address(row.key, column.key) if linked else "",
        }


def lines_of(table: Table, words: Words) -> Iterator[list[Any]]:
    """Yield a table as lines of a file: its title, headings, rows, notes."""
    yield [words.text(table.title)]
    yield ["", *(words.text(column.label) for column in table.columns)]
    for row in table.rows:
        cells = (table.cell(row.key, column.key) for column in table.columns)
        yield [words.text(row.label), *("" if cell is None else cell for cell in cells)]
    for note in table.notes:
        yield [words.text(note)]
    yield []
