"""How many alarms nobody has looked at yet, on the desk of who may read them."""

from baleharum.audit.alarms import each_alarm
from baleharum.audit.alarms_view import PERIODS
from baleharum.audit.seen import is_open
from baleharum.audit.tab import READ_LOG
from baleharum.team.api import utcnow
from collections.abc import Iterator
from datetime import timedelta
from plone import api
from plone.app.layout.viewlets.common import ViewletBase
from typing import Any


#: So many open alarms are counted, and so many looked at for that. Each may ask the record once
#: more, and the desk is the page that everybody begins with.
COUNTED, LOOKED_AT = 25, 100


class OpenAlarms(ViewletBase):
    """Open alarms of the days that the page of alarms shows first, one line a register or box."""

    def update(self) -> None:
        """Count them."""
        super().update()
        self.lines = [line for register in self._registers() if (line := self._line(register))]

    def _registers(self) -> Iterator[Any]:
        catalog = api.portal.get_tool("portal_catalog")
        for brain in catalog(portal_type=["CaseRegister", "IntakeBox"]):
            register = brain._unrestrictedGetObject()
            if api.user.has_permission(READ_LOG, obj=register):
                yield register

    def _line(self, register: Any) -> dict[str, Any] | None:
        """Return how many there are; more: that there may be more, which nobody has counted."""
        now = utcnow()
        number = looked = 0
        for alarm in each_alarm(register, now - timedelta(days=PERIODS[0]), now):
            number, looked = number + is_open(register, alarm), looked + 1
            if number == COUNTED or looked == LOOKED_AT:
                break
        more = number == COUNTED or looked == LOOKED_AT
        if not (number or more):
            return None
        url = f"{register.absolute_url()}/@@alarms"
        return {"url": url, "title": register.title, "number": number, "more": more}
