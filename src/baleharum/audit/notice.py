"""How many alarms nobody has looked at yet, on the desk of who may read them."""

from baleharum.audit.alarms import alarms
from baleharum.audit.alarms_view import PERIODS
from baleharum.audit.seen import is_open
from baleharum.audit.tab import READ_LOG
from baleharum.team.api import utcnow
from collections.abc import Iterator
from datetime import timedelta
from plone import api
from plone.app.layout.viewlets.common import ViewletBase
from typing import Any


class OpenAlarms(ViewletBase):
    """Open alarms of the days that the page of alarms shows first, one line a register."""

    def update(self) -> None:
        """Count them."""
        super().update()
        self.lines = [
            {
                "url": f"{register.absolute_url()}/@@alarms",
                "title": register.title,
                "number": number,
            }
            for register in self._registers()
            if (number := self._number(register))
        ]

    def _registers(self) -> Iterator[Any]:
        catalog = api.portal.get_tool("portal_catalog")
        for brain in catalog(portal_type="CaseRegister"):
            register = brain._unrestrictedGetObject()
            if api.user.has_permission(READ_LOG, obj=register):
                yield register

    def _number(self, register: Any) -> int:
        now = utcnow()
        found = alarms(register, now - timedelta(days=PERIODS[0]), now)
        return sum(1 for alarm in found if is_open(register, alarm))
