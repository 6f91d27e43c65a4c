"""The columns of goals and decisions."""

from baleharum import _
from baleharum.plans.rows import Column
from baleharum.plans.services import LISTS


GOAL = (
    Column("text", _("label_goal", default="Goal"), "text", required=True),
    Column("indicator", _("label_indicator", default="How it is noticed"), "line"),
    Column("service", _("label_service", default="Service"), "choice", LISTS),
    Column("responsible", _("label_responsible_person", default="Who sees to it"), "person"),
    Column("due", _("label_due", default="Until when"), "date"),
    Column(
        "component",
        _("label_component", default="Component of ATENSI"),
        "choice",
        ("intervention-kinds",),
    ),
)

DECISION = (
    Column("text", _("label_decision", default="Decision"), "text", required=True),
    Column("responsible", _("label_responsible_person", default="Who sees to it"), "person"),
    Column("due", _("label_due", default="Until when"), "date"),
)
