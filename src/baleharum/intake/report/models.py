"""The XML of a form of collective.easyform is for who may write programs: there is code in it.

Its fields may have expressions that run when a visitor sends them, its actions a script with the
rights of an administrator. The screens of easyform ask for permissions at each of these; its editors
of XML (see `code.zcml`) and REST ask for nothing but the right to edit the form.
"""

from collective.easyform.interfaces import IEasyForm
from collective.easyform.serializer import DeserializeFromJson
from plone import api
from plone.restapi.deserializer import json_body
from plone.restapi.interfaces import IDeserializeFromJson
from typing import Any
from zExceptions import Forbidden
from zope.component import adapter
from zope.interface import implementer
from zope.interface import Interface


#: Title of the permission; nobody but Manager has it.
WRITE_CODE = "collective.easyform: Add Custom Scripts"
MODELS = ("fields_model", "actions_model")


@implementer(IDeserializeFromJson)
@adapter(IEasyForm, Interface)
class GuardedForm(DeserializeFromJson):
    """A form from JSON: its XML for who may write programs alone."""

    def __call__(self, validate_all: bool = False, data: Any = None, create: bool = False) -> Any:
        """Return the form. Raises Forbidden for its XML from anybody else."""
        sent = json_body(self.request) if data is None else data
        held = [
            name for name in MODELS if sent.get(name) not in (None, getattr(self.context, name))
        ]
        if held and not api.user.has_permission(WRITE_CODE, obj=self.context):
            raise Forbidden(f"{' and '.join(held)} may hold programs. {REMEDY}")
        return super().__call__(validate_all, data, create)


REMEDY = "Edit fields and actions on their pages, or ask a Manager of the server."
