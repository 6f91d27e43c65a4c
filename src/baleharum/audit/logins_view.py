"""The page of alarms about log-ins, for those who look after a site, and its service."""

from baleharum import _
from baleharum.audit.alarms import Alarm
from baleharum.audit.alarms_view import days_of
from baleharum.audit.alarms_view import PERIODS
from baleharum.audit.logins import login_alarms
from baleharum.audit.sentences import sentence
from baleharum.cases.traces import shown
from baleharum.team.api import utcnow
from baleharum.team.times import spelled
from baleharum.trail.actions import LIST
from datetime import timedelta
from functools import cached_property
from plone.restapi.services import Service
from Products.Five.browser import BrowserView
from typing import Any


class LoginAlarms(BrowserView):
    """`@@login-alarms` at the root of the site."""

    browser_title = _("heading_login_alarms", default="Failed log-ins")

    @property
    def days(self) -> int:
        """How many days the page looks back."""
        return days_of(self.request.form)

    @property
    def periods(self) -> tuple[int, ...]:
        """The numbers of days that one can look back."""
        return tuple(sorted(PERIODS))

    @cached_property
    def rows(self) -> list[tuple[Alarm, str]]:
        """The alarms, each with its sentence, the latest first."""
        now = utcnow()
        found = login_alarms(now - timedelta(days=self.days), now)
        shown(LIST, self.context, "login-alarms", len(found))
        return [(alarm, sentence(alarm, {}, context=self.request)) for alarm in found]

    def when(self, moment: Any) -> str:
        """Return a moment as text."""
        return spelled(moment)


class LoginAlarmsGet(Service):
    """GET @login-alarms?days=… of the site."""

    def reply(self) -> dict[str, Any]:
        """Return the alarms of the last days, the latest first."""
        page = LoginAlarms(self.context, self.request)
        return {
            "@id": f"{self.context.absolute_url()}/@login-alarms",
            "days": page.days,
            "items": [
                {
                    "kind": alarm.kind,
                    "person": alarm.person,
                    "at": alarm.at.isoformat(),
                    "number": alarm.number,
                    "things": alarm.things,
                    "network": alarm.network,
                    "text": text,
                }
                for alarm, text in page.rows
            ],
        }
