"""REST: reports that come in as JSON, from officers and from the system of a partner."""

from baleharum.asked import sent_text
from baleharum.cases.files.incoming import sent
from baleharum.cases.team.api import Change
from baleharum.intake import deciding
from baleharum.intake import entering
from baleharum.intake.deciding import IntakeRefused
from baleharum.intake.filing import file_report
from baleharum.intake.filing import SHORTEST
from baleharum.intake.from_activity import activity_with
from baleharum.intake.from_activity import note
from baleharum.intake.submission import SentFile
from baleharum.intake.submission import SubmissionRefused
from baleharum.team.people import principals
from baleharum.team.people import utcnow
from baleharum.team.records import team_index
from collections.abc import Callable
from io import BytesIO
from plone import api
from plone.uuid.interfaces import IUUID
from typing import Any
from zExceptions import BadRequest
from zExceptions import NotFound
from zope.i18n import translate


#: A partner's system hands in by this function, and sees nothing.
DEPOSITOR = "depositor"


class Incoming(Change):
    """A body `{"fields": {…}, "files": [{"filename", "data", "encoding", "content-type", "kind"}],
    "key": "…"}`; files in base64; key: a text of 16 characters or more that nobody guesses, the
    same when the same report is sent again."""

    plain = ("fields", "files")

    def filed(self, data: dict[str, Any], file: Callable[..., Any]) -> Any:
        """Return the report that `file` makes of a body. Raises BadRequest, IntakeRefused."""
        fields = data.get("fields")
        if not isinstance(fields, dict):
            raise BadRequest('Send what is reported: {"fields": {"narrative": "…"}}.')
        key = data.get("key", "")
        if key and len(key) < SHORTEST:
            raise BadRequest(f"Send a `key` of {SHORTEST} characters or more, or none.")
        try:
            return file(fields, files_in(data.get("files") or []), key)
        except SubmissionRefused as refused:
            raise IntakeRefused(self.told(refused)) from refused

    def told(self, refused: SubmissionRefused) -> str:
        """Return all that is wrong, each with the name of its field."""
        texts = [(name, translate(text, context=self.request)) for name, text in refused.errors]
        return " ".join(f"{name}: {text}" for name, text in texts)


def files_in(rows: Any) -> list[SentFile]:
    """Return the files of a body. Raises BadRequest for what is none."""
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise BadRequest('Send the files as objects: {"files": [{"filename": …, "data": …}]}.')
    return [
        SentFile(
            sent_text(row, "filename"),
            BytesIO(sent(row)),
            sent_text(row, "content-type"),
            sent_text(row, "kind"),
        )
        for row in rows
    ]


class ReportsPost(Incoming):
    """`POST @reports` of a box: an officer enters a report. 201 with its address."""

    permissions = (deciding.ADD,)

    def change(self, data):
        """File it; answers with number and address. activity: UID of the outreach visit, or ''."""
        box, activity = self.context, activity_with(data.get("activity", ""))

        def file(fields, files, key):
            return entering.enter_report(box, fields, files, key)

        report = self.filed(data, file)
        note(activity, report)
        self.request.response.setStatus(201)
        self.request.response.setHeader("Location", report.absolute_url())
        return {"@id": report.absolute_url(), "UID": IUUID(report), "number": report.getId()}


class DepositPost(Incoming):
    """`POST @deposit-report` of the site: the system of a partner hands a report in. 201 with the
    number alone. box: id or UID, where the account may deposit in several."""

    def reply(self):
        """Return the number. Raises NotFound for everybody who deposits nowhere."""
        self.boxes = boxes_of(api.user.get_current().getId())
        if not self.boxes:
            raise NotFound("@deposit-report")
        self.permissions = ("View",)
        return super().reply()

    def change(self, data):
        """File it, in the box that is named or the only one."""
        named = data.get("box", "")
        found = [box for box in self.boxes if named in (box.getId(), IUUID(box))]
        if not named and len(self.boxes) == 1:
            found = self.boxes
        if not found:
            raise BadRequest("Name the `box` into which the report goes.")

        def file(fields, files, key):
            return file_report(found[0], {**fields, "source": entering.PARTNER}, files, key)

        report = self.filed(data, file)
        self.request.response.setStatus(201)
        return {"number": report.getId()}


def boxes_of(user_id: str | None) -> list[Any]:
    """Return the boxes in which somebody is a depositor now."""
    if not user_id:
        return []
    uids = list(team_index().uids(principals(user_id), utcnow(), (DEPOSITOR,)))
    catalog = api.portal.get_tool("portal_catalog")
    found = catalog.unrestrictedSearchResults(UID=uids, portal_type="IntakeBox", sort_on="path")
    return [brain._unrestrictedGetObject() for brain in found] if uids else []
