"""The page of an adoption file, and the tab of a case that lists them."""

from baleharum.adoptions import facts
from baleharum.adoptions import shown
from baleharum.adoptions.choices import KINDS
from baleharum.adoptions.content import is_open
from baleharum.adoptions.forms import TITLES
from baleharum.adoptions.schema import GROUPS
from baleharum.cases.files.choices import document_told
from baleharum.cases.grouped import GroupedFacts
from baleharum.cases.layout import case_of
from baleharum.cases.listed import visible_children
from baleharum.cases.moments import spoken_day
from baleharum.cases.people.seeing import RESTRICTED
from baleharum.cases.steps import steps
from baleharum.terms.lists import label
from datetime import date
from functools import cached_property
from plone import api
from Products.Five import BrowserView
from typing import Any


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


class Adoptions(BrowserView):
    """`@@adoptions`: the adoption files of a case."""

    tab = "adoptions"

    def rows(self) -> list[dict[str, Any]]:
        """Return the rows, the newest first."""
        return [shown.row_of(each) for each in visible_children(self.context, "AdoptionFile")]

    def add_url(self) -> str:
        """Return the address of the form that begins one, '' for who may not."""
        if not api.user.has_permission(ADD, obj=self.context):
            return ""
        return f"{self.context.absolute_url()}/++add++AdoptionFile"


class AdoptionView(GroupedFacts, BrowserView):
    """`view` of an adoption file: where it stands, what comes next, the checklist, what is known."""

    tab = "adoptions"
    page_groups, page_titles = GROUPS, TITLES

    def is_open(self, group: str) -> bool:
        """See GroupedFacts."""
        return is_open(self.context, group)

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
        return spoken_day(facts.judged_on(self.context))

    def decisions(self) -> list[dict[str, Any]]:
        """Return what the head has decided, [] for who may not read the child."""
        return [] if self.hidden else shown.decisions_of(self.context)

    def fact(self, field: Any) -> dict[str, Any]:
        """See GroupedFacts."""
        name = field.__name__
        value, fact = getattr(self.context, name), {"title": field.title, "text": "", "url": ""}
        if value in (None, ""):
            return fact
        if name in shown.TOLD and self.hidden:
            return fact | {"text": RESTRICTED}
        if name in KINDS:
            return fact | document_told(self.context, value)
        return fact | {"text": self._text(name, value)}

    def _text(self, name: str, value: Any) -> Any:
        if name in CODED:
            return label(CODED[name], value)
        if name == "about":
            return shown.child_title(self.context)
        return spoken_day(value) if isinstance(value, date) else str(value)
