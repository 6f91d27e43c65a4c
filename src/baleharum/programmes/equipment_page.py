"""The equipment of a programme: its page, and REST."""

from baleharum import _
from baleharum.asked import Asked
from baleharum.asked import sent_text
from baleharum.asked import typed_number
from baleharum.cases.moments import spoken_language
from baleharum.cases.moments import today
from baleharum.guard.traces import case_of
from baleharum.guard.traces import uid
from baleharum.programmes import equipment
from baleharum.programmes.views import Page
from baleharum.terms.days import short_day
from baleharum.trail.actions import EDIT
from baleharum.trail.api import change
from baleharum.whole import whole
from datetime import date
from functools import cached_property
from plone import api
from plone.protect import CheckAuthenticator
from plone.protect.interfaces import IDisableCSRFProtection
from plone.restapi.deserializer import json_body
from plone.restapi.services import Service
from typing import Any
from zExceptions import BadRequest
from zExceptions import NotFound
from zope.i18n import translate
from zope.interface import alsoProvides


NONE = "This programme gives no equipment."
FIELDS = ("who", "item", *equipment.DAYS, "result")
LABELS = {
    "who": _("label_equipment_who", default="Case or recipient"),
    "item": _("label_equipment_item", default="What it is"),
    "measured_on": _("label_equipment_measured", default="Measured on"),
    "fitted_on": _("label_equipment_fitted", default="Fitted on"),
    "look_on": _("label_equipment_look", default="To be looked at again on"),
    "looked_on": _("label_equipment_looked", default="Looked at on"),
    "result": _("label_equipment_result", default="What came of it"),
}


def kept(programme: Any, data: dict[str, str], number: int) -> equipment.Piece:
    """Keep a row, and tell the record. Raises EquipmentRefused."""
    with whole():
        piece = equipment.keep(programme, data, today(), number)
    change(EDIT, case_of(programme), uid(programme), f"equipment:{piece.number}")
    return piece


class EquipmentPage(Page):
    """`@@equipment` of a programme: all pieces, and a form for one."""

    error = None

    def __call__(self):
        """Show the pieces; a POST keeps one, `?number=` shows one in the form."""
        if not equipment.has_equipment(self.context):
            raise NotFound(NONE)
        self.asked = Asked(self.request.form)
        if self.request.method == "POST":
            CheckAuthenticator(self.request)
            if self._keep():
                self.request.response.redirect(f"{self.context.absolute_url()}/@@equipment")
                return ""
        return super().__call__()

    @property
    def number(self) -> int:
        """The number of the piece in the form, 0 for a new one."""
        return typed_number(self.asked.get("number", "")) or 0

    def _keep(self) -> bool:
        data = {name: self.asked.get(name, "") for name in FIELDS}
        try:
            kept(self.context, data, self.number)
        except equipment.EquipmentRefused as refused:
            self.error = refused.args[0]
            return False
        message = _("message_saved", default="Saved.")
        api.portal.show_message(message, request=self.request)
        return True

    @cached_property
    def pieces(self) -> list[equipment.Piece]:
        """All pieces, the newest first."""
        return equipment.pieces(self.context)

    def late(self, piece: equipment.Piece) -> bool:
        """Tell whether a piece should have been looked at again."""
        return piece.late(today())

    def day(self, iso: str) -> str:
        """Return a day of a row in words."""
        return short_day(date.fromisoformat(iso), spoken_language()) if iso else ""

    def labels(self) -> dict[str, Any]:
        """Return field -> label."""
        return LABELS

    def fields(self) -> list[dict[str, Any]]:
        """Return the inputs of the form: name, label, type, value."""
        shown = next((each._asdict() for each in self.pieces if each.number == self.number), {})
        posted = self.request.method == "POST"
        return [
            {
                "name": name,
                "label": LABELS[name],
                "type": "date" if name in equipment.DAYS else "text",
                "value": self.asked.get(name, "") if posted else shown.get(name, ""),
                "required": name in ("who", "item"),
            }
            for name in FIELDS
        ]


class EquipmentGet(Service):
    """The pieces of a programme."""

    def reply(self) -> dict[str, Any]:
        """Return @id and items, the newest first. 404 for a programme that gives none."""
        if not equipment.has_equipment(self.context):
            raise NotFound(NONE)
        items = [piece._asdict() for piece in equipment.pieces(self.context)]
        return {"@id": f"{self.context.absolute_url()}/@equipment", "items": items}


class EquipmentPost(Service):
    """`POST @equipment`: keeps a piece, a new one without `number`. 422 for a refusal."""

    def reply(self) -> dict[str, Any]:
        """Return the piece."""
        alsoProvides(self.request, IDisableCSRFProtection)
        if not equipment.has_equipment(self.context):
            raise NotFound(NONE)
        body = json_body(self.request)
        number = body.get("number") or 0
        if type(number) is not int:
            raise BadRequest('Send the number of a piece that is there, or none: {"number": 3}.')
        try:
            return kept(self.context, {n: sent_text(body, n) for n in FIELDS}, number)._asdict()
        except equipment.EquipmentRefused as refused:
            self.request.response.setStatus(422)
            message = translate(refused.args[0], context=self.request)
            return {"error": {"type": "EquipmentRefused", "message": message}}
