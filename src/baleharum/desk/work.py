"""What is on a person's desk: their cases, what waits for them, what is due, what is new.

Everything comes from the team index and from catalog metadata: nothing is woken, and what the
person may not see is in none of it.
"""

from baleharum.cases.kinds import kinds
from baleharum.cases.moments import WITA
from baleharum.cases.policy import ACTIVE_STATES
from baleharum.cases.waiting import decisions_for
from baleharum.cases.waiting import is_for_head
from baleharum.cases.waiting import waiting_for
from baleharum.desk.decisions import ending_cases
from baleharum.desk.decisions import lines as decision_lines
from baleharum.desk.lines import case_line
from baleharum.desk.lines import document_line
from baleharum.desk.lines import Lines
from baleharum.team.policy import OVERSEEING
from baleharum.team.policy import REGISTER_FUNCTIONS
from baleharum.team.records import Holding
from baleharum.team.records import team_index
from DateTime import DateTime
from datetime import date
from datetime import datetime
from datetime import timedelta
from functools import cached_property
from plone import api


#: Days before an assignment ends in which the desk says so.
ENDING = 7
#: Days before a review in which it counts as due soon.
SOON = 14
#: Days that count as recent.
RECENT = 14
#: Lines of a list before it says 'and more'.
LINES = 8
#: Lines of the list of decisions: it has no page of its own where the rest would be.
DECISIONS = 50
#: Lines of the list of one's own cases.
CASES = 15

#: Functions that look after reports which no team has yet.
RECEIVING = ("intake", "supervisor", "head")

#: States of documents that somebody still works with.
LIVE = ("draft", "submitted", "returned", "approved")


