"""REST: `@pictures` of a batch. The bytes are those of `@@picture?number=1`."""

from baleharum.asked import sent_text
from baleharum.programmes import pictures
from baleharum.programmes.pictures_page import picture_rows
from baleharum.whole import whole
from collections.abc import Callable
from plone.protect.interfaces import IDisableCSRFProtection
from plone.restapi.deserializer import json_body
from plone.restapi.services import Service
from typing import Any
from zExceptions import BadRequest
from zope.i18n import translate
from zope.interface import alsoProvides

import base64
import binascii
import io


class PicturesGet(Service):
    """The pictures that document a distribution."""

    def reply(self) -> dict[str, Any]:
        """Return @id and items."""
        url = f"{self.context.absolute_url()}/@pictures"
        return {"@id": url, "items": picture_rows(self.context)}

    def changed(self, change: Callable[[], Any]) -> dict[str, Any]:
        """Do something with the pictures; 422 with the message for what is refused."""
        alsoProvides(self.request, IDisableCSRFProtection)
        try:
            with whole():
                change()
        except pictures.PictureRefused as refused:
            self.request.response.setStatus(422)
            message = translate(refused.args[0], context=self.request)
            return {"error": {"type": "PictureRefused", "message": message}}
        return PicturesGet.reply(self)


class PicturesPost(PicturesGet):
    """`POST @pictures {"filename": "a.jpg", "data": base64, "caption": ""}` adds one."""

    def reply(self) -> dict[str, Any]:
        """Return them all."""
        body = json_body(self.request)
        try:
            data = base64.b64decode(sent_text(body, "data"), validate=True)
        except (binascii.Error, ValueError) as wrong:
            raise BadRequest(
                "Send the picture as `data` in base64, its name as `filename`."
            ) from wrong
        name, caption = sent_text(body, "filename"), sent_text(body, "caption")
        return self.changed(
            lambda: pictures.add_picture(self.context, io.BytesIO(data), name, caption)
        )


class PicturesDelete(PicturesGet):
    """`DELETE @pictures {"number": 1}` takes one away."""

    def reply(self) -> dict[str, Any]:
        """Return those that are left."""
        number = json_body(self.request).get("number")
        if type(number) is not int:
            raise BadRequest('Send the number of the picture: {"number": 1}.')
        return self.changed(lambda: pictures.remove_picture(self.context, number))
