"""REST: `@partners` lists, `@import-partners` takes a list in; a partner itself is plain content."""

from baleharum.partners.content import IPartner
from baleharum.partners.importing import look
from baleharum.partners.kinds import kind_label
from baleharum.partners.listing import partners
from baleharum.partners.listing import wanted
from baleharum.partners.table import Cells
from baleharum.partners.table import COLUMNS
from plone import api
from plone.protect.interfaces import IDisableCSRFProtection
from plone.restapi.deserializer import json_body
from plone.restapi.interfaces import ISerializeToJson
from plone.restapi.serializer.dxcontent import SerializeToJson
from plone.restapi.services import Service
from plone.uuid.interfaces import IUUID
from typing import Any
from zExceptions import BadRequest
from zope.component import adapter
from zope.i18n import translate
from zope.interface import alsoProvides
from zope.interface import implementer
from zope.interface import Interface


class PartnersGet(Service):
    """The partners that the caller may see; parameters text, kind, service,
    skill, area, sub_district, state."""

    def reply(self):
        """Return @id, items_total and items."""
        rows = partners(self.context, wanted(self.request.form))
        return {
            "@id": f"{self.context.absolute_url()}/@partners",
            "items_total": len(rows),
            "items": [self._item(row) for row in rows],
        }

    def _item(self, row):
        title = translate(kind_label(row.kind), context=self.request)
        return {
            "@id": row.url,
            "UID": row.uid,
            "id": row.id,
            "name": row.name,
            "kind": {"token": row.kind, "title": title},
            "services": list(row.services),
            "areas": list(row.areas),
            "review_state": row.state,
        }


class ImportPost(Service):
    """`POST @import-partners`: `{"rows": [{column: text}], "take": true}`; all or none is taken.

    Without `take` the rows are looked at only. 422 with the report where a row is wrong.
    """

    def reply(self):
        """Return taken and lines, each with row, name, outcome, columns and errors."""
        alsoProvides(self.request, IDisableCSRFProtection)
        body = json_body(self.request)
        rows = body.get("rows")
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            raise BadRequest('Send the rows as objects: {"rows": [{"name": …, "kind": …}]}.')
        cleaned: list[Cells] = [
            {"name": ""} | {column: _cell(row[column]) for column in COLUMNS if column in row}
            for row in rows
        ]
        report = look(self.context, cleaned, take=body.get("take") is True)
        if any(line.errors for line in report.lines):
            self.request.response.setStatus(422)
        return {
            "taken": report.taken,
            "lines": [
                {
                    "row": line.number - 1,
                    "name": line.name,
                    "outcome": line.outcome,
                    "columns": list(line.columns),
                    "errors": [translate(text, context=self.request) for text in line.errors],
                }
                for line in report.lines
            ],
        }


def _cell(value: Any) -> str:
    """Return a value as the cell of a list; an empty cell would not say no. Raises BadRequest."""
    if isinstance(value, list | dict):
        raise BadRequest('Send each cell as one text, several tokens as "one; another".')
    return "no" if value is False else str(value or "").strip()


@implementer(ISerializeToJson)
@adapter(IPartner, Interface)
class SerializePartner(SerializeToJson):
    """A partner as content for staff; everybody else gets what is published, in `shown`."""

    def __call__(self, *args, **kwargs):
        """Return the JSON. What is sealed is not opened for who may not read it."""
        partner = self.context
        public = {"shown": dict(partner.shown)}
        if api.user.has_permission("View", obj=partner.__parent__):
            return super().__call__(*args, **kwargs) | public
        return public | {
            "@id": partner.absolute_url(),
            "@type": partner.portal_type,
            "UID": IUUID(partner),
            "id": partner.getId(),
            "title": partner.title,
            "kind": partner.kind,
            "services": list(partner.services or ()),
            "skills": list(partner.skills or ()),
            "areas": list(partner.areas or ()),
            "sub_districts": list(partner.sub_districts or ()),
            "review_state": api.content.get_state(partner),
        }