class Work:
    """What one person has to do, at one moment (aware, UTC)."""

    def __init__(self, user, now: datetime):
        self.user = user
        self.user_id = user.getId()
        self.now = now
        self.catalog = api.portal.get_tool("portal_catalog")

    @cached_property
    def today(self) -> date:
        """The day it is in Mataram."""
        return self.now.astimezone(WITA).date()

    @cached_property
    def held(self) -> dict[str, list[Holding]]:
        """UID of a case or register -> what the person holds there now, also as a member of staff groups."""
        index = team_index()
        groups = [group for group in self.user.getGroups() if ":" not in group]
        found: dict[str, list[Holding]] = {}
        for uid, _number, holding in index.holdings(
            index.principals(self.user_id, groups, self.now), self.now
        ):
            found.setdefault(uid, []).append(holding)
        return found

    @cached_property
    def registers(self) -> dict[str, object]:
        """UID -> brain of the registers that the person may open."""
        return {brain.UID: brain for brain in self.catalog(portal_type="CaseRegister")}

    @cached_property
    def appointments(self) -> set[str]:
        """Functions that the person holds in a whole register."""
        return {
            holding.function
            for uid in self.registers
            for holding in self.held.get(uid, ())
            if holding.function in REGISTER_FUNCTIONS
        }

    @cached_property
    def _own(self) -> list:
        """Brains of the person's cases, newest change first."""
        uids = [uid for uid in self.held if uid not in self.registers]
        if not uids:
            return []
        return list(
            self.catalog(portal_type="Case", UID=uids, sort_on="modified", sort_order="descending")
        )

    def cases(self) -> Lines:
        """Return the cases in which the person has a function."""
        if not self._own:
            return Lines()
        lines = [self._case_line(brain) for brain in self._own[:CASES]]
        return Lines(lines, len(self._own), self._register_address(f"?worker={self.user_id}"))

    def ending(self) -> Lines:
        """Return the cases whose last assignment of the person ends within a week."""
        limit = self.now + timedelta(days=ENDING)
        lines = [self._case_line(brain) for brain in self._own]
        soon = [line for line in lines if line.until is not None and line.until <= limit]
        return Lines(sorted(soon, key=lambda line: line.until)[:LINES], len(soon))

    def due(self) -> Lines:
        """Return the visible cases whose review is overdue or comes soon, earliest first."""
        limit = self.today + timedelta(days=SOON)
        found = self.catalog(
            portal_type="Case",
            review_state=ACTIVE_STATES,
            case_review={"query": DateTime(limit.isoformat()), "range": "max"},
            sort_on="case_review",
        )
        return Lines([self._case_line(brain) for brain in found[:LINES]], len(found))

    def intake(self) -> Lines:
        """Return the reports that no team has yet, for those who look after them."""
        if not self.appointments.intersection(RECEIVING):
            return Lines()
        found = self.catalog(portal_type="Case", review_state="intake", sort_on="case_received")
        more = self._register_address("?state=intake")
        return Lines([self._case_line(brain) for brain in found[:LINES]], len(found), more)

    def returned(self) -> Lines:
        """Return the person's documents that came back from a review."""
        found = self.catalog(
            portal_type="CaseFile",
            review_state="returned",
            Creator=self.user_id,
            sort_on="modified",
            sort_order="descending",
        )
        return self._documents(found)

    @cached_property
    def _waiting(self) -> list:
        """Brains of what waits for the decision of this person, beside documents."""
        return waiting_for(self.user)

    def decisions(self) -> Lines:
        """Return what waits for the head alone, and what lies in no case and waits for somebody:
        a batch for its decree, a disposal list, a request about data. The oldest first."""
        mine = [brain for brain in self._waiting if is_for_head(brain)]
        found = decision_lines(mine, ending_cases(self.user), decisions_for(self.user))
        return Lines(found[:DECISIONS], len(found))

    def to_review(self) -> Lines:
        """Return what waits for a review by this person, oldest first; never their own work."""
        others = [brain for brain in self._waiting if not is_for_head(brain)]
        found = [*self._documents_to_review(), *others]
        if not found:
            return Lines()
        found.sort(key=lambda brain: brain.created)
        return self._documents(found, self._register_address("/@@review-queue"))

    def _documents_to_review(self) -> list:
        """Return the brains of submitted documents of others that the person reviews."""
        where = self._reviewing()
        if where == []:
            return []
        path = {} if where is None else {"path": where}
        found = self.catalog(
            portal_type="CaseFile", review_state="submitted", sort_on="created", **path
        )
        return [brain for brain in found if brain.Creator != self.user_id]

    def _reviewing(self) -> list[str] | None:
        """Return the paths of the cases whose documents the person reviews, None for all."""
        if self.appointments.intersection(OVERSEEING):
            return None
        return [
            brain.getPath()
            for brain in self._own
            if any(holding.function == "supervisor" for holding in self.held[brain.UID])
        ]

    def unreadable(self) -> Lines:
        """Return the documents of the person's cases whose text could not be read."""
        if not self._own:
            return Lines()
        found = self.catalog(
            portal_type="CaseFile",
            document_text="unreadable",
            review_state=LIVE,
            path=[brain.getPath() for brain in self._own],
            sort_on="modified",
            sort_order="descending",
        )
        return self._documents(found)

    def recent(self) -> Lines:
        """Return what was added last to the cases that the person may see."""
        found = self.catalog(
            portal_type=tuple(kinds()),
            created={"query": DateTime() - RECENT, "range": "min"},
            sort_on="created",
            sort_order="descending",
            sort_limit=LINES,
        )
        return Lines([document_line(brain, brain.created) for brain in found[:LINES]])

    def _documents(self, found, more: str = "") -> Lines:
        return Lines([document_line(b, b.modified) for b in found[:LINES]], len(found), more)

    def _register_address(self, rest: str) -> str:
        """Return an address in the first register that the person may open, '' for none."""
        for brain in self.registers.values():
            return f"{brain.getURL()}{rest}"
        return ""

    def _case_line(self, brain):
        return case_line(brain, self.held.get(brain.UID, ()))
