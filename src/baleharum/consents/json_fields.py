"""The fields of consents and bases as they come in as JSON: what is no token is no choice."""

from baleharum.consents.basis import ILawfulBasis
from baleharum.consents.content import IConsentForm
from baleharum.consents.interfaces import IGround
from baleharum.consents.seeing import CLOSED
from baleharum.consents.seeing import is_closed
from baleharum.interfaces import IBaleharumLayer
from plone.restapi.deserializer import json_body
from plone.restapi.deserializer.dxcontent import DeserializeFromJson
from plone.restapi.interfaces import IDeserializeFromJson
from typing import Any
from zExceptions import BadRequest
from zope.component import adapter
from zope.i18n import translate
from zope.interface import implementer
from zope.schema import getFieldsInOrder
from zope.schema.interfaces import IBool
from zope.schema.interfaces import ITuple


@implementer(IDeserializeFromJson)
@adapter(IGround, IBaleharumLayer)
class GroundFields(DeserializeFromJson):
    """As plone.restapi does it, after a look at the kind of each value."""

    def __call__(self, validate_all=False, data=None, create=False, mask_validation_errors=True):
        """Set the fields. Raises BadRequest."""
        data = json_body(self.request) if data is None else data
        schema = IConsentForm if IConsentForm.providedBy(self.context) else ILawfulBasis
        if not create and schema is IConsentForm and is_closed(self.context):
            raise BadRequest(translate(CLOSED, context=self.request))
        wrong = [
            name
            for name, field in getFieldsInOrder(schema)
            if name in data and not fits(field, data[name])
        ]
        if wrong:
            raise BadRequest(
                f"These fields hold something else than they should: {', '.join(wrong)}. Send texts"
                " and tokens as texts, several as a list of them, yes or no as true or false."
            )
        return super().__call__(validate_all, data, create, mask_validation_errors)


def fits(field: Any, value: Any) -> bool:
    """Tell whether a value of JSON may be one of a field; whether it is right, the field says."""
    if value is None:
        return True
    if IBool.providedBy(field):
        return isinstance(value, bool)
    if ITuple.providedBy(field):
        return isinstance(value, list) and all(map(is_text, value))
    return is_text(value)


def is_text(value: Any) -> bool:
    """Tell whether something is a text, or the token of a choice as GET answers it."""
    found = value.get("token") if isinstance(value, dict) else value
    return isinstance(found, str)
