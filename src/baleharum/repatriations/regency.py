"""The regency of a destination in forms: its name is typed, its code is kept."""

from baleharum.asked import Asked
from baleharum.repatriations.policy import REGENCY
from baleharum.terms.lists import label
from baleharum.terms.lists import terms
from collections.abc import Mapping
from functools import cache
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from typing import Any
from z3c.form.converter import BaseDataConverter
from z3c.form.interfaces import IFieldWidget
from z3c.form.interfaces import IWidget
from z3c.form.interfaces import NO_VALUE
from z3c.form.widget import FieldWidget
from z3c.form.widget import Widget
from zope.component import adapter
from zope.i18n import translate
from zope.interface import implementer
from zope.schema.interfaces import ITextLine

import re


#: How a regency stands in a form: its name, and its code in brackets.
NAMED = re.compile(rf".*\(({REGENCY.pattern})\)")


@cache
def codes() -> Mapping[str, str]:
    """Return name in either language, in small letters -> code; see the list `regencies`."""
    return {
        name.casefold(): each.extra["code"]
        for each in terms("regencies")
        for name in (each.id, each.en)
    }


@cache
def known() -> Mapping[str, str]:
    """Return code -> token of the list `regencies`."""
    return {each.extra["code"]: each.token for each in terms("regencies")}


def code_of(typed: str) -> str:
    """Return the code of what was typed or chosen; what names no regency as it is.

    >>> code_of("Kota Surabaya (35.78)"), code_of("kota surabaya"), code_of("35.78"), code_of("Sby")
    ('35.78', '35.78', '35.78', 'Sby')
    """
    text = " ".join(typed.split())
    named = NAMED.fullmatch(text)
    return named[1] if named else codes().get(text.casefold(), text)


class IRegencyWidget(IWidget):
    """See RegencyWidget."""


@implementer(IRegencyWidget)
class RegencyWidget(Widget):
    """A line in which a name or a code is typed; the browser offers the names that fit."""

    klass = "bh-regency"
    page = ViewPageTemplateFile("regency.pt")

    def render(self) -> str:
        """Return the line with what it offers."""
        return self.page()

    def offered(self) -> list[str]:
        """Return all regencies, by name and code."""
        return [named(code, self.request) for code in known()]

    def extract(self, default: Any = NO_VALUE) -> Any:
        """Return what was typed."""
        return Asked(self.request.form).get(self.name, default)


@adapter(ITextLine, IRegencyWidget)
class RegencyConverter(BaseDataConverter):
    """The field holds the code."""

    def toWidgetValue(self, value: Any) -> str:
        """Return name and code, of a code that is not on the list the code alone."""
        return named(value, self.widget.request) if value else ""

    def toFieldValue(self, value: Any) -> str | None:
        """Return the code, None for nothing; what is none is left to the field to refuse."""
        return code_of(str(value or "")) or None


def named(code: str, request: Any) -> str:
    """Return 'Kota Surabaya (35.78)' in the language of the page."""
    token = known().get(code)
    if token is None:
        return code
    return f"{translate(label('regencies', token), context=request)} ({code})"


@implementer(IFieldWidget)
def RegencyFieldWidget(field: Any, request: Any) -> Any:
    """Return the widget of a field."""
    return FieldWidget(field, RegencyWidget(request))
