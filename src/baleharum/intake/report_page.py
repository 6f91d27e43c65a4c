"""The page of a report: what it says, what may be about the same, and what to do next."""

from baleharum.cases.layout import full_name
from baleharum.cases.layout import full_width
from baleharum.cases.people.matches import whom_to_ask
from baleharum.cases.steps import state_label
from baleharum.documents.findings import is_active
from baleharum.intake import deciding
from baleharum.intake import messages
from baleharum.intake import policy
from baleharum.intake import words
from baleharum.intake.keeping.told import told
from baleharum.intake.matching import find_matches
from baleharum.intake.matching import registers_open
from baleharum.intake.report_acts import ReportActs
from baleharum.intake.settings import answer_minutes
from baleharum.partners.choices import partner_brain
from baleharum.team.api import utcnow
from baleharum.terms.lists import label
from functools import cached_property
from plone import api
from plone.app.uuid.utils import uuidToObject
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile


class ReportPage(ReportActs):
    """`view` of a report; its forms are posted to it."""

    template = ViewPageTemplateFile("report.pt")
    actions = {
        "take": (deciding.WORK, "take"),
        "risk": (deciding.WORK, "risk"),
        "note": (deciding.WORK, "note"),
        "scan": (deciding.WORK, "scan"),
        "reply": (deciding.WORK, "reply"),
        "hear": (deciding.WORK, "hear"),
        "redirect": (deciding.WORK, "redirect"),
        "dismiss": (deciding.WORK, "dismiss"),
        "pass-on": (deciding.WORK, "pass_on"),
        "reopen": (deciding.REOPEN, "reopen"),
    }

    def __call__(self):
        full_width(self.request)
        return super().__call__()

    def box_url(self):
        """Return the address of the queue."""
        return self.context.__parent__.absolute_url()

    @cached_property
    def head(self):
        """Number, state, risk, when it came and how long it waits."""
        report, now = self.context, utcnow()
        state = api.content.get_state(report)
        waits = state in policy.OPEN
        return {
            "number": report.getId(),
            "state": state_label(report),
            "open": waits,
            "risk": report.risk,
            "risk_label": words.risk_label(report.risk),
            "emergency": waits and report.risk == policy.EMERGENCY,
            "late": words.late_label(state) if self._is_late(state, now) else "",
            "wishes": words.wish_labels(report.wishes),
            "unheard": words.waited(report.unheard_since, now) if report.unheard_since else "",
            "source": label("intake-sources", report.source),
            "received": words.moment(report.received_at),
            "waited": words.waited(report.received_at, now) if waits else "",
            "reason": report.reason,
            "erased": words.moment(report.erased_at),
            **told(report, now),
        }

    def _is_late(self, state, now):
        report = self.context
        return policy.is_late(report.risk, state, report.received_at, now, answer_minutes())

    @cached_property
    def said(self):
        """The fields that were sent."""
        return self.context.said

    def contact(self):
        """Return the section on making contact, which comes first; none where nothing is said."""
        return words.sections(self.said, words.SECTIONS[:1])

    def sections(self):
        """Return what else was sent, in sections."""
        return words.sections(self.said, words.SECTIONS[1:])

    def frozen(self):
        """Return the hash of what was sent, and whether what is kept still has it."""
        return {"sha256": self.context.sha256, "holds": self.context.is_as_sent}

    def files(self, message=0):
        """Return the files of the submission or of a message."""
        url = self.context.absolute_url()
        return [
            {
                "number": file.number,
                "name": file.name,
                "url": f"{url}/@@report-file?number={file.number}" if file.file else "",
                "size": f"{max(1, file.size >> 10)} KB",
                "sha256": file.sha256,
                "kind": label("document-kinds", file.kind) if file.kind else "",
                "moved": bool(file.moved),
                "pending": not file.openable and not file.moved,
                "findings": [label("file-findings", token) for token in file.findings],
                "active": is_active(file.findings),
            }
            for file in messages.files_of(self.context, message)
        ]

    def messages(self):
        """Return the messages, the oldest first."""
        return [
            self._written(message) | {"files": self.files(message.number)}
            for message in messages.messages(self.context)
        ]

    def notes(self):
        """Return the notes of officers, the oldest first."""
        return [self._written(note) for note in messages.notes(self.context)]

    @staticmethod
    def _written(part):
        return {
            "number": part.number,
            "who": "" if part.from_reporter else full_name(part.author),
            "when": words.moment(part.sent_at),
            "wish": words.asked(part.wish),
            "text": part.text,
        }

    # --- what may be about the same, and where it went ---

    @cached_property
    def matches(self):
        """What may be about the same."""
        return find_matches(self.context)

    def elsewhere(self):
        """Return whom to ask about a match in a case that the officer may not see."""
        registers = registers_open()
        return whom_to_ask(registers[0]._unrestrictedGetObject()) if registers else ""

    def case(self):
        """Return number and address of the case that it became; the address for who may see it."""
        case = uuidToObject(self.context.case, unrestricted=True) if self.context.case else None
        if case is None:
            return None
        sees = api.user.has_permission("View", obj=case)
        return {"number": case.getId(), "url": case.absolute_url()} if sees else {"number": ""}

    def partner(self):
        """Return name and address of the partner to whom it was redirected."""
        uid = self.context.redirected_to
        brain = partner_brain(uid) if uid else None
        return {"name": brain.Title, "url": brain.getURL()} if brain is not None else None
