"""The widget of rows: one set of inputs a row, with some empty ones at the end; no script."""

from baleharum import _
from baleharum.asked import Asked
from baleharum.asked import typed_number
from baleharum.cases.layout import case_of
from baleharum.cases.layout import full_name
from baleharum.interfaces import IBaleharumLayer
from baleharum.plans.interfaces import IRows
from baleharum.plans.rows import MOST
from baleharum.plans.rows import numbered
from baleharum.plans.rows import read
from baleharum.plans.team import members
from baleharum.terms.lists import label
from baleharum.terms.lists import terms
from datetime import date
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from z3c.form.converter import BaseDataConverter
from z3c.form.interfaces import IFieldWidget
from z3c.form.interfaces import IWidget
from z3c.form.interfaces import NO_VALUE
from z3c.form.widget import FieldWidget
from z3c.form.widget import Widget
from zope.component import adapter
from zope.interface import implementer


#: Empty rows at the end of a form.
EMPTY = 3


class IRowsWidget(IWidget):
    """The widget of a field of rows."""


@implementer(IRowsWidget)
class RowsWidget(Widget):
    """Its value is a list of mappings of texts, as they were typed."""

    index = ViewPageTemplateFile("rows.pt")
    not_chosen = _("label_not_chosen", default="– not chosen –")

    @property
    def columns(self):
        """The columns of the field."""
        return self.field.columns

    def extract(self, default=NO_VALUE):
        """Return the rows in which something was typed."""
        form = Asked(self.request.form)
        count = form.get(f"{self.name}.count")
        if count is None:
            return default
        lines = typed_number(count) or 0
        rows = []
        for line in range(min(lines, MOST)):
            cells = {c.name: form.get(f"{self.name}.{line}.{c.name}", "") for c in self.columns}
            if any(cell.strip() for cell in cells.values()):
                rows.append({"number": form.get(f"{self.name}.{line}.number", ""), **cells})
        return rows

    def render(self):
        """Return the inputs, or the texts where nothing can be changed."""
        return self.index()

    def rows(self):
        """Return the rows with their cells, the empty ones at the end."""
        known = list(self.value or ())
        blank = [{} for _place in range(EMPTY)] if len(known) < MOST else []
        return [self._row(line, cells) for line, cells in enumerate([*known, *blank])]

    def _row(self, line, cells):
        number = cells.get("number", "")
        return {
            "line": line,
            "name": f"{self.name}.{line}",
            "id": f"{self.id}-{line}",
            "number": number,
            "legend": _("label_row", default="${number}.", mapping={"number": str(number)})
            if number
            else _("label_new_row", default="New"),
            "cells": [self._cell(column, cells.get(column.name, "")) for column in self.columns],
        }

    def _cell(self, column, value):
        return {
            "name": column.name,
            "title": column.title,
            "kind": column.kind,
            "value": value,
            "options": [
                {"value": token, "title": title, "selected": token == value}
                for token, title in self._options(column, value)
            ],
        }

    def _options(self, column, value):
        if column.kind == "choice":
            in_use = [(name, t) for name in column.lists for t in terms(name)]
            return [
                (t.token, label(name, t.token))
                for name, t in in_use
                if not t.retired or t.token == value
            ]
        if column.kind != "person":
            return []
        found = members(case_of(self.context))
        left = [value] if value and value not in found else []
        return [(user_id, full_name(user_id)) for user_id in [*found, *left]]


@implementer(IFieldWidget)
@adapter(IRows, IBaleharumLayer)
def RowsFieldWidget(field, request):
    """Return the widget of a field."""
    return FieldWidget(field, RowsWidget(request))


@adapter(IRows, IRowsWidget)
class RowsConverter(BaseDataConverter):
    """Rows as they are kept, and as texts."""

    def toWidgetValue(self, value):
        """Return a list of mappings of texts."""
        names = ("number", *(column.name for column in self.field.columns))
        return [
            {name: _text(cell) for name, cell in zip(names, row, strict=True)}
            for row in value or ()
        ]

    def toFieldValue(self, value):
        """Return the rows with their numbers. Raises Refused."""
        typed = [{**row, "number": typed_number(row["number"])} for row in value or ()]
        rows = read(self.field.columns, typed)
        numbered(rows, getattr(self.widget.context, "highest", 0))
        return rows


def _text(cell) -> str:
    if cell is None:
        return ""
    return cell.isoformat() if isinstance(cell, date) else str(cell)
