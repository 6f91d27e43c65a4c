"""A case conference with its minutes, and a mediation."""

from baleharum import _
from baleharum.cases.bare import Bare
from baleharum.cases.interfaces import ICaseChild
from baleharum.cases.interfaces import ISteps
from baleharum.cases.staying import Plain
from baleharum.cases.staying import Sealed
from baleharum.cases.staying import Staying
from baleharum.cases.values import day_past
from baleharum.plans.columns import DECISION
from baleharum.plans.content import several
from baleharum.plans.kept import KeptRows
from baleharum.plans.policy import Decision
from baleharum.plans.rows import Rows
from baleharum.vault.objects import SealedObject
from plone.autoform import directives
from plone.dexterity.content import FTIAwareSpecification
from plone.dexterity.content import Item
from plone.supermodel import model
from z3c.form.browser.checkbox import CheckBoxFieldWidget
from z3c.form.browser.textlines import TextLinesFieldWidget
from zope import schema
from zope.interface import implementer


def lines(title, description, required=False):
    """Return a field of lines of text."""
    return schema.Tuple(
        title=title,
        description=description,
        value_type=schema.TextLine(max_length=200),
        required=required,
        missing_value=(),
        default=(),
        max_length=50,
    )


class ICaseConference(model.Schema, ICaseChild, ISteps):
    """Who met about a case, and what they decided."""

    held_on = schema.Date(title=_("label_held_on", default="Held on"), constraint=day_past)
    directives.widget("participants", CheckBoxFieldWidget)
    participants = several(
        _("label_participants", default="Participants of the centre"), "baleharum.PeopleOfCase"
    )
    directives.widget("guests", TextLinesFieldWidget, klass="form-control", rows=4)
    guests = lines(
        _("label_guests", default="Participants from elsewhere"),
        _("help_guests", default="One a line: the name, and the institution."),
    )
    discussion = schema.Text(
        title=_("label_discussion", default="What was discussed"),
        required=False,
        max_length=20000,
    )
    decisions = Rows(DECISION, title=_("label_decisions", default="Decisions"), required=False)


@implementer(ICaseConference)
class CaseConference(Bare, Staying, SealedObject, Item):
    """A case conference: minutes that are endorsed stay as they are."""

    # The plain classes before Item hide what makes behaviors (locking) work.
    __providedBy__ = FTIAwareSpecification()

    open_states = ("draft",)
    instead = "Minutes that are approved stay as they are. Hold another conference."
    level = "confidential"
    profession = "social"
    highest = 0
    due_days = ()

    held_on = Plain("held_on")
    participants = Sealed("participants", missing=())
    guests = Sealed("guests", missing=())
    discussion = Sealed("discussion")
    decisions = KeptRows("decisions", DECISION, due="due")

    def decision_list(self) -> list[Decision]:
        """Return the decisions."""
        return [Decision(*row) for row in self.decisions]


class IMediation(model.Schema, ICaseChild, ISteps):
    """Settling a dispute between parties. Never after violence, and never about a child."""

    held_on = schema.Date(title=_("label_mediation_on", default="Day of the mediation"))
    directives.widget("parties", TextLinesFieldWidget, klass="form-control", rows=4)
    parties = lines(
        _("label_parties", default="Parties"),
        _("help_parties", default="One a line, two at least."),
        required=True,
    )
    mediator = schema.TextLine(
        title=_("label_mediator", default="Mediator"), required=False, max_length=200
    )
    subject = schema.Text(
        title=_("label_mediation_subject", default="What it is about"),
        required=False,
        max_length=5000,
    )
    result = schema.Choice(
        title=_("label_result", default="Result"),
        vocabulary="baleharum.MediationResults",
        required=False,
    )
    agreement = schema.Text(
        title=_("label_agreement", default="What was agreed"), required=False, max_length=20000
    )


@implementer(IMediation)
class Mediation(Bare, Staying, SealedObject, Item):
    """A mediation; once concluded or stopped it stays as it is."""

    __providedBy__ = FTIAwareSpecification()

    open_states = ("draft",)
    instead = "This mediation has ended and stays as it is. File another one."
    level = "confidential"
    profession = "social"

    held_on = Plain("held_on")
    result = Plain("result")
    parties = Sealed("parties", missing=())
    mediator = Sealed("mediator")
    subject = Sealed("subject")
    agreement = Sealed("agreement")
