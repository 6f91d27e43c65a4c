"""A report as a file: CSV, XLSX or PDF."""

from baleharum.cases.moments import today
from baleharum.cases.register.export import attached
from baleharum.cases.register.export import FileInPieces
from baleharum.cases.register.export import MEDIA_TYPES
from baleharum.cases.register.export import written
from baleharum.letters.typeset import compiled
from baleharum.statistics.asking import Asking
from baleharum.statistics.reports import DEFINITIONS
from baleharum.statistics.shown import lines_of
from baleharum.statistics.shown import shown
from baleharum.statistics.shown import Words
from baleharum.statistics.tables import Sheet
from baleharum.terms.days import day_text
from baleharum.trail.actions import EXPORT
from collections.abc import Iterator
from pathlib import Path
from plone import api
from Products.Five.browser import BrowserView
from tempfile import TemporaryFile
from typing import Any
from zExceptions import BadRequest


TEMPLATE = Path(__file__).with_name("figures.typ")

TYPES = {**MEDIA_TYPES, "pdf": "application/pdf"}


class Export(BrowserView):
    """`@@figures-export?format=csv|xlsx|pdf`, with the parameters of the page."""

    def __call__(self) -> FileInPieces:
        asking = Asking(self.context, self.request)
        kind = asking.asked.get("format", "csv")
        if kind not in TYPES:
            raise BadRequest("There is no such format. Ask for format=csv, xlsx or pdf.")
        sheet = asking.certain(EXPORT)
        words = Words(api.portal.get_current_language())
        titles = (
            [each.title for each in asking.registers] if asking.several else [self.context.title]
        )
        about = f"{'; '.join(titles)}, {asking.question.period.token}"
        name = f"{self.context.getId()}-{asking.name}-{asking.question.period.token}.{kind}"
        pieces = file_of(kind, sheet, about, words)
        return attached(self.request.response, pieces, name, TYPES[kind])


def file_of(kind: str, sheet: Sheet, about: str, words: Words) -> FileInPieces:
    """Return a sheet as a file. about: the register and the period, in one line."""
    if kind != "pdf":
        return written(kind, lines(sheet, about, words))
    file = TemporaryFile()  # noqa: SIM115 (closed by what reads it)
    file.write(pdf(sheet, about, words))
    return FileInPieces(file)


def lines(sheet: Sheet, about: str, words: Words) -> Iterator[list[Any]]:
    """Yield the lines of a file."""
    yield [about]
    for problem in sheet.problems:
        yield [words.text(problem)]
    yield []
    for table in sheet.tables:
        yield from lines_of(table, words)


def pdf(sheet: Sheet, about: str, words: Words) -> bytes:
    """Return a sheet as PDF/A-2b; what people typed is only ever inserted as text."""
    data = {
        "about": about,
        "day": day_text(today(), words.language),
        "date": (today().year, today().month, today().day),
        "definitions": DEFINITIONS,
        "language": words.language,
        "problems": [words.text(problem) for problem in sheet.problems],
        "tables": [_table(shown(table, words)) for table in sheet.tables],
    }
    return compiled(TEMPLATE, data)


def _table(table: dict[str, Any]) -> dict[str, Any]:
    return {
        "title": table["title"],
        "notes": table["notes"],
        "columns": [column["label"] for column in table["columns"]],
        "rows": [
            {
                "label": row["label"],
                "level": row["level"],
                "whole": row["whole"],
                "cells": [cell["text"] for cell in row["cells"]],
            }
            for row in table["rows"]
        ],
    }
