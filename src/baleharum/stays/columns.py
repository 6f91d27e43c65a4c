"""The columns of a house's rooms, and of the belongings that somebody brings."""

from baleharum import _
from baleharum.plans.rows import Column


ROOM = (
    Column("name", _("label_room_name", default="Room"), "line", required=True),
    Column("beds", _("label_room_beds", default="Beds"), "number", required=True),
    Column("sex", _("label_room_sex", default="For whom"), "choice", ("room-sexes",), True),
    Column("age", _("label_room_age", default="Age"), "choice", ("room-ages",), True),
    Column("use", _("label_room_use", default="Use"), "choice", ("room-uses",), True),
    Column("access", _("label_room_access", default="Access"), "choice", ("room-access",), True),
)

BELONGING = (
    Column("what", _("label_belonging", default="What"), "line", required=True),
    Column("count", _("label_belonging_count", default="How many"), "number", required=True),
    Column("state", _("label_belonging_state", default="In which state"), "line"),
    Column("keeper", _("label_belonging_keeper", default="Where it is kept"), "line"),
)
