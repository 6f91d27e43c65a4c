"""The forms of a repatriation: one for each group of its fields, at its time alone."""

from baleharum import _
from baleharum.cases.editing import FORM_ERRORS
from baleharum.cases.editing import name_buttons
from baleharum.cases.people.about import GroupForm
from baleharum.cases.people.about import GroupView
from baleharum.repatriations import schema
from baleharum.repatriations.content import is_open
from baleharum.repatriations.seeing import TOLD
from plone.dexterity.browser.add import DefaultAddForm
from plone.dexterity.browser.add import DefaultAddView
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile


PAGE = "../cases/form_page.pt"

#: page -> its heading, on the page of the repatriation and over the form.
TITLES = {
    "edit": _("fieldset_home_proposal", default="Who is brought home"),
    "@@checks": _("fieldset_home_checks", default="Origin, will, health and risk"),
    "@@destination": _("fieldset_home_destination", default="Destination"),
    "@@order": _("fieldset_home_order", default="Escort and journey"),
    "@@departure": _("fieldset_home_departure", default="Departure"),
    "@@handover": _("fieldset_home_handover", default="Handover"),
    "@@costs": _("fieldset_home_costs", default="Costs"),
}


class AddRepatriationForm(DefaultAddForm):
    """Proposes a repatriation; what is not known yet is written down as it comes."""

    portal_type = "Repatriation"
    schema = schema.IProposal
    enable_form_tabbing = False
    formErrorsMessage = FORM_ERRORS
    default_fieldset_label = TITLES["edit"]
    label = _("title_add_home", default="Propose a repatriation")
    success_message = _(
        "message_home_added", default="The proposal is kept. Its page says what has to be verified."
    )

    def updateActions(self):
        """Name the buttons as everywhere else."""
        super().updateActions()
        name_buttons(self.actions)


class AddRepatriationView(DefaultAddView):
    """`++add++Repatriation` of a case, in the frame of the case."""

    tab = "repatriations"
    form = AddRepatriationForm
    index = ViewPageTemplateFile(PAGE)


class JourneyForm(GroupForm):
    """Writes one group of fields."""

    told = TOLD

    schema = schema.IProposal
    label = default_fieldset_label = TITLES["edit"]


class JourneyView(GroupView):
    """`edit` of a repatriation, and the mixin of its other forms. group: see `policy.WINDOWS`."""

    tab = "repatriations"
    group = "text"
    form = JourneyForm
    index = ViewPageTemplateFile(PAGE)
    not_now = _(
        "message_home_not_now",
        default="This is not changed in the state in which the repatriation is now.",
    )

    def is_open(self):
        """See GroupView."""
        return is_open(self.context, self.group)


class ChecksForm(JourneyForm):
    """Writes origin, will, health and risk."""

    schema = schema.IChecks
    label = default_fieldset_label = TITLES["@@checks"]


class ChecksView(JourneyView):
    """`@@checks` of a repatriation."""

    group = "checks"
    form = ChecksForm


class DestinationForm(JourneyForm):
    """Writes where to, and who has answered from there."""

    schema = schema.IDestination
    label = default_fieldset_label = TITLES["@@destination"]


class DestinationView(JourneyView):
    """`@@destination` of a repatriation."""

    group = "destination"
    form = DestinationForm


class OrderForm(JourneyForm):
    """Writes what the assignment letter says."""

    schema = schema.IOrder
    label = default_fieldset_label = TITLES["@@order"]


class OrderView(JourneyView):
    """`@@order` of a repatriation."""

    group = "order"
    form = OrderForm


class DepartureForm(JourneyForm):
    """Writes the departure."""

    schema = schema.IDeparture
    label = default_fieldset_label = TITLES["@@departure"]


class DepartureView(JourneyView):
    """`@@departure` of a repatriation."""

    group = "departure"
    form = DepartureForm


class TakeoverForm(JourneyForm):
    """Writes who has taken the person over."""

    schema = schema.IHandover
    label = default_fieldset_label = TITLES["@@handover"]


class TakeoverView(JourneyView):
    """`@@handover` of a repatriation."""

    group = "handover"
    form = TakeoverForm


class CostsForm(JourneyForm):
    """Writes what it has cost."""

    schema = schema.ICosts
    label = default_fieldset_label = TITLES["@@costs"]


class CostsView(JourneyView):
    """`@@costs` of a repatriation."""

    group = "costs"
    form = CostsForm
