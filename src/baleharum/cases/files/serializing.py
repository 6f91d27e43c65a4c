"""REST: a document says what was found in its file, and what the scanner said."""

from baleharum.cases.files.content import ICaseFile
from plone.restapi.interfaces import ISerializeToJson
from plone.restapi.serializer.converters import json_compatible
from plone.restapi.serializer.dxcontent import SerializeToJson
from zope.component import adapter
from zope.interface import implementer
from zope.interface import Interface


@implementer(ISerializeToJson)
@adapter(ICaseFile, Interface)
class SerializeDocument(SerializeToJson):
    """The stock answer, with `findings`, `active`, `scan` and `scanned`."""

    def __call__(self, version=None, include_items=True):
        """Return a document as JSON."""
        result = super().__call__(version=version, include_items=include_items)
        return {**result, **about_file(self.context)}


def about_file(document) -> dict:
    """Return what is known of a file before it is opened."""
    return {
        "findings": list(document.findings),
        "active": document.active,
        "scan": document.scan,
        "scanned": json_compatible(document.scanned),
    }
