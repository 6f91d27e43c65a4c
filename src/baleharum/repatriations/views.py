"""The page of a repatriation, and the tab of a case that lists them."""

from baleharum.cases.dues import dues_of
from baleharum.cases.files.choices import document_told
from baleharum.cases.grouped import GroupedFacts
from baleharum.cases.history import state_of
from baleharum.cases.layout import case_of
from baleharum.cases.layout import full_name
from baleharum.cases.listed import visible_children
from baleharum.cases.moments import spoken_day
from baleharum.cases.people.seeing import RESTRICTED
from baleharum.cases.steps import state_label
from baleharum.cases.steps import steps
from baleharum.repatriations import facts
from baleharum.repatriations.choices import KINDS
from baleharum.repatriations.content import is_open
from baleharum.repatriations.forms import TITLES
from baleharum.repatriations.policy import ORDERED
from baleharum.repatriations.regency import named
from baleharum.repatriations.schema import GROUPS
from baleharum.repatriations.seeing import is_hidden
from baleharum.repatriations.seeing import TOLD
from baleharum.team.api import utcnow
from baleharum.terms.lists import label
from datetime import date
from functools import cached_property
from plone import api
from Products.Five import BrowserView
from typing import Any


EDIT = "Modify portal content"
ADD = "baleharum: Add repatriation"
#: field -> code list of its token.
CODED = {
    "direction": "repatriation-directions",
    "risk": "home-risks",
    "province": "provinces",
    "means": "travel-means",
    "payer": "repatriation-payers",
}


def person_title(context: Any) -> str:
    """Return name and number of the person; of who is restricted the number alone."""
    person = facts.person_of(context)
    if person is None:
        return ""
    number = str(person.getId().upper())
    seen = api.user.has_permission("View", obj=person)
    return f"{person.name} ({number})" if seen and person.name else number


def row_of(context: Any) -> dict[str, Any]:
    """Return a repatriation as the tab of its case lists it."""
    return {
        "id": context.getId().upper(),
        "url": context.absolute_url(),
        "person": person_title(context),
        "direction": label(CODED["direction"], context.direction),
        "place": facts.place_text(context),
        "state": state_label(context),
        "token": state_of(context),
        "number": context.number,
        "waiting": [
            {
                "label": label("deadlines", due.what),
                "until": spoken_day(due.at.date()),
                "late": due.at < utcnow(),
            }
            for due in dues_of(context)
        ],
    }


class Repatriations(BrowserView):
    """`@@repatriations`: the repatriations of a case."""

    tab = "repatriations"

    def rows(self) -> list[dict[str, Any]]:
        """Return the rows, the newest first."""
        return [row_of(each) for each in visible_children(self.context, "Repatriation")]

    def add_url(self) -> str:
        """Return the address of the form that proposes one, '' for who may not."""
        if not api.user.has_permission(ADD, obj=self.context):
            return ""
        return f"{self.context.absolute_url()}/++add++Repatriation"


class RepatriationView(GroupedFacts, BrowserView):
    """`view` of a repatriation: where it stands, what comes next, its letters, what is known."""

    tab = "repatriations"
    page_groups, page_titles = GROUPS, TITLES

    def is_open(self, group: str) -> bool:
        """See GroupedFacts."""
        return is_open(self.context, group)

    @cached_property
    def hidden(self) -> bool:
        """Whether what is told of the person is not for who asks."""
        return is_hidden(self.context)

    def row(self) -> dict[str, Any]:
        """Return what the tab says of it."""
        return row_of(self.context)

    def steps(self) -> list:
        """Return the steps that the person may take."""
        return steps(self.context)

    def tab_url(self) -> str:
        """Return the tab."""
        return f"{case_of(self.context).absolute_url()}/repatriations"

    def signed(self) -> dict[str, Any] | None:
        """Return number, day and signer of the assignment letter, None before it is signed."""
        context = self.context
        if not context.number:
            return None
        return {
            "number": context.number,
            "day": spoken_day(context.signed_on),
            "who": full_name(context.signed_by),
            "sha256": context.sha256,
            "rest": context.rest.title.rpartition("/")[2],
            "basis": label("lawful-bases", context.rest.basis) if context.rest.basis else "",
        }

    def has_minutes(self) -> bool:
        """Tell whether the minutes can be printed for signing."""
        return state_of(self.context) in ORDERED and not self.hidden

    def fact(self, field: Any) -> dict[str, Any]:
        """See GroupedFacts."""
        name = field.__name__
        value, fact = getattr(self.context, name), {"title": field.title, "text": "", "url": ""}
        if value in (None, ""):
            return fact
        if name in TOLD and self.hidden:
            return fact | {"text": RESTRICTED}
        if name in KINDS:
            return fact | document_told(self.context, value)
        return fact | {"text": self._text(name, value)}

    def _text(self, name: str, value: Any) -> Any:
        if name in CODED:
            return label(CODED[name], value)
        if name == "about":
            return person_title(self.context)
        if name == "regency":
            return named(value, self.request)
        if name == "office":
            return facts.office_name(self.context)
        if name == "cost":
            return f"Rp{value:,}".replace(",", ".")
        return spoken_day(value) if isinstance(value, date) else str(value)
