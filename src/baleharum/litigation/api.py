"""REST: files, bundles and releases are plain content; here is what their pages do beside that."""

from baleharum.asked import sent_text
from baleharum.cases.history import state_of
from baleharum.cases.team import forbidden
from baleharum.cases.team.api import Change
from baleharum.interfaces import IBaleharumLayer
from baleharum.litigation import exhibits
from baleharum.litigation import exporting
from baleharum.litigation.acting import CHECK
from baleharum.litigation.acting import EDIT
from baleharum.litigation.acting import PREPARE
from baleharum.litigation.content import IFiledBundle
from baleharum.litigation.content import ILitigationFile
from baleharum.litigation.finding import documents
from baleharum.litigation.listing import visible
from baleharum.litigation.shown import Shown
from baleharum.login.api import require_step_up
from collections.abc import Mapping
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


def exhibits_json(context, request) -> dict[str, Any]:
    """Return the exhibits as they are bound, and what the gates have found."""
    known = Shown(context)
    return {
        "@id": f"{context.absolute_url()}/@exhibits",
        "sections": context.section_titles(),
        "pages": known.pages,
        "blocking": known.blocking,
        "items": [_line(line) for line in known.lines],
        "gates": [
            {
                "gate": found.gate,
                "blocks": found.blocks,
                "code": found.code,
                "number": found.number or None,
                "sheet": found.sheet or None,
                "message": translate(found.message, context=request),
            }
            for found in known.findings
        ],
    }


def _line(line) -> dict[str, Any]:
    entry = line.source.entry
    return {
        "number": entry.number,
        "code": line.source.code,
        "document": entry.document,
        "name": entry.name.upper(),
        "version": entry.version,
        "section": entry.section,
        "title": entry.title,
        "dated": entry.dated.isoformat() if entry.dated else None,
        "has_original": entry.has_original,
        "proves": entry.proves,
        "duty": entry.duty,
        "duty_on": entry.duty_on.isoformat() if entry.duty_on else None,
        "duty_ref": entry.duty_ref,
        "flags": list(entry.flags),
        "waivers": [{"who": who, "at": at, "why": why} for who, at, why in entry.waivers],
        "first_page": line.first or None,
        "last_page": line.last or None,
    }


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
            value = data.get(name)
            if value is None:
                continue
            if name == "sections":
                if not isinstance(value, list) or not all(isinstance(v, str) for v in value):
                    raise BadRequest('Send `sections` as a list of texts: ["A Permohonan"].')
            elif not isinstance(value.get("token") if isinstance(value, Mapping) else value, str):
                raise BadRequest(f'Send `{name}` as a text: {{"{name}": "…"}}.')
        return super().__call__(validate_all, data, create, mask_validation_errors)


class LitigationGet(Service):
    """GET @litigation of a case: its files, bundles and releases that the caller may see."""

    def reply(self) -> dict[str, Any]:
        """Return @id and the three lists."""
        kinds = {"files": "LitigationFile", "bundles": "FiledBundle", "releases": "DocumentRelease"}
        found = {name: visible(self.context, kind) for name, kind in kinds.items()}
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


class ExhibitsGet(Service):
    """GET @exhibits of a litigation file; with ?text= also what can be taken in."""

    def reply(self) -> dict[str, Any]:
        """Return the exhibits and gates."""
        found = exhibits_json(self.context, self.request)
        text = self.request.form.get("text")
        if isinstance(text, str) and api.user.has_permission(EDIT, obj=self.context):
            rows = documents(self.context, text)
            found["documents"] = [{"UID": row["uid"], "@id": row["url"]} for row in rows]
        return found


class ExhibitsPost(Change):
    """POST @exhibits with documents ('UID UID') and section takes documents in; POST
    @exhibits/<number>/up, down, remove or waive (with a reason), and @exhibits/sort."""

    permissions = (EDIT, CHECK)

    def change(self, data: dict[str, Any]) -> Any:
        """Do it; returns all exhibits."""
        writes = self.names[1:] != ["waive"]
        if writes and not api.user.has_permission(EDIT, obj=self.context):
            raise self.forbidden(forbidden.NOT_HERE)
        if not self.names:
            uids = data.get("documents", "").split()
            exhibits.add(self.context, uids, data.get("section", ""))
        elif self.names == ["sort"]:
            exhibits.sort(self.context)
        else:
            self._one(data)
        return exhibits_json(self.context, self.request)

    def _one(self, data: dict[str, Any]) -> None:
        if len(self.names) != 2 or not self.names[0].isdecimal():
            raise NotFound("Name exhibit and action: POST @exhibits/<number>/<action>")
        number, action = int(self.names[0]), self.names[1]
        if action in ("up", "down"):
            exhibits.move(self.context, number, 1 if action == "down" else -1)
        elif action == "remove":
            exhibits.remove(self.context, number)
        elif action == "waive":
            require_step_up(self.request)
            exhibits.waive(self.context, number, data.get("reason", ""))
        else:
            raise BadRequest("The actions are up, down, remove and waive.")


class ExhibitsPatch(Change):
    """PATCH @exhibits/<number> with fields of an exhibit."""

    permissions = (EDIT,)
    plain = ("flags", "has_original")

    def change(self, data: dict[str, Any]) -> Any:
        """Write them; returns all exhibits."""
        exhibits.describe(self.context, self.number(), **data)
        return exhibits_json(self.context, self.request)


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
