"""REST: the package of a bundle in a ZIP with a password."""

from baleharum.cases.passwords import take_password
from baleharum.litigation.parcels import parcel
from baleharum.login.api import require_step_up
from base64 import b64encode
from plone.protect.interfaces import IDisableCSRFProtection
from plone.restapi.services import Service
from typing import Any
from zExceptions import BadRequest
from zope.interface import alsoProvides


#: Bytes that one answer of JSON may hold.
PARCEL = 100 << 20


class ParcelPost(Service):
    """POST @parcel of a bundle: its package in a ZIP with a password, as base64.

    The password is in this answer and nowhere else.
    """

    def reply(self) -> dict[str, Any]:
        """Return data, encoding and password. Raises BadRequest for what is too large for JSON."""
        if self.context.package.size > PARCEL:
            raise BadRequest("This package is too large for an answer: use @@bundle-parcel.")
        require_step_up(self.request)
        alsoProvides(self.request, IDisableCSRFProtection)
        with parcel(self.context) as file:
            file.seek(0)
            data = b64encode(file.read()).decode()
        self.request.response.setHeader("Cache-Control", "private, no-store")
        return {"data": data, "encoding": "base64", "password": take_password(self.context)}
