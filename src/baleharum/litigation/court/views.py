"""The page of a procedure: where it stands, its clocks, its hearings, and what is known."""

from baleharum import _
from baleharum.cases.history import rows_of
from baleharum.cases.history import state_of
from baleharum.cases.layout import case_of
from baleharum.cases.moments import spoken_language
from baleharum.cases.steps import state_label
from baleharum.cases.steps import steps
from baleharum.litigation.acting import EDIT
from baleharum.litigation.choices import document_title
from baleharum.litigation.choices import found_with
from baleharum.litigation.court import hearings
from baleharum.litigation.court.choices import PROOFS
from baleharum.litigation.court.forms import TITLES
from baleharum.litigation.court.hearing_page import HearingFields
from baleharum.litigation.court.hearing_page import sent
from baleharum.litigation.court.schema import GROUPS
from baleharum.litigation.court.shown import clock_rows
from baleharum.litigation.court.shown import hearing_row
from baleharum.litigation.court.shown import way
from baleharum.litigation.court.stages import CHILD
from baleharum.litigation.court.stages import fails_here
from baleharum.team.api import utcnow
from baleharum.terms.days import day_text
from baleharum.terms.lists import label
from plone import api
from Products.Five import BrowserView
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from zope.schema import getFieldsInOrder


#: field -> code list of its token.
CODED = {
    "role": "court-roles",
    "offence": "court-offences",
    "regime": "law-regimes",
    "verdict": "verdicts",
    "restitution": "restitutions",
}
YES = _("label_yes", default="Yes")


class DiversionLeads(BrowserView):
    """Guard of the steps into a diversion, for a child of whom an offence is alleged, and on from one
    that has failed: one of them is offered."""

    def __call__(self, transition: str) -> bool:
        """Tell whether this step is offered here."""
        if transition == "divert":
            return self.context.role == CHILD
        return fails_here(transition, rows_of(self.context))


class ProceedingView(HearingFields):
    """`view` of a procedure; the form of a new hearing is posted to it."""

    template = ViewPageTemplateFile("proceeding.pt")
    actions = {"add": (EDIT, "add")}

    def after(self) -> str:
        """Return the list of hearings."""
        return f"{self.context.absolute_url()}#hearings"

    def add(self, form):
        """Write down a hearing."""
        hearings.add(self.context, **sent(form))
        return _("status_hearing_added", default="The hearing is on the calendar of the case.")

    def state(self) -> dict:
        """Return token and label of the state."""
        return {"token": state_of(self.context), "label": state_label(self.context)}

    def steps(self) -> list:
        """Return the steps that the person may take."""
        return steps(self.context)

    def tab_url(self) -> str:
        """Return the tab."""
        return f"{case_of(self.context).absolute_url()}/litigation"

    def title(self) -> dict:
        """Return number and matter."""
        return {"name": self.context.getId().upper(), "matter": self.context.matter}

    def ended_why(self):
        """Return why it was discontinued, '' where it was not."""
        code = self.context.ended_why
        return label("discontinuations", code) if code else ""

    def clocks(self) -> list[dict]:
        """Return the clocks of the law in words."""
        return clock_rows(self.context, utcnow())

    def hearings(self) -> list[dict]:
        """Return the hearings in words, the earliest first."""
        url = self.context.absolute_url()
        rows = [hearing_row(row, utcnow()) for row in self.context.rows]
        return [row | {"url": f"{url}/@@hearing?number={row['number']}"} for row in rows]

    def way(self) -> list[dict]:
        """Return the stages gone through."""
        return way(self.context)

    def past_diversions(self) -> list[dict]:
        """Return the diversions that have failed."""
        return [
            {
                "stage": label("litigation-states", stage),
                "began": day_text(began, spoken_language()),
                "failed": day_text(failed, spoken_language()),
                "minutes": self._document(minutes),
            }
            for stage, began, failed, minutes in self.context.past_diversions
        ]

    def groups(self) -> dict[str, list[dict]]:
        """Return the groups of fields: told, of which something is known, and open, of which there is
        nothing yet but a form. Each has title, facts, address of the form ('' for who may not)."""
        url = self.context.absolute_url()
        found: dict[str, list[dict]] = {"told": [], "open": []}
        for page, schema in GROUPS.items():
            rows = [self._fact(field) for _name, field in getFieldsInOrder(schema)]
            rows = [row for row in rows if row["text"]]
            shown = self.open() and (page != "@@diversion" or self.context.role == CHILD)
            if rows or shown:
                found["told" if rows else "open"].append(
                    {
                        "id": page.removeprefix("@@"),
                        "title": TITLES[page],
                        "facts": rows,
                        "url": f"{url}/{page}" if shown else "",
                    }
                )
        return found

    def _fact(self, field) -> dict:
        name = field.__name__
        value, fact = getattr(self.context, name), {"title": field.title, "text": "", "url": ""}
        # The hour stands beside its day.
        if value in (None, "", False) or name.endswith("_time"):
            return fact
        if name in PROOFS:
            return fact | self._document(value)
        return fact | {"text": self._text(name, value)}

    def _text(self, name: str, value):
        if name in CODED:
            return label(CODED[name], value)
        if name == "about":
            return self._person(value)
        if name.endswith("_on"):
            clock = getattr(self.context, name.replace("_on", "_time"), "")
            return ", ".join(filter(None, (day_text(value, spoken_language()), clock)))
        return YES if value is True else str(value)

    def _person(self, uid: str) -> str:
        person = found_with(uid, "CaseSubject", case_of(self.context))
        if person is None:
            return ""
        seen = api.user.has_permission("View", obj=person)
        return person.name if seen else person.getId().upper()

    def _document(self, uid: str) -> dict:
        document = found_with(uid, "CaseFile", case_of(self.context))
        if document is None:
            return {"text": "", "url": ""}
        if not api.user.has_permission("View", obj=document):
            return {"text": document.getId().upper(), "url": ""}
        text = document_title(document.getId(), document.kind)
        return {"text": text, "url": document.absolute_url()}
