"""The forms that add a person to a case, after a look for the same one, and edit the record."""

from baleharum import _
from baleharum.asked import Asked
from baleharum.cases.editing import CarefulEditForm
from baleharum.cases.editing import FORM_ERRORS
from baleharum.cases.people.checks import warnings
from baleharum.cases.people.content import ICaseSubject
from baleharum.cases.people.matches import elsewhere_text
from baleharum.cases.people.matches import find_matches
from baleharum.cases.people.matches import Matches
from baleharum.cases.people.matches import matches_of
from plone import api
from plone.dexterity.browser.add import DefaultAddForm
from plone.dexterity.browser.add import DefaultAddView
from plone.dexterity.interfaces import IDexterityEditForm
from plone.z3cform.layout import FormWrapper
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from z3c.form import button
from zope.interface import implementer


SEARCHED = ("nik", "name", "birth_date", "birth_year")
FIELDSET = _("fieldset_person", default="Who it is")
LOOK_FIRST = _(
    "message_look_at_matches", default="Not saved yet: this person may be known already."
)


def tell(request, messages) -> None:
    """Show what looks odd; nothing has been refused."""
    for message in messages:
        api.portal.show_message(message, request=request, type="warning")


class AddPersonForm(DefaultAddForm):
    """Adds a person; with a possible match only after a second look."""

    portal_type = "CaseSubject"
    template = ViewPageTemplateFile("add.pt")
    enable_form_tabbing = False
    formErrorsMessage = FORM_ERRORS
    default_fieldset_label = FIELDSET
    label = _("title_add_person", default="Add a person")
    success_message = _("message_person_added", default="The person is added.")
    matches: Matches | None = None

    def elsewhere(self):
        """Return whom to ask about a match that may not be shown."""
        return elsewhere_text(self.container)

    @button.buttonAndHandler(_("button_save_form", default="Save"), name="save")
    def handleAdd(self, action):
        """Save, unless there is a match that nobody has looked at."""
        data = self._searched()
        if data is None:
            return
        if self.matches and Asked(self.request.form).get("matches_seen") != self.matches.seen:
            self.status = LOOK_FIRST
            return
        person = self.createAndAdd(data)
        self._finishedAdd = True
        api.portal.show_message(self.success_message, request=self.request)
        tell(self.request, warnings(self.container[person.getId()]))

    @button.buttonAndHandler(
        _("button_search_person", default="Search only: is the person known?"), name="search"
    )
    def handleSearch(self, action):
        """Say whether the person is known, and save nothing."""
        if self._searched() is not None and not self.matches:
            self.status = _("message_no_match", default="Nobody like this is known. You can save.")

    @button.buttonAndHandler(_("button_cancel", default="Cancel"), name="cancel")
    def handleCancel(self, action):
        """Back to the people of the case."""
        self.request.response.redirect(f"{self.container.absolute_url()}/people")

    def _searched(self):
        """Return the data of the form after the search, None if there are errors in it."""
        data, errors = self.extractData()
        if errors:
            self.status = self.formErrorsMessage
            return None
        self.matches = find_matches(self.container, **{name: data.get(name) for name in SEARCHED})
        return data


class AddPersonView(DefaultAddView):
    """`++add++CaseSubject` of a case, in the frame of the case."""

    tab = "people"
    form = AddPersonForm
    index = ViewPageTemplateFile("../form_page.pt")


class EditPersonForm(CarefulEditForm):
    """Edits the record of a person."""

    schema = ICaseSubject
    default_fieldset_label = FIELDSET
    label = _("title_edit_person", default="Edit the record of the person")

    def applyChanges(self, data):
        """Save, then say what looks odd and whether somebody like this is known elsewhere."""
        before = [getattr(self.context, name) for name in SEARCHED]
        changes = super().applyChanges(data)
        tell(self.request, warnings(self.context))
        if before != [getattr(self.context, name) for name in SEARCHED]:
            found = matches_of(self.context)
            if found.elsewhere:
                tell(self.request, [elsewhere_text(self.context.__parent__)])
        return changes


@implementer(IDexterityEditForm)
class EditPersonView(FormWrapper):
    """`edit` of a person, in the frame of the case."""

    tab = "people"
    form = EditPersonForm
    index = ViewPageTemplateFile("../form_page.pt")
