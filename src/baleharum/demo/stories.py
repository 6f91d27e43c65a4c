"""Tells one invented case as if it had happened: every step with its day and its person.

The steps were taken in the past, so they are written into the histories directly; that each
history is a legal path is proven by the tests of the data.
"""

from baleharum.cases import timeline
from baleharum.cases.api import add_document
from baleharum.cases.api import add_note
from baleharum.cases.api import add_person
from baleharum.cases.api import open_case
from baleharum.cases.dues import all_changed
from baleharum.cases.files.policy import profession_of_record
from baleharum.cases.moments import WITA
from baleharum.cases.policy import ENDING
from baleharum.cases.timeline import Entry
from baleharum.demo import assessments
from baleharum.demo import plans
from baleharum.demo.data import sample
from baleharum.demo.parts import PARTS
from baleharum.demo.past import dated
from baleharum.demo.past import review_day
from baleharum.demo.past import row
from baleharum.demo.past import write_history
from baleharum.team.api import assign
from baleharum.team.api import profession_of
from baleharum.team.api import revoke_all
from baleharum.team.policy import INTAKE_DAYS
from baleharum.team.records import forget_book
from datetime import date
from datetime import datetime
from datetime import time
from datetime import timedelta
from datetime import UTC
from plone import api
from plone.uuid.interfaces import IUUID
from zope.annotation.interfaces import IAnnotations


#: state of a document -> (transition, state after it) of the steps that lead there
PATHS = {
    "draft": (),
    "submitted": (("submit", "submitted"),),
    "returned": (("submit", "submitted"), ("return", "returned")),
    "approved": (("submit", "submitted"), ("approve", "approved")),
    "superseded": (
        ("submit", "submitted"),
        ("approve", "approved"),
        ("supersede", "superseded"),
    ),
    "withdrawn": (("withdraw", "withdrawn"),),
}
REVIEWERS_STEPS = ("return", "approve", "supersede")
SAME = ("name", "sex", "phone", "address", "religion", "marital_state", "education")


