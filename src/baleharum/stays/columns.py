"""The columns of a house's rooms, of the belongings that somebody brings, and of visits."""

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

VISIT = (
    Column("day", _("label_visit_day", default="Visited on"), "date", required=True),
    Column("by", _("label_visit_by", default="By"), "line", required=True),
    Column(
        "note",
        _("label_visit_note", default="How they fare, and what was agreed"),
        "text",
        required=True,
    ),
    Column("alone", _("label_visit_alone", default="What the child says when alone"), "text"),
)

BELONGING = (
    Column("what", _("label_belonging", default="What"), "line", required=True),
    Column("count", _("label_belonging_count", default="How many"), "number", required=True),
    Column("state", _("label_belonging_state", default="In which state"), "line"),
    Column("keeper", _("label_belonging_keeper", default="Where it is kept"), "line"),
)
