"""REST: letters are plain content; `@referrals` lists them, `@parcel` makes what goes out.

The steps are `@transitions` and `@workflow`, as for all that is filed in a case.
"""

from baleharum.asked import is_token
from baleharum.asked import no_text
from baleharum.cases.history import state_of
from baleharum.cases.listed import visible_children
from baleharum.cases.people.seeing import RESTRICTED
from baleharum.interfaces import IBaleharumLayer
from baleharum.letters.refusals import LetterRefused
from baleharum.login.api import require_step_up
from baleharum.referrals import parcels
from baleharum.referrals.choices import found_with
from baleharum.referrals.content import IReferralLetter
from baleharum.referrals.listing import partner_name
from baleharum.referrals.listing import waiting
from baleharum.referrals.schema import ILetterText
from baleharum.referrals.schema import IReply
from baleharum.referrals.seeing import CLOSED
from baleharum.referrals.seeing import enclosures
from baleharum.referrals.seeing import is_closed
from baleharum.referrals.seeing import texts
from baleharum.referrals.seeing import WRITTEN
from base64 import b64encode
from plone import api
from plone.protect.interfaces import IDisableCSRFProtection
from plone.restapi.deserializer import json_body
from plone.restapi.deserializer.dxcontent import DeserializeFromJson
from plone.restapi.interfaces import IDeserializeFromJson
from plone.restapi.interfaces import ISerializeToJson
from plone.restapi.serializer.converters import json_compatible
from plone.restapi.serializer.dxcontent import SerializeToJson
from plone.restapi.services import Service
from typing import Any
from zExceptions import BadRequest
from zope.component import adapter
from zope.globalrequest import getRequest
from zope.i18n import translate
from zope.interface import alsoProvides
from zope.interface import implementer
from zope.interface import Interface
from zope.schema import getFields


#: What a letter says of itself beside its fields; none of it is set by hand.
TOLD = ("number", "signed_on", "signed_by", "sha256", "enclosures", "disclosed", "rest", "stopped")
LISTS = ("services", "documents")
#: Fields that nobody writes who may not read the person; `about` would open the others.
OF_PERSON = frozenset((*getFields(ILetterText), *getFields(IReply)))


def letter_json(letter: Any) -> dict[str, Any]:
    """Return what the product has noted: number, signature, enclosures, what it rests on."""
    return {
        "number": letter.number,
        "signed_on": json_compatible(letter.signed_on),
        "signed_by": letter.signed_by,
        "sha256": letter.sha256,
        "enclosures": enclosures_json(letter),
        "disclosed": disclosed_json(letter),
        "rest": rest_json(letter),
        "stopped": letter.stopped._asdict() | {"on": letter.stopped.on.isoformat()}
        if letter.stopped is not None
        else None,
        "sent_at": json_compatible(letter.sent_at),
        "waiting": [
            {"what": row["what"], "until": row["at"].isoformat()} for row in waiting(letter)
        ],
    }


def enclosures_json(letter: Any) -> list[dict[str, Any]]:
    """Return what was enclosed; of what the caller may not know the number alone."""
    if not letter.enclosures:
        return []
    return [
        row._asdict() if told else {"name": row.name, "secret": True}
        for row, told in enclosures(letter)
    ]


def disclosed_json(letter: Any) -> dict[str, str]:
    """Return token -> text of what was disclosed, in the language of the request.

    A draft that was sent back still holds what it once said, of whoever it was about then.
    """
    if state_of(letter) in ("", "draft"):
        return {}
    found = texts(letter, letter.disclosed)
    return {token: translate(text, context=getRequest()) for token, text in found.items()}


def rest_json(letter: Any) -> dict[str, str]:
    """Return what a letter rests on; which record that is, only for who may view it."""
    rest = letter.rest._asdict()
    found = found_with(rest["uid"])
    seen = found is not None and api.user.has_permission("View", obj=found)
    return rest if seen else {**rest, "uid": "", "title": ""}


