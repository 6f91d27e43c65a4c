"""REST: the queue of a box, a report with its messages, and what officers decide about it."""

from baleharum.cases.files.api import labelled
from baleharum.cases.team.api import Change
from baleharum.cases.traces import shown
from baleharum.intake import deciding
from baleharum.intake import listing
from baleharum.intake import messages
from baleharum.intake import policy
from baleharum.intake import words
from baleharum.intake.content import IIntakeReport
from baleharum.intake.matching import find_matches
from baleharum.intake.settings import answer_minutes
from baleharum.intake.unheard import unheard
from baleharum.team.api import utcnow
from baleharum.terms.lists import label
from baleharum.trail.actions import LIST
from baleharum.whole import whole
from plone import api
from plone.restapi.interfaces import ISerializeToJson
from plone.restapi.services import Service
from plone.uuid.interfaces import IUUID
from zope.component import adapter
from zope.i18n import translate
from zope.interface import implementer
from zope.interface import Interface


class QueueGet(Service):
    """`GET @intake-queue` of a box; parameters state, risk, source, start."""

    def reply(self):
        """Return '@id', items, items_total, start, counts, and whose reporter waits (unheard)."""
        asked, now = listing.wanted(self.request.form), utcnow()
        found = listing.reports(self.context, asked)
        shown(LIST, self.context, "reports", len(found))
        return {
            "@id": f"{self.context.absolute_url()}/@intake-queue",
            "items": [
                self._item(row, now) for row in found[asked.start : asked.start + listing.SIZE]
            ],
            "items_total": len(found),
            "start": asked.start,
            "counts": listing.counts(listing.everything(self.context)),
            "unheard": [
                {
                    "@id": report.absolute_url(),
                    "number": report.getId(),
                    "since": report.unheard_since.isoformat(),
                    "wishes": list(report.wishes),
                }
                for report in unheard(self.context)
            ],
        }

    def _item(self, row, now):
        return {
            "@id": row.url,
            "UID": row.uid,
            "number": row.number,
            "state": labelled(self.request, row.state, label("intake-states", row.state)),
            "risk": labelled(self.request, row.risk, words.risk_label(row.risk)),
            "source": labelled(self.request, row.source, label("intake-sources", row.source)),
            "received_at": row.received.isoformat(),
            "emergency": row.emergency,
            "late": policy.is_late(row.risk, row.state, row.received, now, answer_minutes()),
        }


@implementer(ISerializeToJson)
@adapter(IIntakeReport, Interface)
class SerializeReport:
    """A report: what was sent, frozen, and where it stands."""

    def __init__(self, context, request):
        self.context = context
        self.request = request

    def __call__(self, version=None, include_items=False, include_expansion=False):
        """Return the JSON; see also @messages, @transitions and @intake-matches."""
        report = self.context
        return {
            "@id": report.absolute_url(),
            "@type": report.portal_type,
            "UID": IUUID(report),
            "id": report.getId(),
            "title": report.title,
            "review_state": api.content.get_state(report),
            "received_at": report.received_at.isoformat(),
            "risk": report.risk,
            "wishes": list(report.wishes),
            "unheard_since": report.unheard_since.isoformat() if report.unheard_since else None,
            "fields": report.said,
            "files": files_json(report, 0),
            "sha256": report.sha256,
            "as_sent": report.is_as_sent,
            "reason": report.reason,
            "redirected_to": report.redirected_to,
            "case": report.case,
        }


def files_json(report, message: int) -> list[dict]:
    """Return the files of the submission (0) or of a message; '@id' hands out the bytes."""
    url = report.absolute_url()
    return [
        {
            "@id": f"{url}/@@report-file?number={file.number}" if file.file is not None else "",
            "number": file.number,
            "name": file.name,
            "kind": file.kind,
            "media_type": file.media_type,
            "size": file.size,
            "sha256": file.sha256,
            "findings": list(file.findings),
            "scan": file.scan,
            "document": file.moved,
        }
        for file in messages.files_of(report, message)
    ]


def written_json(report, part) -> dict:
    """Return a message or note."""
    return {
        "number": part.number,
        "from_reporter": part.from_reporter,
        "author": part.author,
        "sent_at": part.sent_at.isoformat(),
        "wish": part.wish,
        "text": part.text,
    }


class MessagesGet(Service):
    """`GET @messages` of a report: messages with the reporter, and notes of officers."""

    def reply(self):
        """Return '@id', items and notes, the oldest first."""
        report = self.context
        return {
            "@id": f"{report.absolute_url()}/@messages",
            "items": [
                written_json(report, part) | {"files": files_json(report, part.number)}
                for part in messages.messages(report)
            ],
            "notes": [written_json(report, part) for part in messages.notes(report)],
        }


class MessagesPost(Change):
    """`POST @messages`: `{"text": …}` to the reporter, or `{"note": …}` that stays among officers."""

    permissions = (deciding.WORK,)

    def change(self, data):
        """Add it; answers with what was added."""
        report = self.context
        with whole():
            if data.get("note"):
                deciding.note(report, data["note"])
            else:
                deciding.reply(report, data.get("text", ""))
        name = "notes" if data.get("note") else "messages"
        self.request.response.setStatus(201)
        return written_json(report, report.parts(name)[report.next_part(name) - 1])


class TriagePost(Change):
    """`POST @intake-triage`: `{"risk": token}`, `{"scan": true}` and `{"heard": true}` (what the
    reporter has written); `{"partner": UID, "comment": …}` redirects.

    What else is decided is a step, see @transitions and @workflow."""

    permissions = (deciding.WORK,)
    plain = ("scan", "heard")

    def change(self, data):
        """Do it; answers with the report."""
        report = self.context
        with whole():
            if data.get("risk"):
                deciding.set_risk(report, data["risk"])
            if data.get("scan") is True:
                deciding.scan_again(report)
            if data.get("heard") is True:
                deciding.hear(report)
            if "partner" in data:
                deciding.redirect(report, data["partner"], data.get("comment", ""))
        return SerializeReport(report, self.request)()


class MatchesGet(Service):
    """`GET @intake-matches` of a report: what may be about the same."""

    def reply(self):
        """Return reports, cases and elsewhere."""
        found = find_matches(self.context)
        return {
            "@id": f"{self.context.absolute_url()}/@intake-matches",
            "reports": [
                {
                    "@id": row["url"],
                    "number": row["number"],
                    "why": [translate(why, context=self.request) for why in row["why"]],
                }
                for row in found.reports
            ],
            "cases": [{"@id": row["url"], "number": row["number"]} for row in found.cases],
            "elsewhere": found.elsewhere,
        }
