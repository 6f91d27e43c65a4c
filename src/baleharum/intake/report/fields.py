"""The form as it is shown: sections of fields, each with its label, help, error and input."""

from baleharum.intake.report.answers import files_fields
from collective.easyform.api import get_schema
from collective.easyform.browser.view import EasyFormForm
from collective.easyform.interfaces import ILabel
from dataclasses import dataclass
from functools import cached_property
from plone.namedfile.interfaces import INamedField
from plone.supermodel.interfaces import FIELDSETS_KEY
from plone.supermodel.utils import mergedTaggedValueList
from typing import Any
from z3c.form.button import Buttons
from z3c.form.button import Handlers
from z3c.form.interfaces import HIDDEN_MODE
from z3c.form.interfaces import ICheckBoxWidget
from z3c.form.interfaces import IRadioWidget
from z3c.form.interfaces import ISingleCheckBoxWidget
from zope.schema.interfaces import ICollection


#: How the names of inputs begin.
PREFIX = "form.widgets."


class ReportForm(EasyFormForm):
    """The fields of a report form. It is always posted, to its own address, whatever is set."""

    method = "post"
    allow_prefill_from_GET_request = False
    enableCSRFProtection = False
    buttons = Buttons()
    handlers = Handlers()

    @cached_property
    def schema(self) -> Any:
        """The schema of the form, read from its XML once a request."""
        return get_schema(self.context)

    def update(self) -> None:
        """Make the inputs; what was typed stays in them."""
        # The stock form would go on to its page of thanks here.
        super(EasyFormForm, self).update()

    def updateFields(self) -> None:
        """Leave the files out: they are read as they came, see `uploads`."""
        super().updateFields()
        names = [name for name, _field in files_fields(self.schema)]
        self.fields = self.fields.omit(*names)
        for group in self.groups:
            group.fields = group.fields.omit(*names)

    def inputs(self) -> dict[str, Any]:
        """Return the widgets, name of the field -> widget."""
        found = dict(self.widgets.items())
        for group in self.groups:
            found.update(group.widgets.items())
        return found

    def sections(self) -> list["Section"]:
        """Return what is shown, in its order."""
        schema, inputs = self.schema, self.inputs()
        sets = mergedTaggedValueList(schema, FIELDSETS_KEY)
        placed = {name for each in sets for name in each.fields}
        first = [name for name in schema.names() if name not in placed]
        first.sort(key=lambda name: schema[name].order)
        rows = [("first", "", first)]
        rows += [(each.__name__, each.label, list(each.fields)) for each in sets]
        made = [
            Section(name, label, _entries(schema, inputs, names)) for name, label, names in rows
        ]
        return [section for section in made if section.entries]


@dataclass(frozen=True)
class Entry:
    """One field. kind: line, choices, tick, file, text (nothing to answer) or hidden; id: of the
    input; error: '' for none."""

    kind: str
    name: str
    id: str
    title: str
    help: str
    error: Any
    required: bool
    widget: Any


@dataclass(frozen=True)
class Section:
    """Fields that belong together; label: '' for the first."""

    name: str
    label: str
    entries: list[Entry]


def _entries(schema: Any, inputs: dict[str, Any], names: list[str]) -> list[Entry]:
    found = []
    for name in names:
        field, widget = schema.get(name), inputs.get(name)
        if field is None:
            continue
        if INamedField.providedBy(field):
            file_id = f"form-widgets-{name}"
            found.append(
                Entry(
                    "file", PREFIX + name, file_id, field.title, field.description, "", False, None
                )
            )
        elif widget is not None:
            found.append(_entry(field, widget))
    return found


def _entry(field: Any, widget: Any) -> Entry:
    error = getattr(widget.error, "message", "") if widget.error else ""
    kind = _kind(field, widget)
    if kind == "line":
        # One may look over a shoulder later: nothing typed here is offered again by the browser.
        told = {"autocomplete": "off"}
        ids = [f"{widget.id}-help"] * bool(field.description) + [f"{widget.id}-error"] * bool(error)
        if ids:
            told["aria-describedby"] = " ".join(ids)
        if error:
            told["aria-invalid"] = "true"
        widget.attributes.update(told)
    return Entry(
        kind,
        widget.name,
        widget.id,
        field.title,
        field.description,
        error,
        bool(field.required),
        widget,
    )


def _kind(field: Any, widget: Any) -> str:
    if widget.mode == HIDDEN_MODE:
        return "hidden"
    if ILabel.providedBy(field):
        return "text"
    if ISingleCheckBoxWidget.providedBy(widget) and not ICollection.providedBy(field):
        return "tick"
    choices = IRadioWidget.providedBy(widget) or ICheckBoxWidget.providedBy(widget)
    return "choices" if choices else "line"
