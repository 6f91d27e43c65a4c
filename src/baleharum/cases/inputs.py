"""Texts, days and whole numbers in forms: what is none is refused, whatever was sent."""

from baleharum import _
from baleharum.asked import typed_number
from baleharum.cases.values import Refused
from baleharum.interfaces import IBaleharumLayer
from datetime import date
from plone.app.z3cform.converters import DateWidgetConverter
from plone.app.z3cform.interfaces import IDateWidget
from plone.app.z3cform.interfaces import ITextWidget
from plone.app.z3cform.widgets.datetime import DateWidget
from plone.app.z3cform.widgets.text import TextWidget
from typing import Any
from z3c.form.converter import BaseDataConverter
from z3c.form.field import FieldWidgets
from z3c.form.interfaces import IFieldsForm
from z3c.form.interfaces import IFieldWidget
from z3c.form.interfaces import ITextAreaWidget
from z3c.form.interfaces import ITextWidget as IAnyTextWidget
from z3c.form.widget import FieldWidget
from zExceptions import BadRequest
from zope.component import adapter
from zope.interface import implementer
from zope.interface import implementer_only
from zope.interface import Interface
from zope.schema.interfaces import IDate
from zope.schema.interfaces import IInt
from ZPublisher.HTTPRequest import record


@adapter(IFieldsForm, IBaleharumLayer, Interface)
class Inputs(FieldWidgets):
    """The inputs of a form. Zope makes lists and records of names that no form of a page has, and
    z3c.form ends in an error of the server where it waits for a text."""

    def update(self) -> None:
        """Make the widgets. Raises BadRequest for what none of them can have sent."""
        if any(map(_holds_record, self.request.form.values())):
            raise BadRequest("Send the form as its page does: each field by its own name.")
        super().update()
        for widget in self.values():
            sent = self.request.form.get(widget.name)
            text = IAnyTextWidget.providedBy(widget) or ITextAreaWidget.providedBy(widget)
            if text and isinstance(sent, list | tuple):
                raise BadRequest(f"Send one text as {widget.name}, as the form of the page does.")


def _holds_record(sent: Any) -> bool:
    found = sent if isinstance(sent, list | tuple) else [sent]
    return any(isinstance(each, record | dict) for each in found)


class IDayWidget(IDateWidget):
    """See DayWidget."""


@implementer_only(IDayWidget)
class DayWidget(DateWidget):
    """As Plone's; its own converter goes with it."""


@implementer(IFieldWidget)
@adapter(IDate, IBaleharumLayer)
def DayFieldWidget(field: Any, request: Any) -> Any:
    """Return the widget of a field."""
    return FieldWidget(field, DayWidget(request))


@adapter(IDate, IDayWidget)
class DayConverter(DateWidgetConverter):
    """Plone's ends in an error of the server for a text without two hyphens, or a huge year."""

    def toFieldValue(self, value: Any) -> date | None:
        """Return the day, what stands for none where nothing was typed. Raises Refused."""
        try:
            return super().toFieldValue(value)
        except (AttributeError, OverflowError, TypeError, ValueError):
            raise Refused(_("error_cell_day", default="Write the day as 2026-12-31.")) from None


class INumberWidget(ITextWidget):
    """See NumberWidget."""


@implementer_only(INumberWidget)
class NumberWidget(TextWidget):
    """As Plone's, with the keys for figures on a telephone; its own converter goes with it."""

    @property
    def attributes(self) -> dict[str, str]:
        """Return what the input says of itself."""
        return {**super().attributes, "inputmode": "numeric"}


@implementer(IFieldWidget)
@adapter(IInt, IBaleharumLayer)
def NumberFieldWidget(field: Any, request: Any) -> Any:
    """Return the widget of a field."""
    return FieldWidget(field, NumberWidget(request))


@adapter(IInt, INumberWidget)
class NumberConverter(BaseDataConverter):
    """Figures alone: by the rules of Indonesian, which z3c.form follows, 1.5 would be 15."""

    def toWidgetValue(self, value: int | None) -> str:
        """Return the figures, without a sign between them."""
        return "" if value == self.field.missing_value else str(value)

    def toFieldValue(self, value: Any) -> int | None:
        """Return the number, what stands for none where nothing was typed. Raises Refused."""
        text = value.strip() if isinstance(value, str) else "?"
        if not text:
            return self.field.missing_value
        found = typed_number(text)
        if found is None:
            raise Refused(
                _("error_whole_number", default="Write a whole number in figures, such as 90.")
            )
        return found
