"""Banners above the tabs of a case while somebody is in it through emergency access."""

from baleharum.cases.layout import case_of
from baleharum.cases.team.emergency import in_force
from baleharum.team.api import current_user_id
from baleharum.team.times import spelled
from plone.app.layout.viewlets import ViewletBase


class EmergencyNotice(ViewletBase):
    """Tells the person that it is recorded, and everybody else that somebody is there."""

    def update(self):
        """Look who is there."""
        super().update()
        self.case = case_of(self.context)
        me = current_user_id()
        records = in_force(self.case)
        self.mine = next((record for record in records if record.principal == me), None)
        self.others = [record for record in records if record.principal != me]

    def until(self) -> str:
        """Return when the person's own access ends."""
        return spelled(self.mine.expires)

    def team_url(self) -> str:
        """Return the tab that says who it is."""
        return f"{self.case.absolute_url()}/@@team"
