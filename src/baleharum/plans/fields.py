"""REST: rows come in and go out as a list of objects."""

from baleharum.cases.interfaces import ICaseChild
from baleharum.interfaces import IBaleharumLayer
from baleharum.plans.content import ICarePlan
from baleharum.plans.interfaces import IRows
from baleharum.plans.kept import row_dicts
from baleharum.plans.rows import numbered
from baleharum.plans.rows import read
from plone.restapi.deserializer import json_body
from plone.restapi.deserializer.dxcontent import DeserializeFromJson
from plone.restapi.deserializer.dxfields import DefaultFieldDeserializer
from plone.restapi.interfaces import IDeserializeFromJson
from plone.restapi.interfaces import IFieldDeserializer
from plone.restapi.interfaces import IFieldSerializer
from plone.restapi.serializer.converters import json_compatible
from plone.restapi.serializer.dxfields import DefaultFieldSerializer
from zExceptions import BadRequest
from zope.component import adapter
from zope.interface import implementer


@implementer(IFieldSerializer)
@adapter(IRows, ICaseChild, IBaleharumLayer)
class RowsSerializer(DefaultFieldSerializer):
    """Rows as objects: number, and the names of the columns."""

    def __call__(self):
        """Return the list."""
        rows = getattr(self.context, self.field.__name__) or ()
        return [
            {name: json_compatible(cell) for name, cell in row.items()}
            for row in row_dicts(self.field.columns, rows)
        ]


@implementer(IFieldDeserializer)
@adapter(IRows, ICaseChild, IBaleharumLayer)
class RowsDeserializer(DefaultFieldDeserializer):
    """Rows of objects; a row without a number gets the next one."""

    def __call__(self, value):
        """Return the rows. Raises Refused, which names row and column."""
        rows = read(self.field.columns, value)
        numbered(rows, self.context.highest)
        self.field.validate(rows)
        return rows


@implementer(IDeserializeFromJson)
@adapter(ICarePlan, IBaleharumLayer)
class PlanFields(DeserializeFromJson):
    """As plone.restapi does it; nobody places a plan into a series, or gives it a version."""

    def __call__(self, validate_all=False, data=None, create=False, mask_validation_errors=True):
        """Set the fields. Raises BadRequest."""
        data = dict(json_body(self.request) if data is None else data)
        # What GET answers may be sent back.
        known = {"series": (self.context.series,), "version": (self.context.version, "current")}
        for name, values in known.items():
            if data.get(name) is not None and data[name] not in values:
                raise BadRequest(
                    "`series` and `version` are not set by hand. POST to <plan>/@versions."
                )
        return super().__call__(validate_all, data, create, mask_validation_errors)
