"""Tables as they are kept: JSON with the words of both languages, so that they need no code to read."""

from baleharum.statistics.shown import Words
from baleharum.statistics.tables import Line
from baleharum.statistics.tables import Sheet
from baleharum.statistics.tables import Table
from typing import Any

import hashlib
import json


LANGUAGES = ("id", "en")


def written(sheet: Sheet) -> str:
    """Return a sheet as JSON text; the same sheet gives the same text."""
    data = {
        "tables": [_table(table) for table in sheet.tables],
        "problems": [_words(problem) for problem in sheet.problems],
    }
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def read(text: str, language: str) -> Sheet:
    """Return the sheet that was written, with its words in a language."""
    data = json.loads(text)
    tables = tuple(_read_table(table, language) for table in data["tables"])
    return Sheet(tables, tuple(problem[language] for problem in data["problems"]))


def covered(text: str, sheet: Sheet) -> str:
    """Return a text that was written, with the cells of a sheet of the same tables in their place."""
    data = json.loads(text)
    for table, shown in zip(data["tables"], sheet.tables, strict=True):
        table["cells"] = shown.numbers()
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def fingerprint(text: str) -> str:
    """Return the SHA-256 of a text, hexadecimal."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def _words(label: Any) -> dict[str, str]:
    return {language: Words(language).text(label) for language in LANGUAGES}


def _line(line: Line) -> dict[str, Any]:
    return {
        "key": line.key,
        "label": _words(line.label),
        "level": line.level,
        "whole": line.whole,
    }


def _table(table: Table) -> dict[str, Any]:
    return {
        "key": table.key,
        "title": _words(table.title),
        "rows": [_line(row) for row in table.rows],
        "columns": [_line(column) for column in table.columns],
        "cells": table.numbers(),
        "drawn": list(table.drawn),
        "notes": [_words(note) for note in table.notes],
    }


def _read_line(line: dict[str, Any], language: str) -> Line:
    return Line(line["key"], line["label"][language], line["level"], line["whole"])


def _read_table(table: dict[str, Any], language: str) -> Table:
    rows = tuple(_read_line(row, language) for row in table["rows"])
    columns = tuple(_read_line(column, language) for column in table["columns"])
    cells = {
        (row.key, column.key): value
        for row, values in zip(rows, table["cells"], strict=True)
        for column, value in zip(columns, values, strict=True)
    }
    notes = tuple(note[language] for note in table["notes"])
    drawn = tuple(table["drawn"])
    return Table(table["key"], table["title"][language], rows, columns, cells, drawn, notes)
