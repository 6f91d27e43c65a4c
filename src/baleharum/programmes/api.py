"""REST: programmes and batches are plain content; here is what their pages do beside that."""

from baleharum.asked import Asked
from baleharum.asked import sent_text
from baleharum.asked import typed_number
from baleharum.cases.traces import shown
from baleharum.programmes import listing
from baleharum.programmes import policy
from baleharum.programmes import refusals
from baleharum.programmes import taking
from baleharum.programmes.batch import IAssistanceBatch
from baleharum.programmes.batch_page import last
from baleharum.programmes.batch_page import progress
from baleharum.programmes.batch_page import WORK
from baleharum.programmes.recipients import rows_of
from baleharum.programmes.rows import asked_outcome
from baleharum.programmes.rows import find
from baleharum.programmes.rows import marked
from baleharum.programmes.rows import words
from baleharum.terms.lists import label
from baleharum.trail.actions import LIST
from baleharum.whole import whole
from dataclasses import asdict
from plone import api
from plone.protect.interfaces import IDisableCSRFProtection
from plone.restapi.deserializer import json_body
from plone.restapi.interfaces import ISerializeToJson
from plone.restapi.serializer.dxcontent import SerializeToJson
from plone.restapi.services import Service
from typing import Any
from zExceptions import BadRequest
from zExceptions import Unauthorized
from zope.component import adapter
from zope.i18n import translate
from zope.interface import alsoProvides
from zope.interface import implementer
from zope.interface import Interface

import base64
import binascii
import io


#: Recipients in one answer.
SIZE, MOST = 50, 500


class ProgrammesGet(Service):
    """The programmes of a folder that the caller may see, with the sums of their batches."""

    def reply(self) -> dict[str, Any]:
        """Return @id, items and batches."""
        programmes = [_item(row) for row in listing.programmes(self.context)]
        batches = [_item(row) for row in listing.batches(self.context)]
        url = f"{self.context.absolute_url()}/@programmes"
        return {"@id": url, "items": programmes, "batches": batches}


def _item(row: Any) -> dict[str, Any]:
    found = asdict(row)
    found.pop("path", None)
    decreed = found.get("decreed")
    if "decreed" in found:
        found["decreed"] = str(decreed)[:10] if decreed else None
    return {"@id": found.pop("url"), "UID": found.pop("uid"), **found, "unit": row.unit}


