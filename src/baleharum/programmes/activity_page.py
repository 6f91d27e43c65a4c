"""The page of an activity, and its JSON."""

from baleharum.cases.moments import spoken_language
from baleharum.cases.steps import mended_at
from baleharum.cases.steps import state_label
from baleharum.cases.steps import steps
from baleharum.programmes.activity import IGroupActivity
from baleharum.programmes.attendance import CASE
from baleharum.programmes.attendance import entries
from baleharum.programmes.interfaces import IActivityLinks
from baleharum.programmes.views import Page
from baleharum.terms.days import day_text
from baleharum.terms.lists import label
from functools import cached_property
from plone.restapi.interfaces import ISerializeToJson
from plone.restapi.serializer.dxcontent import SerializeToJson
from typing import Any
from zope.component import adapter
from zope.component import subscribers
from zope.interface import implementer
from zope.interface import Interface


#: Fields that are tokens -> their list.
LISTS = {"kind": "activity-kinds", "interest": "interests", "sub_district": "sub-districts"}
#: Fields with a line of their own in the facts; who came and what was found have a place apart.
FACTS = ("kind", "interest", "held_on", "place", "sub_district", "team")


class ActivityPage(Page):
    """`view` of an activity."""

    def state_label(self) -> Any:
        """Return the label of its state."""
        return state_label(self.context)

    def programme(self) -> dict[str, str]:
        """Return title and address of the programme."""
        parent = self.context.__parent__
        return {"title": parent.title, "url": parent.absolute_url()}

    def facts(self) -> list[tuple[Any, Any]]:
        """Return (title, text) of what is noted."""
        found = []
        for name in FACTS:
            value = getattr(self.context, name)
            if not value:
                continue
            if name in LISTS:
                value = label(LISTS[name], value)
            elif name == "held_on":
                value = day_text(value, spoken_language(), weekday=True)
            found.append((IGroupActivity[name].title, value))
        return found

    @cached_property
    def came(self) -> dict[str, Any]:
        """How many came: by case, by recipient, others and all; and the numbers."""
        found = entries(self.context.attendance)
        cases = [each for each in found if CASE.fullmatch(each)]
        others = self.context.others or 0
        return {
            "cases": len(cases),
            "recipients": len(found) - len(cases),
            "others": others,
            "all": len(found) + others,
            "numbers": found,
        }

    def links(self) -> list[tuple[Any, str]]:
        """Return (label, address) of what slices above offer."""
        offers = subscribers((self.context, self.request), IActivityLinks)
        return [link for offer in offers for link in offer.links()]

    def steps(self) -> list[Any]:
        """Return the steps that the person may take."""
        return steps(self.context)

    def mended_at(self, missing: Any) -> str:
        """Return where something missing is mended, '' where the person cannot go."""
        return mended_at(self.context, missing) if self.may_edit() else ""

    def may_edit(self) -> bool:
        """Tell whether the person may change it now."""
        return self.may("Modify portal content")


@implementer(ISerializeToJson)
@adapter(IGroupActivity, Interface)
class SerializeActivity(SerializeToJson):
    """An activity with how many came."""

    def __call__(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Return the JSON."""
        own = {"attended": self.context.attended, "reports": list(self.context.reports)}
        return super().__call__(*args, **kwargs) | own
