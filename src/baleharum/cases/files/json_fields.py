"""The fields of a document as they come in as JSON, for a new one and for a change."""

from baleharum.cases.files.content import ICaseFile
from baleharum.cases.files.policy import lowest_level
from baleharum.interfaces import IBaleharumLayer
from plone.restapi.deserializer import json_body
from plone.restapi.deserializer.dxcontent import DeserializeFromJson
from plone.restapi.interfaces import IDeserializeFromJson
from zExceptions import BadRequest
from zope.component import adapter
from zope.interface import implementer


@implementer(IDeserializeFromJson)
@adapter(ICaseFile, IBaleharumLayer)
class DocumentFields(DeserializeFromJson):
    """As plone.restapi does it; a new document has the level that its kind demands.

    Nobody places a document into a series: who takes it for a version would be deceived.
    """

    def __call__(self, validate_all=False, data=None, create=False, mask_validation_errors=True):
        """Set the fields. Raises BadRequest."""
        data = dict(json_body(self.request) if data is None else data)
        # What GET answers has "version": "current", and may be sent back.
        if data.get("series") or data.get("version") not in (None, "current"):
            raise BadRequest(
                "`series` and `version` are not set by hand. POST the file of a new version to"
                " <document>/@versions."
            )
        if create and not data.get("level") and isinstance(data.get("kind"), str):
            data["level"] = lowest_level(data["kind"])
        return super().__call__(validate_all, data, create, mask_validation_errors)
