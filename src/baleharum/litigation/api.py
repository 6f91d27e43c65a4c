"""REST: files, bundles and releases are plain content; here is what their pages do beside that."""

from baleharum.asked import is_token
from baleharum.asked import no_text
from baleharum.asked import sent_text
from baleharum.cases.history import state_of
from baleharum.cases.listed import visible_children
from baleharum.cases.team.api import Change
from baleharum.interfaces import IBaleharumLayer
from baleharum.litigation import exporting
from baleharum.litigation.acting import PREPARE
from baleharum.litigation.content import IFiledBundle
from baleharum.litigation.content import ILitigationFile
from baleharum.litigation.listing import LISTED
from baleharum.login.api import require_step_up
from plone import api
from plone.restapi.deserializer import json_body
from plone.restapi.deserializer.dxcontent import DeserializeFromJson
from plone.restapi.interfaces import IDeserializeFromJson
from plone.restapi.interfaces import ISerializeToJson
from plone.restapi.serializer.dxcontent import SerializeToJson
from plone.restapi.services import Service
from typing import Any
from zExceptions import BadRequest
from zExceptions import NotFound
from zope.component import adapter
from zope.i18n import translate
from zope.interface import implementer
from zope.interface import Interface
from zope.schema import getFields


#: What a file says of itself beside its fields; none of it is set by hand.
TOLD = ("code", "bundle", "exhibits", "gates")


@implementer(ISerializeToJson)
@adapter(ILitigationFile, Interface)
class SerializeFile(SerializeToJson):
    """A litigation file with its code and bundle; exhibits and gates are at `@exhibits`."""

    def __call__(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Return the JSON."""
        found = super().__call__(*args, **kwargs)
        return found | {"code": self.context.code, "bundle": self.context.bundle}


@implementer(ISerializeToJson)
@adapter(IFiledBundle, Interface)
class SerializeBundle(SerializeToJson):
    """A bundle with what is known of it; its files are at @@bundle-pdf, -manifest and -package."""

    def __call__(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Return the JSON."""
        told = ("code", "edition", "made_of", "made_by", "first_page", "last_page", "sha256")
        found = super().__call__(*args, **kwargs)
        return found | {name: getattr(self.context, name) for name in told}


@implementer(IDeserializeFromJson)
@adapter(ILitigationFile, IBaleharumLayer)
class FileFields(DeserializeFromJson):
    """As plone.restapi does it; what is no text or list where one belongs is refused."""

    def __call__(self, validate_all=False, data=None, create=False, mask_validation_errors=True):
        """Set the fields. Raises BadRequest."""
        data = dict(json_body(self.request) if data is None else data)
        for name in TOLD:
            if data.get(name) and (create or data[name] != getattr(self.context, name)):
                raise BadRequest(f"`{name}` is not set here; see @exhibits and @bundle.")
        for name in getFields(ILitigationFile):
            if data.get(name) is not None:
                check_kind(name, data[name])
        return super().__call__(validate_all, data, create, mask_validation_errors)


def check_kind(name: str, value: Any) -> None:
    """Raise BadRequest for what is not of the kind of a field: it would be made into it, and kept."""
    if name == "sections":
        if not isinstance(value, list) or not all(isinstance(v, str) for v in value):
            raise BadRequest('Send `sections` as a list of texts: ["A Permohonan"].')
    elif name == "with_chronology":
        if not isinstance(value, bool):
            raise BadRequest("Send `with_chronology` as true or false.")
    elif not is_token(value):
        raise no_text(name)


class LitigationGet(Service):
    """GET @litigation of a case: its procedures, files, bundles and releases that the caller may see."""

    def reply(self) -> dict[str, Any]:
        """Return @id and the four lists."""
        found = {name: visible_children(self.context, kind) for name, kind in LISTED.items()}
        rows = {name: [self._item(each) for each in each_kind] for name, each_kind in found.items()}
        return {"@id": f"{self.context.absolute_url()}/@litigation", **rows}

    def _item(self, content: Any) -> dict[str, Any]:
        return {
            "@id": content.absolute_url(),
            "id": content.getId(),
            "UID": api.content.get_uuid(content),
            "code": getattr(content, "code", ""),
            "review_state": state_of(content),
        }


class BundleGet(Service):
    """GET @bundle of a litigation file: how far the worker is, and what it has made."""

    def reply(self) -> dict[str, Any]:
        """Return state (of the job, None where nothing was asked for), progress and bundle."""
        return bundle_json(self.context, self.request)


def bundle_json(context, request) -> dict[str, Any]:
    """Return how far the bundle of a file is."""
    job = exporting.job_of(context)
    return {
        "@id": f"{context.absolute_url()}/@bundle",
        "state": job.state if job else None,
        "progress": job.progress if job else 0,
        "message": translate(job.message, context=request) if job else "",
        "bundle": context.bundle or None,
    }


class BundlePost(Change):
    """POST @bundle asks for the bundle of an approved file; @bundle/cancel and @bundle/retry."""

    permissions = (PREPARE,)

    def change(self, data: dict[str, Any]) -> Any:
        """Do it; returns how far it is."""
        action = sent_text({"action": "/".join(self.names)}, "action")
        if action == "cancel":
            exporting.cancel(self.context)
        elif action in ("", "retry"):
            require_step_up(self.request)
            (exporting.retry if action else exporting.ask)(self.context)
        else:
            raise NotFound("POST @bundle, @bundle/cancel or @bundle/retry.")
        return bundle_json(self.context, self.request)
