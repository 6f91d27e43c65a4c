"""What a program is told that asks for what its person may not do, with whom to ask."""

from baleharum import _


NOT_HERE = _(
    "forbidden_change",
    default="You may not do this here. Ask the supervisor or the head.",
)
HANDS_OVER = _(
    "forbidden_lead",
    default="Who leads a case hands it over. Ask the supervisor for the rest.",
)
NAMES_DEPUTIES = _(
    "forbidden_deputies", default="Only supervisor and head let somebody stand in for another."
)
ENDS_APPOINTMENT = _("forbidden_appointment", default="Only the head ends an appointment.")
ENDS_LEAVE = _("forbidden_leave", default="Only supervisor and head end a leave.")
