"""REST: the people of one disaster as one batch."""

from baleharum.cases.team.api import Change
from baleharum.intake import deciding
from baleharum.intake.deciding import IntakeRefused
from baleharum.intake.disaster import BatchRefused
from baleharum.intake.disaster import enter_batch
from baleharum.intake.filing import SHORTEST
from plone.uuid.interfaces import IUUID
from zExceptions import BadRequest
from zope.i18n import translate


class DisasterPost(Change):
    """`POST @disaster-reports` of a box: `{"event": {…}, "lines": [{…}], "key": "…"}`; key: a text
    of 16 characters or more that nobody guesses, the same when the same batch is sent again. 201
    with the reports, or 400 with all that is wrong, each with its line; then nothing is filed."""

    permissions = (deciding.ADD,)
    plain = ("event", "lines")

    def change(self, data):
        """File the batch."""
        event, lines, key = data.get("event"), data.get("lines"), data.get("key", "")
        if not isinstance(event, dict) or not isinstance(lines, list):
            raise BadRequest('Send {"event": {"disaster": "…"}, "lines": [{"person_name": "…"}]}.')
        if not all(isinstance(line, dict) for line in lines):
            raise BadRequest("Send each of the `lines` as an object.")
        if key and len(key) < SHORTEST:
            raise BadRequest(f"Send a `key` of {SHORTEST} characters or more, or none.")
        try:
            reports = enter_batch(self.context, event, lines, key)
        except BatchRefused as refused:
            raise IntakeRefused(self.told(refused)) from refused
        self.request.response.setStatus(201)
        return {
            "items": [
                {"@id": each.absolute_url(), "UID": IUUID(each), "number": each.getId()}
                for each in reports
            ]
        }

    def told(self, refused: BatchRefused) -> str:
        """Return all that is wrong, each with the number of its line (0: the event) and its field."""
        return " ".join(
            f"{wrong.line} {wrong.field}: {translate(wrong.message, context=self.request)}"
            for wrong in refused.errors
        )
