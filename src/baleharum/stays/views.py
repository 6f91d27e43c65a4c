"""The page of a stay, and the tab of a case that lists them."""

from baleharum import _
from baleharum.cases.files.choices import document_told
from baleharum.cases.grouped import GroupedFacts
from baleharum.cases.history import state_of
from baleharum.cases.layout import case_of
from baleharum.cases.listed import visible_children
from baleharum.cases.moments import spoken_day
from baleharum.cases.people.seeing import RESTRICTED
from baleharum.cases.steps import state_label
from baleharum.cases.steps import steps
from baleharum.plans.kept import row_dicts
from baleharum.stays import shown
from baleharum.stays.columns import BELONGING
from baleharum.stays.columns import VISIT
from baleharum.stays.content import is_open
from baleharum.stays.forms import TITLES
from baleharum.stays.policy import INSIDE
from baleharum.stays.policy import OPEN
from baleharum.stays.schema import GROUPS
from baleharum.terms.lists import label
from datetime import date
from functools import cached_property
from plone import api
from Products.Five import BrowserView
from typing import Any


EDIT = "Modify portal content"
ADD = "baleharum: Add stay"
YES = _("label_yes", default="Yes")
#: Groups that are a list -> its columns; each has the name of its field.
LISTS = {"belongings": BELONGING, "visits": VISIT}


class Stays(BrowserView):
    """`@@stays`: the stays of a case, and the houses that there are."""

    tab = "stays"

    def rows(self) -> list[dict[str, Any]]:
        """Return the rows, the newest first."""
        return [shown.stay_row(stay) for stay in visible_children(self.context, "ShelterStay")]

    def add_url(self) -> str:
        """Return the address of the form that proposes a stay, '' for who may not."""
        if not api.user.has_permission(ADD, obj=self.context):
            return ""
        return f"{self.context.absolute_url()}/++add++ShelterStay"

    def houses_url(self) -> str:
        """Return the page of the houses, '' for who may not go there."""
        register = self.context.__parent__
        seen = api.user.has_permission("View", obj=register)
        return f"{register.absolute_url()}/@@shelters" if seen else ""


class StayView(GroupedFacts, BrowserView):
    """`view` of a stay: where it stands, what comes next, and what is known."""

    tab = "stays"
    page_groups, page_titles = GROUPS, TITLES

    def is_open(self, group: str) -> bool:
        """See GroupedFacts."""
        return is_open(self.context, group)

    @cached_property
    def hidden(self) -> bool:
        """Whether what is told of the person is not for who asks."""
        return shown.is_hidden(self.context)

    def row(self) -> dict[str, Any]:
        """Return what the tab says of it."""
        return shown.stay_row(self.context)

    def state(self) -> dict[str, Any]:
        """Return token and label of the state."""
        return {"token": state_of(self.context), "label": state_label(self.context)}

    def steps(self) -> list:
        """Return the steps that the person may take."""
        return steps(self.context)

    def tab_url(self) -> str:
        """Return the tab."""
        return f"{case_of(self.context).absolute_url()}/stays"

    def board_url(self) -> str:
        """Return the page of the house, '' where there is none to see."""
        house = shown.house_of(self.context)
        seen = house is not None and api.user.has_permission("View", obj=house)
        return house.absolute_url() if seen else ""

    def address(self) -> str:
        """Return where the house is, to who works on the stay of somebody who lives in it."""
        house = shown.house_of(self.context)
        mine = state_of(self.context) in INSIDE and api.user.has_permission(EDIT, obj=self.context)
        return (house.address or "") if house is not None and mine else ""

    def extensions(self) -> list[dict[str, Any]]:
        """Return the extensions in words."""
        return [
            {
                "on": spoken_day(each.on),
                "until": spoken_day(each.until),
                "reason": RESTRICTED if self.hidden else each.reason,
            }
            for each in self.context.extensions
        ]

    def has_rows(self, group: str) -> bool:
        """Tell whether the group is a list in which there is something."""
        return group in LISTS and bool(getattr(self.context, group))

    def rows_of(self, group: str) -> list[dict[str, Any]]:
        """Return the rows of a list; nothing of somebody whose data is restricted."""
        if self.hidden:
            return []
        rows = row_dicts(LISTS[group], getattr(self.context, group))
        return [row | {"day": spoken_day(row.get("day"))} for row in rows]

    def fact(self, field: Any) -> dict[str, Any]:
        """See GroupedFacts."""
        name = field.__name__
        value, fact = getattr(self.context, name), {"title": field.title, "text": "", "url": ""}
        if value in (None, "", False) or name in LISTS:
            return fact
        if name in ("rules_proof", "minutes"):
            return fact | document_told(self.context, value)
        if name in shown.TOLD and self.hidden:
            return fact | {"text": RESTRICTED}
        return fact | {"text": self._text(name, value)}

    def _text(self, name: str, value: Any) -> Any:
        if name == "about":
            return shown.person_title(self.context)
        if name == "house":
            return shown.house_text(self.context)
        if name == "room":
            return shown.room_text(self.context)
        if isinstance(value, date):
            return spoken_day(value)
        return YES if value is True else str(value)

    def kind(self) -> Any:
        """Return the kind of the house, '' before the admission."""
        kind = self.context.kind
        return label("shelter-kinds", kind) if kind else ""

    def is_over(self) -> bool:
        """Tell whether the stay has ended."""
        return state_of(self.context) not in OPEN
