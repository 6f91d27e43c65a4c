"""The page of a repatriation, and the tab of a case that lists them."""

from baleharum.cases.content import children_path
from baleharum.cases.dues import dues_of
from baleharum.cases.facts import filed_with
from baleharum.cases.files.choices import document_title
from baleharum.cases.history import state_of
from baleharum.cases.layout import case_of
from baleharum.cases.layout import full_name
from baleharum.cases.moments import spoken_language
from baleharum.cases.people.seeing import is_restricted_to_me
from baleharum.cases.people.seeing import RESTRICTED
from baleharum.cases.steps import state_label
from baleharum.cases.steps import steps
from baleharum.repatriations import facts
from baleharum.repatriations.choices import KINDS
from baleharum.repatriations.content import IRepatriation
from baleharum.repatriations.content import is_open
from baleharum.repatriations.content import Repatriation
from baleharum.repatriations.forms import TITLES
from baleharum.repatriations.policy import ORDERED
from baleharum.repatriations.schema import GROUPS
from baleharum.team.api import utcnow
from baleharum.terms.days import day_text
from baleharum.terms.lists import label
from baleharum.vault.values import SealedValue
from datetime import date
from functools import cached_property
from plone import api
from Products.Five import BrowserView
from typing import Any
from zope.schema import getFieldsInOrder


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
#: Fields in which something is told of somebody.
TOLD = frozenset(
    name
    for name in IRepatriation.names(all=True)
    if isinstance(vars(Repatriation).get(name), SealedValue)
)


def visible_repatriations(case: Any) -> list:
    """Return the repatriations of a case that the person may see, the newest first."""
    found = api.portal.get_tool("portal_catalog")(
        path=children_path(case), portal_type="Repatriation"
    )
    contents = [brain.getObject() for brain in found]
    return sorted(contents, key=lambda each: int(each.getId()[1:]), reverse=True)


def is_hidden(context: Any) -> bool:
    """Tell whether what is told of the person is not for who asks (art. 41 of Law 27/2022)."""
    return is_restricted_to_me(facts.person_of(context))


def person_title(context: Any) -> str:
    """Return name and number of the person; of who is restricted the number alone."""
    person = facts.person_of(context)
    if person is None:
        return ""
    number = str(person.getId().upper())
    seen = api.user.has_permission("View", obj=person)
    return f"{person.name} ({number})" if seen and person.name else number


def day(value: date | None) -> str:
    """Return '2 December 2026', '' for none."""
    return day_text(value, spoken_language()) if value is not None else ""


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
                "until": day(due.at.date()),
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
        return [row_of(each) for each in visible_repatriations(self.context)]

    def add_url(self) -> str:
        """Return the address of the form that proposes one, '' for who may not."""
        if not api.user.has_permission(ADD, obj=self.context):
            return ""
        return f"{self.context.absolute_url()}/++add++Repatriation"


class RepatriationView(BrowserView):
    """`view` of a repatriation: where it stands, what comes next, its letters, what is known."""

    tab = "repatriations"

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
            "day": day(context.signed_on),
            "who": full_name(context.signed_by),
            "sha256": context.sha256,
        }

    def has_minutes(self) -> bool:
        """Tell whether the minutes can be printed for signing."""
        return state_of(self.context) in ORDERED and not self.hidden

    def groups(self) -> dict[str, list[dict[str, Any]]]:
        """Return the groups of fields: told, of which something is known, and open, of which there
        is nothing yet but a form. Each has title, facts, address of the form ('' for none)."""
        url = self.context.absolute_url()
        may_edit = api.user.has_permission(EDIT, obj=self.context)
        found: dict[str, list[dict[str, Any]]] = {"told": [], "open": []}
        for page, (group, schema) in GROUPS.items():
            rows = [self._fact(field) for _name, field in getFieldsInOrder(schema)]
            rows = [row for row in rows if row["text"]]
            form = f"{url}/{page}" if may_edit and is_open(self.context, group) else ""
            if rows or form:
                found["told" if rows else "open"].append(
                    {
                        "id": page.removeprefix("@@"),
                        "title": TITLES[page],
                        "facts": rows,
                        "url": form,
                    }
                )
        return found

    def _fact(self, field: Any) -> dict[str, Any]:
        name = field.__name__
        value, fact = getattr(self.context, name), {"title": field.title, "text": "", "url": ""}
        if value in (None, ""):
            return fact
        if name in TOLD and self.hidden:
            return fact | {"text": RESTRICTED}
        if name in KINDS:
            return fact | self._document(value)
        return fact | {"text": self._text(name, value)}

    def _text(self, name: str, value: Any) -> Any:
        if name in CODED:
            return label(CODED[name], value)
        if name == "about":
            return person_title(self.context)
        if name == "office":
            return facts.office_name(self.context)
        if name == "cost":
            return f"Rp{value:,}".replace(",", ".")
        return day(value) if isinstance(value, date) else str(value)

    def _document(self, uid: str) -> dict[str, Any]:
        found = filed_with(case_of(self.context), uid, "CaseFile")
        if found is None:
            return {"text": "", "url": ""}
        if not api.user.has_permission("View", obj=found):
            return {"text": found.getId().upper(), "url": ""}
        text = document_title(found.getId(), found.kind)
        return {"text": text, "url": found.absolute_url()}
