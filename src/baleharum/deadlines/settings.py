"""`@@deadline-settings`: a person's own calendar address, and whether they get the daily mail."""

from baleharum import _
from baleharum.deadlines.feed import address
from baleharum.login import calendars
from baleharum.login.account import Own
from baleharum.login.api import require_step_up
from baleharum.trail.actions import SETTING
from baleharum.trail.api import change
from plone import api


#: Property of an account: whether it gets no daily mail.
NO_MAIL = "no_deadline_mail"


class Settings(Own):
    """The calendar and the mail of the person."""

    browser_title = _("heading_deadline_settings", default="Calendar and daily mail")
    actions = ("calendar", "revoke", "mail", "no_mail")
    address = ""

    def has_calendar(self) -> bool:
        """Tell whether the person has an address."""
        return calendars.exists(self.account)

    def mailed(self) -> bool:
        """Tell whether the person gets the mail."""
        return not api.user.get_current().getProperty(NO_MAIL, False)

    def mail_address(self) -> str:
        """Return where the mail goes, '' for nowhere."""
        return str(api.user.get_current().getProperty("email", "") or "")

    def do_calendar(self, form):
        """Make an address and show it, this once."""
        require_step_up(self.request, back=f"{api.portal.get().absolute_url()}/@@deadline-settings")
        self.address = address(calendars.renew(self.account))
        change(SETTING, "", detail="calendar-made")
        return self.index()

    def do_revoke(self, form):
        """Let the address be good no more."""
        if calendars.revoke(self.account):
            change(SETTING, "", detail="calendar-revoked")
        self.tell(_("status_calendar_revoked", default="The address is good no more."))
        return self.leave("deadline-settings")

    def do_mail(self, form):
        """Send the person the mail."""
        return self._set(False, _("status_mail_on", default="You get the daily mail."))

    def do_no_mail(self, form):
        """Send the person no mail."""
        return self._set(True, _("status_mail_off", default="You get no daily mail."))

    def _set(self, off, text):
        api.user.get_current().setMemberProperties({NO_MAIL: off})
        change(SETTING, "", detail=f"deadline-mail-{'off' if off else 'on'}")
        self.tell(text)
        return self.leave("deadline-settings")
