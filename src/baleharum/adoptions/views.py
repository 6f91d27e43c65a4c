"""The page of an adoption file, and the tab of a case that lists them."""

from baleharum.adoptions import facts
from baleharum.adoptions import shown
from baleharum.adoptions.choices import KINDS
from baleharum.adoptions.content import is_open
from baleharum.adoptions.forms import TITLES
from baleharum.adoptions.schema import GROUPS
from baleharum.cases.content import children_path
from baleharum.cases.facts import filed_with
from baleharum.cases.files.choices import document_title
from baleharum.cases.layout import case_of
from baleharum.cases.people.seeing import RESTRICTED
from baleharum.cases.steps import steps
from baleharum.terms.lists import label
from datetime import date
from functools import cached_property
from plone import api
from Products.Five import BrowserView
from typing import Any
from zope.schema import getFieldsInOrder


EDIT = "Modify portal content"
ADD = "baleharum: Add adoption file"
#: field -> code list of its token.
CODED = {
    "husband_religion": "religions",
    "wife_religion": "religions",
    "couple": "adoption-answers",
    "healthy": "adoption-answers",
    "able": "adoption-answers",
    "clean": "adoption-answers",
    "panel": "adoption-panels",
    "permit_by": "adoption-issuers",
}


def visible_adoptions(case: Any) -> list:
    """Return the adoption files of a case that the person may see, the newest first."""
    found = api.portal.get_tool("portal_catalog")(
        path=children_path(case), portal_type="AdoptionFile"
    )
    contents = [brain.getObject() for brain in found]
    return sorted(contents, key=lambda each: int(each.getId()[1:]), reverse=True)


class Adoptions(BrowserView):
    """`@@adoptions`: the adoption files of a case."""

    tab = "adoptions"

    def rows(self) -> list[dict[str, Any]]:
        """Return the rows, the newest first."""
        return [shown.row_of(each) for each in visible_adoptions(self.context)]

    def add_url(self) -> str:
        """Return the address of the form that begins one, '' for who may not."""
        if not api.user.has_permission(ADD, obj=self.context):
            return ""
        return f"{self.context.absolute_url()}/++add++AdoptionFile"


class AdoptionView(BrowserView):
    """`view` of an adoption file: where it stands, what comes next, the checklist, what is known."""

    tab = "adoptions"

    @cached_property
    def hidden(self) -> bool:
        """Whether what is told of the child is not for who asks."""
        return shown.is_hidden(self.context)

    def row(self) -> dict[str, Any]:
        """Return what the tab says of it."""
        return shown.row_of(self.context)

    def steps(self) -> list:
        """Return the steps that the person may take."""
        return steps(self.context)

    def tab_url(self) -> str:
        """Return the tab."""
        return f"{case_of(self.context).absolute_url()}/adoptions"

    def checks(self) -> list[dict[str, Any]]:
        """Return the checklist, [] for who may not read the child."""
        return [] if self.hidden else shown.checks_of(self.context)

    def judged(self) -> str:
        """Return the day as of which the checklist is read."""
        return shown.day(facts.judged_on(self.context))

    def decisions(self) -> list[dict[str, Any]]:
        """Return what the head has decided, [] for who may not read the child."""
        return [] if self.hidden else shown.decisions_of(self.context)

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
        if name in shown.TOLD and self.hidden:
            return fact | {"text": RESTRICTED}
        if name in KINDS:
            return fact | self._document(value)
        return fact | {"text": self._text(name, value)}

    def _text(self, name: str, value: Any) -> Any:
        if name in CODED:
            return label(CODED[name], value)
        if name == "about":
            return shown.child_title(self.context)
        return shown.day(value) if isinstance(value, date) else str(value)

    def _document(self, uid: str) -> dict[str, Any]:
        found = filed_with(case_of(self.context), uid, "CaseFile")
        if found is None:
            return {"text": "", "url": ""}
        if not api.user.has_permission("View", obj=found):
            return {"text": found.getId().upper(), "url": ""}
        text = document_title(found.getId(), found.kind)
        return {"text": text, "url": found.absolute_url()}
