"""The page of alarms of a register or an intake box: what somebody has to look at, and what was found."""

from baleharum import _
from baleharum.asked import Asked
from baleharum.audit.alarms import Alarm
from baleharum.audit.alarms import alarms
from baleharum.audit.lines import visible
from baleharum.audit.places import cases_of
from baleharum.audit.places import Words
from baleharum.audit.places import words_of
from baleharum.audit.seen import acknowledge
from baleharum.audit.seen import Acknowledged
from baleharum.audit.seen import acknowledgement
from baleharum.audit.sentences import sentence
from baleharum.audit.tab import READ_LOG
from baleharum.audit.thresholds import threshold
from baleharum.audit.through import people_names
from baleharum.audit.views import reader_url
from baleharum.cases.team.forms import Form
from baleharum.cases.traces import shown
from baleharum.team.api import current_user_id
from baleharum.team.api import TeamRefused
from baleharum.team.api import utcnow
from baleharum.team.times import spelled
from baleharum.team.times import zone
from baleharum.trail.actions import LIST
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from typing import Any
from urllib.parse import urlencode
from zope.i18nmessageid import Message


#: Days that one can look back, the first of them at first.
PERIODS = (7, 1, 30, 90)


@dataclass(frozen=True)
class Shown:
    """An alarm as it is shown. urls: (address, label) of where to look on; own: it is about
    the person who reads the page; seen: None while it is open; by: who has looked at it."""

    alarm: Alarm
    sentence: str
    urls: list[tuple[str, str]]
    own: bool
    seen: Acknowledged | None
    by: str


class Board:
    """The alarms of a register in the last days. Raises TrailUnavailable."""

    def __init__(self, register: Any, days: int, request: Any) -> None:
        self.register, self.days, self.request = register, days, request

    @cached_property
    def found(self) -> list[Alarm]:
        """The alarms, the latest first."""
        now = utcnow()
        found = alarms(self.register, now - timedelta(days=self.days), now)
        told = {alarm.case for alarm in found if alarm.case}
        shown(LIST, self.register, "alarms", len(found), told)
        return found

    @cached_property
    def rows(self) -> list[Shown]:
        """The alarms as they are shown."""
        uids = {alarm.case for alarm in self.found if alarm.case}
        numbers = {uid: b.getId for uid, b in cases_of(self.register, uids).items()}
        places = visible(uids)
        return [self._shown(alarm, numbers, places) for alarm in self.found]

    def _shown(self, alarm: Alarm, numbers: dict, places: dict) -> Shown:
        seen = acknowledgement(self.register, alarm)
        return Shown(
            alarm=alarm,
            sentence=sentence(alarm, numbers, context=self.request),
            urls=list(self._urls(alarm, places)),
            own=alarm.person == current_user_id(),
            seen=seen,
            by=people_names([seen.by])[seen.by] if seen else "",
        )

    def _urls(self, alarm: Alarm, places: dict):
        if alarm.case in places:
            query = urlencode({"person": alarm.person})
            yield f"{places[alarm.case][1]}/@@access-log?{query}", LINK_CASE
        if alarm.person and alarm.kind != "setting":
            day = alarm.at.astimezone(zone()).date()
            yield reader_url(self.register, alarm.person, since=day, until=day), LINK_PERSON

    def acknowledge(self, key: str, remark: str) -> None:
        """Remember that somebody has looked at an alarm. Raises TeamRefused."""
        alarm = next((a for a in self.found if a.key == key), None)
        if alarm is None:
            raise TeamRefused(
                _(
                    "error_alarm_gone",
                    default="There is no such alarm in these days. Load the page again.",
                )
            )
        acknowledge(self.register, alarm, remark)


LINK_CASE = _("alarm_link_case", default="What they did in the case")
LINK_PERSON = _("alarm_link_person", default="What they read on that day")


class Alarms(Form):
    """`alarms` of a register or an intake box."""

    template = ViewPageTemplateFile("alarms.pt")
    actions = {"acknowledge": (READ_LOG, "acknowledge")}

    @cached_property
    def board(self) -> Board:
        """The alarms of the days that the address asks for."""
        return Board(self.context, days_of(self.request.form), self.request)

    @property
    def words(self) -> Words:
        """How the page speaks of the place."""
        return words_of(self.context)

    @property
    def browser_title(self) -> Message:
        """The title of the window."""
        return self.words.alarms

    @property
    def limits(self) -> Message:
        """What is an alarm here."""
        said = self.words.limits
        return _(said, mapping={"threshold": threshold()}, default=said.default)

    @property
    def periods(self) -> tuple[int, ...]:
        """The numbers of days that one can look back."""
        return tuple(sorted(PERIODS))

    def open(self) -> list[Shown]:
        """Return the alarms that nobody has looked at."""
        return [row for row in self.board.rows if row.seen is None]

    def closed(self) -> list[Shown]:
        """Return the alarms that somebody has looked at."""
        return [row for row in self.board.rows if row.seen is not None]

    def when(self, moment) -> str:
        """Return a moment as text."""
        return spelled(moment)

    def typed_remark(self, alarm) -> str:
        """Return what was typed about an alarm in a form that was refused."""
        form = Asked(self.request.form)
        mine = self.request.method == "POST" and form.get("key") == alarm.key
        return form.get("remark", "") if mine else ""

    def acknowledge(self, form):
        """Remember that the person has looked at an alarm."""
        self.board.acknowledge(form.get("key", ""), form.get("remark", ""))
        return _("status_alarm_seen", default="The alarm is marked as looked at.")

    def after(self) -> str:
        """Return the page with the same days."""
        return f"{super().after()}?days={self.board.days}"


def days_of(form) -> int:
    """Return how many days an address asks for; nonsense asks for the usual."""
    asked = Asked(form).get("days", "")
    return next((days for days in PERIODS if str(days) == asked), PERIODS[0])
