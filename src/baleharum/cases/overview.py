"""The first page of a case: where it stands, what the next step needs, who is responsible."""

from baleharum.cases.content import children_path
from baleharum.cases.content import ICase
from baleharum.cases.layout import full_name
from baleharum.cases.moments import spoken_language
from baleharum.cases.notes.listing import latest_notes
from baleharum.cases.steps import state_label
from baleharum.cases.steps import steps
from baleharum.cases.steps import steps_of_others
from baleharum.cases.storyline import page
from baleharum.team.api import people
from baleharum.terms.days import day_text
from baleharum.terms.lists import label
from plone import api
from Products.Five.browser import BrowserView
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile


#: field -> code list of its token or tokens; fields of dates have none.
FACTS = {
    "categories": "categories",
    "risk": "risks",
    "channel": "intake-channels",
    "received_on": "",
    "lawful_basis": "lawful-bases",
    "maltreatment": "maltreatment-kinds",
    "harm": "harm-kinds",
    "harm_place": "harm-places",
    "services": "services",
    "sub_district": "sub-districts",
    "review_on": "",
    "child_matter": "child-matters",
    "closing_reason": "closing-reasons",
}

#: tab -> portal type of what it lists.
COUNTED = {"documents": "CaseFile", "people": "CaseSubject", "notes": "CaseNote"}

#: key of a button -> permission, page below the case.
BUTTONS = {
    "edit": ("Modify portal content", "edit"),
    "document": ("baleharum: Add document", "documents"),
    "person": ("baleharum: Add person", "++add++CaseSubject"),
    "note": ("baleharum: Add note", "notes#add-note"),
}


class Overview(BrowserView):
    """Where the case stands, what the next step needs, and who is responsible."""

    tab = "view"
    macros_of = {
        "notes": ViewPageTemplateFile("notes/notes.pt"),
        "timeline": ViewPageTemplateFile("timeline_view.pt"),
    }

    def rows_of(self, tab):
        """Return the macro that shows the rows of another tab."""
        return self.macros_of[tab].macros["rows"]

    def state(self):
        """Return the label of the state."""
        return state_label(self.context)

    def steps(self):
        """Return the steps that the person may take, and those onward that others take."""
        found = [*steps(self.context), *steps_of_others(self.context)]
        return sorted(found, key=lambda step: (not step.onward, not step.mine))

    def responsible(self):
        """Return the names of who leads the case and of who supervises it."""
        register = self.context.__parent__
        supervisors = {*people(self.context, ("supervisor",)), *people(register, ("supervisor",))}
        return {
            "leads": [full_name(user_id) for user_id in people(self.context, ("lead",))],
            "supervisors": sorted(full_name(user_id) for user_id in supervisors),
        }

    def facts(self):
        """Return the facts that are known: name of the field, title, list of texts."""
        rows = []
        for name, code_list in FACTS.items():
            texts = fact_texts(getattr(self.context, name), code_list)
            if texts:
                rows.append({"name": name, "title": ICase[name].title, "texts": texts})
        if self.context.kdrt:
            rows.append({"name": "kdrt", "title": ICase["kdrt"].title, "texts": ["✓"]})
        return rows

    def counts(self):
        """Return tab -> how many documents, people and notes the person may see."""
        path = children_path(self.context)
        catalog = api.portal.get_tool("portal_catalog")
        return {
            tab: len(catalog(path=path, portal_type=portal_type))
            for tab, portal_type in COUNTED.items()
        }

    def buttons(self):
        """Return key -> address of what the person may do besides changing the state."""
        return {
            key: f"{self.context.absolute_url()}/{page}"
            for key, (permission, page) in BUTTONS.items()
            if api.user.has_permission(permission, obj=self.context)
        }

    def notes(self):
        """Return the latest notes, see `notes.listing`."""
        return latest_notes(self.context, 3)

    def happened(self):
        """Return the latest entries of the timeline, see `storyline`."""
        return page(self.context, limit=5).rows


def fact_texts(value, code_list: str) -> list:
    """Return the labels of one token, several tokens or a day, [] for none."""
    if not value:
        return []
    if not code_list:
        return [day_text(value, spoken_language())]
    tokens = value if isinstance(value, tuple | list) else (value,)
    return [label(code_list, token) for token in tokens]
