"""The forms of a stay: one for each group of its fields, at its time alone."""

from baleharum import _
from baleharum.cases.editing import FORM_ERRORS
from baleharum.cases.editing import name_buttons
from baleharum.cases.history import state_of
from baleharum.cases.people.about import GroupForm
from baleharum.cases.people.about import GroupView
from baleharum.stays import schema
from baleharum.stays.content import is_open
from baleharum.stays.fitting import room_problems
from baleharum.stays.messages import MISSING
from baleharum.stays.policy import INSIDE
from baleharum.stays.shown import TOLD
from plone.dexterity.browser.add import DefaultAddForm
from plone.dexterity.browser.add import DefaultAddView
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile


PAGE = "../cases/form_page.pt"

#: page -> its heading, on the page of the stay and over the form.
TITLES = {
    "edit": _("fieldset_stay_proposal", default="Who needs a place"),
    "@@room": _("fieldset_stay_room", default="The room"),
    "@@arrival": _("fieldset_stay_arrival", default="Arrival and house rules"),
    "@@belongings": _("fieldset_stay_belongings", default="Belongings"),
    "@@visits": _("fieldset_stay_visits", default="Visits in the family"),
    "@@extension": _("fieldset_stay_extension", default="Ask for an extension"),
    "@@exit": _("fieldset_stay_exit", default="Leave or transfer"),
    "@@absence": _("fieldset_stay_absence", default="Absence"),
}


class AddStayForm(DefaultAddForm):
    """Proposes a stay; what is not known yet is written down as it comes."""

    portal_type = "ShelterStay"
    schema = schema.IProposal
    enable_form_tabbing = False
    formErrorsMessage = FORM_ERRORS
    default_fieldset_label = TITLES["edit"]
    label = _("title_add_stay", default="Propose a stay")
    success_message = _(
        "message_stay_added",
        default="The proposal stands on the waiting list. Its page says what is needed to let the"
        " person in.",
    )

    def updateActions(self):
        """Name the buttons as everywhere else."""
        super().updateActions()
        name_buttons(self.actions)


class AddStayView(DefaultAddView):
    """`++add++ShelterStay` of a case, in the frame of the case."""

    tab = "stays"
    form = AddStayForm
    index = ViewPageTemplateFile(PAGE)


class PartForm(GroupForm):
    """Writes one group of fields."""

    told = TOLD

    schema = schema.IProposal
    label = default_fieldset_label = TITLES["edit"]

    def refused(self, data):
        """Return messages: why what was typed is not kept."""
        return []

    def extractData(self, setErrors=True):
        """Refuse what an event would refuse, with the form as it was typed."""
        data, errors = super().extractData(setErrors)
        found = [] if errors else self.refused(data)
        if found:
            self.formErrorsMessage = found[0]
        return data, (*errors, *found)


class PartView(GroupView):
    """`edit` of a stay, and the mixin of its other forms. group: see `policy.WINDOWS`."""

    tab = "stays"
    group = "text"
    form = PartForm
    index = ViewPageTemplateFile(PAGE)
    not_now = _(
        "message_stay_not_now",
        default="This is not changed in the state in which the stay is now.",
    )

    def is_open(self):
        """See GroupView."""
        return is_open(self.context, self.group)


class RoomForm(PartForm):
    """Chooses the room."""

    schema = schema.IRoomChoice
    label = default_fieldset_label = TITLES["@@room"]

    def refused(self, data):
        """Return why somebody who lives in the house does not move into this room."""
        same = data.get("room") == self.context.room
        if same or state_of(self.context) not in INSIDE:
            # While it is proposed anything may be chosen: the step says what bars it.
            return []
        if not data.get("room"):
            return [MISSING["room"]]
        return list(room_problems(self.context, data["room"], data.get("adapted") or ""))


class RoomView(PartView):
    """`@@room` of a stay."""

    group = "room"
    form = RoomForm


class ArrivalForm(PartForm):
    """Writes the arrival, and who has accepted the house rules."""

    schema = schema.IArrival
    label = default_fieldset_label = TITLES["@@arrival"]


class ArrivalView(PartView):
    """`@@arrival` of a stay."""

    group = "admission"
    form = ArrivalForm


class BelongingsForm(PartForm):
    """Writes what the person brings."""

    schema = schema.IBelongings
    label = default_fieldset_label = TITLES["@@belongings"]


class BelongingsView(PartView):
    """`@@belongings` of a stay."""

    group = "belongings"
    form = BelongingsForm


class VisitsForm(PartForm):
    """Writes the visits in the family."""

    schema = schema.IVisits
    label = default_fieldset_label = TITLES["@@visits"]


class VisitsView(PartView):
    """`@@visits` of a stay."""

    group = "visits"
    form = VisitsForm


class ExtensionForm(PartForm):
    """Asks for an extension."""

    schema = schema.IExtension
    label = default_fieldset_label = TITLES["@@extension"]


class ExtensionView(PartView):
    """`@@extension` of a stay."""

    group = "extension"
    form = ExtensionForm


class ExitForm(PartForm):
    """Writes how they leave, or where they are taken."""

    schema = schema.IExit
    label = default_fieldset_label = TITLES["@@exit"]


class ExitView(PartView):
    """`@@exit` of a stay."""

    group = "exit"
    form = ExitForm


class AbsenceForm(PartForm):
    """Writes that somebody is missing."""

    schema = schema.IAbsence
    label = default_fieldset_label = TITLES["@@absence"]


class AbsenceView(PartView):
    """`@@absence` of a stay."""

    group = "absence"
    form = AbsenceForm
