"""The page of a mandate, and the tab of a case that lists them."""

from baleharum import _
from baleharum.cases.dues import dues_of
from baleharum.cases.facts import filed_with
from baleharum.cases.facts import has_paper
from baleharum.cases.files.policy import LIVE_STATES
from baleharum.cases.history import state_of
from baleharum.cases.layout import case_of
from baleharum.cases.listed import visible_children
from baleharum.cases.moments import spoken_day
from baleharum.cases.people.seeing import is_restricted_to_me
from baleharum.cases.people.seeing import person_title
from baleharum.cases.people.seeing import RESTRICTED
from baleharum.cases.spoken import facts_told
from baleharum.cases.steps import state_label
from baleharum.cases.steps import steps
from baleharum.mandates.content import IMandate
from baleharum.mandates.content import Mandate
from baleharum.mandates.kinds import TAB
from baleharum.mandates.policy import report_days
from baleharum.mandates.schema import IMandateFields
from baleharum.partners.choices import partner_brain
from baleharum.team.api import utcnow
from baleharum.terms.lists import label
from baleharum.vault.values import SealedValue
from functools import cached_property
from plone import api
from Products.Five import BrowserView
from typing import Any


ADD = "baleharum: Add plan"
EDIT = "Modify portal content"
#: Fields in which something is told of somebody.
TOLD = tuple(
    name
    for name in IMandate.names(all=True)
    if isinstance(vars(Mandate).get(name), SealedValue) and name != "kind"
)
#: What the page says in its own way.
BESIDES = ("kind", "about", "office", "demanded", "report_on", "report_months")


def person_of(context: Any) -> Any:
    """Return the person whom it is about, None while none is chosen."""
    return filed_with(case_of(context), context.about, "CaseSubject")


def is_hidden(context: Any) -> bool:
    """Tell whether what is told of the person is not for who asks (art. 41 of Law 27/2022)."""
    return is_restricted_to_me(person_of(context))


def row_of(context: Any) -> dict[str, Any]:
    """Return a mandate as the tab of its case lists it."""
    return {
        "id": context.getId().upper(),
        "url": context.absolute_url(),
        "kind": label("mandate-kinds", context.kind) if context.kind else "",
        "person": person_title(person_of(context)),
        "state": state_label(context),
        "token": state_of(context),
        "waiting": [
            {
                "label": label("deadlines", due.what),
                "until": spoken_day(due.at.date()),
                "late": due.at < utcnow(),
                "style": "alert-danger" if due.at < utcnow() else "alert-info",
            }
            for due in dues_of(context)
        ],
    }


class Mandates(BrowserView):
    """`@@mandates`: the rulings and guidance of a case."""

    tab = TAB

    @cached_property
    def rows(self) -> list[dict[str, Any]]:
        """The rows, the newest first."""
        return [row_of(each) for each in visible_children(self.context, "Mandate")]

    @cached_property
    def add_url(self) -> str:
        """The address of the form that adds one, '' for who may not."""
        if not api.user.has_permission(ADD, obj=self.context):
            return ""
        return f"{self.context.absolute_url()}/++add++Mandate"


class MandateView(BrowserView):
    """`view` of a mandate: what was laid down, what is demanded, when is reported."""

    tab = TAB

    @cached_property
    def row(self) -> dict[str, Any]:
        """What the tab says of it."""
        return row_of(self.context)

    def tab_url(self) -> str:
        """Return the tab."""
        return f"{case_of(self.context).absolute_url()}/{TAB}"

    def edit_url(self) -> str:
        """Return the address of the form, '' for who may not edit."""
        may = api.user.has_permission(EDIT, obj=self.context) and not self.hidden
        return f"{self.context.absolute_url()}/edit" if may else ""

    def steps(self) -> list:
        """Return the steps that the person may take."""
        return steps(self.context)

    @cached_property
    def hidden(self) -> bool:
        """Whether what is told of the person is not for who asks."""
        return is_hidden(self.context)

    def facts(self) -> list[dict[str, Any]]:
        """Return what it says."""
        found = facts_told(self.context, IMandateFields, BESIDES)
        if self.hidden:
            found = [
                each | {"texts": [RESTRICTED]} if each["name"] in TOLD else each for each in found
            ]
        office = partner_brain(self.context.office or "")
        if office is not None:
            title = IMandateFields["office"].title
            found.append({"name": "office", "title": title, "texts": [office.Title]})
        return found

    def demanded(self) -> list[dict[str, Any]]:
        """Return each document that is demanded, and whether it is filed."""
        if self.hidden:
            return []
        case = case_of(self.context)
        return [
            {
                "title": label("document-kinds", kind),
                "filed": has_paper(case, kind, LIVE_STATES, None),
                "said": FILED if has_paper(case, kind, LIVE_STATES, None) else NOT_FILED,
            }
            for kind in self.context.demanded or ()
        ]

    def reports(self) -> list[str]:
        """Return the days on which reports are due."""
        one = self.context
        return [
            spoken_day(day) for day in report_days(one.report_on, one.report_months, one.ends_on)
        ]


FILED = _("text_demanded_filed", default="filed in this case")
NOT_FILED = _("text_demanded_missing", default="not filed yet")