@implementer(ISerializeToJson)
@adapter(IAssistanceBatch, Interface)
class SerializeBatch(SerializeToJson):
    """A batch with its sums; its recipients are at `@recipients`."""

    def __call__(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Return the JSON."""
        book = self.context.recipients
        tallies = [
            {
                "sub_district": district,
                "title": translate(label("sub-districts", district), context=self.request),
                "outcome": outcome,
                "recipients": rows,
                "amount": amount,
            }
            for (district, outcome), (rows, amount) in sorted(book.tallies.items())
        ]
        own = {
            "recipients": book.count(),
            "received": book.count(policy.RECEIVED),
            "returned": book.count(policy.RETURNED),
            "total": book.amount(),
            "paid": book.amount(policy.RECEIVED),
            "unit": self.context.__parent__.unit,
            "tallies": tallies,
        }
        return super().__call__(*args, **kwargs) | own


class ImportGet(Service):
    """How far the worker is with a list, and how the last one went."""

    def reply(self) -> dict[str, Any]:
        """Return state, progress, last, and the refused lines."""
        return import_json(self.context, self.request)


def import_json(batch: Any, request: Any) -> dict[str, Any]:
    """Return how far the list of a batch is."""
    found = progress(batch, request) or {"state": None, "progress": 0, "message": ""}
    refused = [row._asdict() for row in refusals.parsed(batch)]
    url = f"{batch.absolute_url()}/@import-list"
    return {"@id": url, **found, "last": last(batch), "refused": refused}


class ImportPost(Service):
    """`POST @import-list {"filename": "a.csv", "data": base64}`: 202, the worker takes it in."""

    def reply(self) -> dict[str, Any]:
        """Return how far it is. 422 for a list that is refused at once."""
        alsoProvides(self.request, IDisableCSRFProtection)
        body = json_body(self.request)
        try:
            data = base64.b64decode(sent_text(body, "data"), validate=True)
        except (binascii.Error, ValueError) as wrong:
            raise BadRequest(
                "Send the file as `data` in base64, its name as `filename`."
            ) from wrong
        states = {state: what for what, state in taking.STATES.items()}
        what = states.get(api.content.get_state(self.context), taking.RECIPIENTS)
        try:
            with whole():
                taking.hand_in(self.context, io.BytesIO(data), sent_text(body, "filename"), what)
        except taking.ListRefused as refused:
            return refusal(self, refused)
        self.request.response.setStatus(202)
        return import_json(self.context, self.request)


class ImportDelete(Service):
    """`DELETE @import-list`: takes all recipients out of a draft."""

    def reply(self) -> dict[str, Any]:
        """Return how far it is."""
        alsoProvides(self.request, IDisableCSRFProtection)
        try:
            with whole():
                taking.forget(self.context)
        except taking.ListRefused as refused:
            return refusal(self, refused)
        return import_json(self.context, self.request)


class RecipientsGet(Service):
    """A page of the recipients; `start`, `size`, `kecamatan`, `outcome`. A NIK is asked by POST."""

    def reply(self) -> dict[str, Any]:
        """Return @id, items_total and items."""
        asked, book = Asked(self.request.form), self.context.recipients
        numbers = book.numbers(asked.get("kecamatan", ""), asked.get("outcome", ""))
        start = typed_number(asked.get("start", "")) or 0
        size = min(MOST, typed_number(asked.get("size", "")) or SIZE)
        page = numbers[start : start + size]
        shown(LIST, self.context, "recipients", len(page))
        return recipients_json(self.context, self.request, page, len(numbers))


class RecipientsPost(Service):
    """`POST @recipients`: `{"nik": …}` or `{"code": …}` finds one; `{"numbers": [1, 2], "outcome":
    "received", "on": "2026-11-30", "reason": ""}` notes what became of them."""

    def reply(self) -> dict[str, Any]:
        """Return the recipient that was found, or how many were changed. 422 for a refusal."""
        alsoProvides(self.request, IDisableCSRFProtection)
        body = json_body(self.request)
        typed = sent_text(body, "nik") or sent_text(body, "code")
        if typed:
            number = find(self.context, typed)
            page = [number] if number else []
            return recipients_json(self.context, self.request, page, len(page))
        if not api.user.has_permission(WORK, obj=self.context):
            raise Unauthorized("Operators note what became of recipients.")
        numbers = body.get("numbers")
        if not isinstance(numbers, list) or not all(type(each) is int for each in numbers):
            raise BadRequest('Send the numbers of the recipients: {"numbers": [1, 2], …}.')
        texts = [sent_text(body, name) for name in ("outcome", "on", "reason")]
        try:
            with whole():
                return {"changed": marked(self.context, numbers, asked_outcome(*texts))}
        except taking.ListRefused as refused:
            return refusal(self, refused)


def recipients_json(batch: Any, request: Any, page: list[int], total: int) -> dict[str, Any]:
    """Return recipients by their numbers, their NIKs masked."""
    unit = batch.__parent__.unit
    items = []
    for row, outcome in rows_of(batch, page):
        found = words(row, outcome, unit)
        items.append({name: translate(value, context=request) for name, value in found.items()})
        items[-1].update(sub_district=row.sub_district, amount=row.amount, number=row.number)
    url = f"{batch.absolute_url()}/@recipients"
    return {"@id": url, "items_total": total, "items": items}


def refusal(service: Service, refused: taking.ListRefused) -> dict[str, Any]:
    """Answer 422 with the message."""
    service.request.response.setStatus(422)
    message = translate(refused.args[0], context=service.request)
    return {"error": {"type": "ListRefused", "message": message}}
