"""The tab People, and the page of one person."""

from baleharum.cases.people import listing
from baleharum.cases.people.checks import warnings
from baleharum.cases.steps import state_label
from baleharum.cases.steps import steps
from baleharum.terms.lists import label
from plone import api
from plone.protect import CheckAuthenticator
from Products.Five.browser import BrowserView
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile


ADD_PERSON = "baleharum: Add person"


class People(BrowserView):
    """`@@people`: who plays which part in the case."""

    tab = "people"

    def rows(self):
        """Return what the list shows of every person."""
        return [self._row(person) for person in listing.people_of(self.context)]

    def _row(self, person):
        names = ("part", "sex", "safe_contact", "phone", "nik", "nik_state")
        row = {name: listing.field_text(person, name) for name in names}
        state = api.content.get_state(person)
        return row | {
            "id": person.getId().upper(),
            "name": person.name,
            "url": person.absolute_url(),
            "age": listing.age_text(person),
            "state": label("subject-states", state) if state != "active" else "",
        }

    def add_url(self):
        """Return the address of the form that adds a person, '' for who may not."""
        if not api.user.has_permission(ADD_PERSON, obj=self.context):
            return ""
        return f"{self.context.absolute_url()}/++add++CaseSubject"


class Person(BrowserView):
    """`view` of a person. A POST with the authenticator shows the masked numbers to editors."""

    tab = "people"
    template = ViewPageTemplateFile("person.pt")
    unmask = False

    def __call__(self):
        """Show the record."""
        if self.request.method == "POST":
            CheckAuthenticator(self.request)
            self.unmask = self.may_edit()
        return self.template()

    def may_edit(self):
        """Tell whether the current person may change the record."""
        return listing.may_edit(self.context)

    def has_masked(self):
        """Tell whether there is something behind a mask."""
        values = (getattr(self.context, name) for name in listing.MASKED)
        return not self.unmask and any(values)

    def people_url(self):
        """Return the address of the tab People."""
        return f"{self.context.__parent__.absolute_url()}/people"

    def part(self):
        """Return the label of the part in the case."""
        return label("parts", self.context.part)

    def age(self):
        """Return the age in words."""
        return listing.age_text(self.context)

    def sections(self):
        """Return the sections of the record."""
        return listing.sections(self.context, unmask=self.unmask)

    def warnings(self):
        """Return what looks odd about the numbers, for who may look it up and mend it."""
        return warnings(self.context) if self.may_edit() else []

    def state(self):
        """Return the label of the state."""
        return state_label(self.context)

    def steps(self):
        """Return what the person may change about the state."""
        return steps(self.context)