@implementer(ISerializeToJson)
@adapter(IReferralLetter, Interface)
class SerializeLetter(SerializeToJson):
    """A letter with what the product has noted of it."""

    def __call__(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Return the JSON; of somebody whom the caller may not read, nothing that was written."""
        found = super().__call__(*args, **kwargs) | letter_json(self.context)
        if is_closed(self.context):
            found.update(dict.fromkeys(WRITTEN, translate(RESTRICTED, context=getRequest())))
        return found


@implementer(IDeserializeFromJson)
@adapter(IReferralLetter, IBaleharumLayer)
class LetterFields(DeserializeFromJson):
    """As plone.restapi does it; what is no text, list or mapping where one belongs is refused."""

    def __call__(
        self,
        validate_all: bool = False,
        data: Any = None,
        create: bool = False,
        mask_validation_errors: bool = True,
    ) -> Any:
        """Set the fields. Raises BadRequest."""
        data = dict(json_body(self.request) if data is None else data)
        mine = letter_json(self.context) if not create else {}
        if not create and OF_PERSON.intersection(data) and is_closed(self.context):
            raise BadRequest(translate(CLOSED, context=self.request))
        for name in TOLD:
            if data.get(name) and data[name] != mine.get(name):
                raise BadRequest(
                    f"`{name}` is not set by hand: it follows from the steps of the letter, see"
                    " POST @workflow."
                )
        for name in getFields(IReferralLetter):
            if data.get(name) is not None:
                check_shape(name, data[name])
        return super().__call__(validate_all, data, create, mask_validation_errors)


def check_shape(name: str, value: Any) -> None:
    """Raise BadRequest for a value that has not the form of its field."""
    if name in LISTS:
        if not isinstance(value, list) or not all(is_token(each) for each in value):
            raise BadRequest(f'Send `{name}` as a list of tokens: {{"{name}": ["…"]}}.')
    elif name == "data":
        if not isinstance(value, dict) or not all(isinstance(v, str) for v in value.values()):
            raise BadRequest(
                'Send `data` as a mapping of items to reasons: {"data": {"nama": "…"}}.'
            )
    elif not is_token(value):
        raise no_text(name)


class ReferralsGet(Service):
    """GET @referrals of a case: its letters that the caller may see, the newest first."""

    def reply(self) -> dict[str, Any]:
        """Return @id and items."""
        return {
            "@id": f"{self.context.absolute_url()}/@referrals",
            "items": [
                self._item(letter) for letter in visible_children(self.context, "ReferralLetter")
            ],
        }

    def _item(self, letter: Any) -> dict[str, Any]:
        return {
            "@id": letter.absolute_url(),
            "id": letter.getId(),
            "UID": api.content.get_uuid(letter),
            "review_state": api.content.get_state(letter),
            "partner": {"token": letter.partner, "title": partner_name(letter)},
            "mode": letter.mode,
            **letter_json(letter),
        }


class ParcelPost(Service):
    """POST @parcel of a letter, {"form": "pdf" or "zip"}: what goes out, as base64.

    The password of a ZIP is in this answer and nowhere else.
    """

    def reply(self) -> dict[str, Any]:
        """Return data, encoding and password ('' for a PDF). Raises BadRequest."""
        form = json_body(self.request).get("form")
        if form not in parcels.FORMS:
            raise BadRequest('Send {"form": "pdf"} or {"form": "zip"}.')
        require_step_up(self.request)
        alsoProvides(self.request, IDisableCSRFProtection)
        try:
            data, password = parcels.parcel(self.context, form)
        except LetterRefused as refused:
            words = [translate(each, context=self.request) for each in refused.problems]
            raise BadRequest(" ".join(words)) from refused
        self.request.response.setHeader("Cache-Control", "private, no-store")
        return {"data": b64encode(data).decode(), "encoding": "base64", "password": password}