class Story:
    """One case of the data file `cases`, as it stands at a moment (aware datetime)."""

    def __init__(self, register, told: dict, now: datetime):
        self.register = register
        self.told = told
        self.now = now
        self.today = now.astimezone(WITA).date()
        self.entries: list[Entry] = []

    def tell(self):
        """File the case with all that is in it; returns it."""
        self.case = open_case(self.register, **self._fields())
        forget_book(self.case)
        for person in self.told["subjects"]:
            self._person(person)
        for document in self.told["documents"]:
            self._document(document)
        for note in self.told["notes"]:
            self._note(note)
        told = assessments.tell(self.case, self.told["key"], self._moment, self.now)
        self.entries.extend(told)
        plans.tell(self)
        self._team()
        for part in PARTS:
            part.tell(self)
        self._history()
        # What was due while it was told is not, now that the case has come to where it stands.
        all_changed(self.case)
        self._timeline()
        return self.case

    def _moment(self, days_ago: float, hour: int = 1) -> datetime:
        """Return a working hour so many days ago (01:00 UTC is 09:00 in Mataram), never to come."""
        day = self.today - timedelta(days=int(days_ago))
        return min(datetime.combine(day, time(hour, 5 * len(self.entries) % 60), UTC), self.now)

    def _evening(self, days: int) -> datetime:
        """Return the end of a working day to come."""
        return datetime.combine(self.today + timedelta(days=days), time(10), UTC)

    def _fields(self) -> dict:
        told = self.told
        return {
            "categories": tuple(told["categories"]),
            "maltreatment": tuple(told["maltreatment"]),
            "services": tuple(told["services"]),
            "harm": tuple(told["harm_kinds"]),
            "harm_place": told["harm_place"],
            "kdrt": told["domestic_violence"],
            "risk": told["risk"],
            "channel": told["channel"],
            "lawful_basis": told["lawful_basis"],
            "sub_district": told["sub_district"],
            "child_matter": told.get("child_matter"),
            "summary": told["summary"],
            "received_on": self.today - timedelta(days=told["opened_days_ago"]),
            "review_on": review_day(self.told, self.today),
        }

    def _person(self, told):
        fields = {name: told[name] for name in SAME if name != "name"}
        born = told["birth_date"]
        person = add_person(
            self.case,
            told["name"],
            part=told["part"],
            birth_date=date.fromisoformat(born) if born else None,
            nik=told["nik"],
            nik_state=told["nik_status"],
            kelurahan=told["village"],
            disability=told["disability"],
            relation=told["relation"],
            safe_contact=told["safe_contact"],
            remarks=told["remark"],
            **fields,
        )
        when = self._moment(self.told["opened_days_ago"], 2)
        person.creators = (self._first_actor(),)
        dated(person, when)
        self._happened(when, self._first_actor(), "person:added", person)

    def _first_actor(self) -> str:
        return self.told["history"][0]["actor"]

    def _document(self, told):
        earlier = self._superseded_before(told)
        series = {"series": earlier.series, "version": earlier.version + 1} if earlier else {}
        document = add_document(
            self.case,
            sample(told["file"]),
            told["name"],
            kind=told["kind"],
            level=told["level"] or "",
            **series,
        )
        document.creators = (told["author"],)
        document.profession = profession_of_record(told["kind"], profession_of(told["author"]))
        when = self._moment(told["days_ago"], 3)
        self._happened(when, told["author"], "document:added", document)
        decided = self._document_steps(document, told, when)
        dated(document, when, decided)

    def _superseded_before(self, told):
        """Return the superseded document of the same kind that this one takes the place of."""
        if told["state"] == "superseded":
            return None
        for document in self.case.objectValues():
            if document.portal_type != "CaseFile" or document.kind != told["kind"]:
                continue
            if api.content.get_state(document) == "superseded":
                return document
        return None

    def _document_steps(self, document, told, when):
        """Write the history of a document; returns the moment of its last step."""
        rows = [row("", told["author"], "draft", when)]
        for number, (transition, state) in enumerate(PATHS[told["state"]], 1):
            when = min(when + timedelta(hours=2), self.now)
            by_reviewer = transition in REVIEWERS_STEPS
            actor = (told["reviewer"] if by_reviewer else told["author"]) or told["author"]
            last = number == len(PATHS[told["state"]])
            comment = told["comment"] if last else ""
            rows.append(row(transition, actor, state, when))
            self._happened(when, actor, f"document:{transition}", document, comment)
        write_history(document, "case_document_workflow", rows)
        return when

    def _note(self, told):
        when = self._moment(told["days_ago"], 5)
        note = add_note(self.case, told["text"], happened_on=when.date())
        note.creators = (told["author"],)
        dated(note, when)
        self._happened(when, told["author"], "note:added", note)

    def _team(self):
        if self.told["state"] == "intake":
            self._taken_in()
        for told in self.told["team"]:
            since = self._moment(told["days_ago"], 2)
            days = told["expires_in_days"]
            assign(
                self.case,
                told["user"],
                told["function"],
                told["cause"],
                reason=told["reason"],
                expires=self._evening(days) if days is not None else None,
                granted_by="supervisor1",
                now=since,
            )
            subject = f"{told['user']} {told['function']} {told['cause']}"
            self.entries.append(
                Entry(since, "supervisor1", "team:assigned", subject, "", told["reason"])
            )
        if self.told["state"] in (*ENDING, "archived"):
            revoke_all(self.case, "case closed")

    def _taken_in(self):
        """Whoever took the report in sees the case until it has a team."""
        opened, actor = self._moment(self.told["opened_days_ago"]), self._first_actor()
        until = opened + timedelta(days=INTAKE_DAYS)
        assign(self.case, actor, "worker", "intake", expires=until, granted_by="system", now=opened)
        self.entries.append(Entry(opened, actor, "team:assigned", f"{actor} worker intake"))

    def _history(self):
        rows = []
        for step in self.told["history"]:
            when = self._moment(step["days_ago"], 4)
            token, state = step["transition"], step["state_after"]
            transition = f"{token}_{state}" if token in ("resume", "referral_failed") else token
            actor, comment = step["actor"], step["comment"]
            rows.append(row("" if token == "accept" else transition, actor, state, when))
            code = step.get("reason_code", "")
            self.entries.append(Entry(when, actor, f"transition:{token}", code, text=comment))
        self.case.closing_reason = self.told["closing_reason"]
        self.case.creators = (self._first_actor(),)
        write_history(self.case, "case_workflow", rows)
        opened = self._moment(self.told["history"][0]["days_ago"], 1)
        dated(self.case, opened, max(entry.when for entry in self.entries))

    def _timeline(self):
        IAnnotations(self.case).pop(timeline.KEY, None)
        for entry in sorted(self.entries, key=lambda e: e.when):
            timeline.keep(self.case, entry)

    def _happened(self, when, actor, what, content, text="") -> None:
        """Remember that something was done with something of the case."""
        self.entries.append(Entry(when, actor, what, content.title, IUUID(content), text))
