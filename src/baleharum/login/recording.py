"""What happens at the door is a row of the record of access."""

from baleharum.login import events
from baleharum.trail.actions import ADMINISTER
from baleharum.trail.actions import LOGIN
from baleharum.trail.actions import LOGIN_FAILED
from baleharum.trail.actions import LOGOUT
from baleharum.trail.actions import SETTING
from baleharum.trail.api import identifier
from baleharum.trail.api import read


#: kind of event -> action, and what stands before its detail.
ROWS = {
    events.LoginSucceeded: (LOGIN, ""),
    events.LoginFailed: (LOGIN_FAILED, ""),
    events.LoggedOut: (LOGOUT, ""),
    events.SessionEnded: (LOGOUT, ""),
    events.SecondFactorEnrolled: (SETTING, "factor-enrolled"),
    events.RecoveryCodeUsed: (SETTING, "recovery-code"),
    events.StepUp: (SETTING, "step-up"),
    events.PledgeAccepted: (SETTING, "pledge"),
}


def happened(event) -> None:
    """Note an event; it is written before the answer leaves."""
    user = identifier(event.user_id)
    if isinstance(event, events.SecondFactorRemoved):
        # Its detail is who did it: the owner, or somebody who may, which is an alarm.
        if event.detail == events.BY_OWNER:
            read(SETTING, "", detail="factor-removed", user=user)
        else:
            read(ADMINISTER, "", user, "factor-removed", user=identifier(event.detail))
        return
    action, what = ROWS[type(event)]
    read(action, "", detail=":".join(filter(None, (what, event.detail))), user=user)
