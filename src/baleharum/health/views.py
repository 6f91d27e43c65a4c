"""The page of a health record, and the tab of a case that lists them."""

from baleharum.cases.facts import filed_with
from baleharum.cases.layout import case_of
from baleharum.cases.listed import visible_children
from baleharum.cases.people.seeing import is_restricted_to_me
from baleharum.cases.people.seeing import person_title
from baleharum.cases.spoken import facts_told
from baleharum.health.content import IHealthRecord
from baleharum.health.kinds import TAB
from functools import cached_property
from plone import api
from Products.Five import BrowserView
from typing import Any


EDIT = "Modify portal content"


def person_of(context: Any) -> Any:
    """Return the person whose health it is, None for nobody."""
    return filed_with(case_of(context), context.about, "CaseSubject")


def is_hidden(context: Any) -> bool:
    """Tell whether the data of the person is restricted (art. 41 of Law 27/2022)."""
    return is_restricted_to_me(person_of(context))


class HealthRecords(BrowserView):
    """`@@health`: the health records of a case."""

    tab = TAB

    @cached_property
    def rows(self) -> list[dict[str, Any]]:
        """The rows, the newest first; a list tells whose they are, and nothing of the health."""
        return [
            {
                "id": each.getId().upper(),
                "url": each.absolute_url(),
                "person": person_title(person_of(each)),
            }
            for each in visible_children(self.context, "HealthRecord")
        ]

    def add_url(self) -> str:
        """Return the address of the form that adds one; who has the tab may."""
        return f"{self.context.absolute_url()}/++add++HealthRecord"


class HealthView(BrowserView):
    """`view` of a health record."""

    tab = TAB

    def number(self) -> str:
        """Return its number in the case."""
        return str(self.context.getId().upper())

    def person(self) -> str:
        """Return whose health it is."""
        return person_title(person_of(self.context))

    def tab_url(self) -> str:
        """Return the tab."""
        return f"{case_of(self.context).absolute_url()}/{TAB}"

    def edit_url(self) -> str:
        """Return the address of the form, '' for who may not edit, or not this person's."""
        may = api.user.has_permission(EDIT, obj=self.context) and not self.hidden
        return f"{self.context.absolute_url()}/edit" if may else ""

    @cached_property
    def hidden(self) -> bool:
        """Whether the data of the person is restricted."""
        return is_hidden(self.context)

    def facts(self) -> list[dict[str, Any]]:
        """Return what it says."""
        return [] if self.hidden else facts_told(self.context, IHealthRecord, ("about",))
