"""The checklist of minimum data in forms: a line for each item, where its reason is written."""

from baleharum.asked import Asked
from baleharum.terms.lists import label
from baleharum.terms.lists import terms
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from typing import Any
from z3c.form.converter import BaseDataConverter
from z3c.form.interfaces import IFieldWidget
from z3c.form.interfaces import IWidget
from z3c.form.interfaces import NO_VALUE
from z3c.form.widget import FieldWidget
from z3c.form.widget import Widget
from zope.component import adapter
from zope.interface import implementer
from zope.schema.interfaces import IDict


class IChecklistWidget(IWidget):
    """See ChecklistWidget."""


@implementer(IChecklistWidget)
class ChecklistWidget(Widget):
    """value: token of `minimum-data` -> reason. An item without a reason is not disclosed."""

    klass = "bh-checklist"
    page = ViewPageTemplateFile("checklist.pt")

    def render(self) -> str:
        """Return the lines."""
        return self.page()

    def items(self) -> list[dict[str, Any]]:
        """Return id, name, label and reason of each line."""
        given = self.value if isinstance(self.value, dict) else {}
        known = [t for t in terms("minimum-data") if not t.retired or t.token in given]
        return [
            {
                "id": self.id if place == 0 else f"{self.id}-{place}",
                "name": f"{self.name}.{each.token}",
                "label": label("minimum-data", each.token),
                "reason": given.get(each.token, ""),
            }
            for place, each in enumerate(known)
        ]

    def extract(self, default: Any = NO_VALUE) -> Any:
        """Return the reasons that were typed."""
        form = Asked(self.request.form)
        if form.get(f"{self.name}-marker") is None:
            return default
        typed = {t.token: form.get(f"{self.name}.{t.token}", "") for t in terms("minimum-data")}
        return {token: reason.strip() for token, reason in typed.items() if reason.strip()}


@adapter(IDict, IChecklistWidget)
class ChecklistConverter(BaseDataConverter):
    """The field holds what the widget shows."""

    def toWidgetValue(self, value: Any) -> dict[str, str]:
        """Return a copy."""
        return dict(value or {})

    def toFieldValue(self, value: Any) -> dict[str, str]:
        """Return a copy."""
        return dict(value or {})


@implementer(IFieldWidget)
def ChecklistFieldWidget(field: Any, request: Any) -> Any:
    """Return the widget of a field."""
    return FieldWidget(field, ChecklistWidget(request))
