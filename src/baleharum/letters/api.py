"""REST: `@letterhead` reads and changes the settings of letters, `@letter-fields` lists the fields."""

from baleharum.letters import settings
from baleharum.letters.refusals import LetterRefused
from baleharum.letters.views import LetterFields
from base64 import b64decode
from binascii import Error as NotBase64
from plone.protect.interfaces import IDisableCSRFProtection
from plone.restapi.deserializer import json_body
from plone.restapi.services import Service
from typing import Any
from zExceptions import BadRequest
from zope.i18n import translate
from zope.interface import alsoProvides


FILES = {"logo": settings.save_logo, "template": settings.save_template}


class LetterheadGet(Service):
    """GET @letterhead: the settings; of logo and template whether there is one."""

    def reply(self) -> dict[str, Any]:
        return {
            "@id": f"{self.context.absolute_url()}/@letterhead",
            **settings.report(self.context),
        }


class LetterheadPatch(Service):
    """PATCH @letterhead: settings by name; logo and template as {"filename", "data": base64} or null."""

    def reply(self) -> None:
        body = json_body(self.request)
        files = {name: sent_file(name, body.pop(name)) for name in FILES if name in body}
        alsoProvides(self.request, IDisableCSRFProtection)
        try:
            if body:
                settings.save_texts(self.context, body)
            for name, (data, filename) in files.items():
                FILES[name](self.context, data, filename)
        except LetterRefused as refused:
            words = [translate(each, context=self.request) for each in refused.problems]
            raise BadRequest(" ".join(words)) from refused
        return self.reply_no_content()


class LetterFieldsGet(Service):
    """GET @letter-fields: what can be written in a template."""

    def reply(self) -> dict[str, Any]:
        rows = LetterFields(self.context, self.request).rows()
        return {
            "@id": f"{self.context.absolute_url()}/@letter-fields",
            "items": [
                {**row, "title": translate(row["title"], context=self.request)} for row in rows
            ],
        }


def sent_file(name: str, value: Any) -> tuple[bytes | None, str]:
    """Return the bytes and name of a file in a JSON body, (None, '') for null. Raises BadRequest."""
    if value is None:
        return None, ""
    wrong = f'Send `{name}` as {{"filename": "…", "data": "… base64 …"}}, or null.'
    if not isinstance(value, dict) or not all(
        isinstance(value.get(part), str) for part in ("filename", "data")
    ):
        raise BadRequest(wrong)
    try:
        return b64decode(value["data"], validate=True), value["filename"]
    except (NotBase64, ValueError):
        raise BadRequest(wrong) from None
