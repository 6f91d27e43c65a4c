"""The care plan of a case, and the record of one service."""

from baleharum import _
from baleharum.cases.bare import Bare
from baleharum.cases.interfaces import ICaseChild
from baleharum.cases.interfaces import ISteps
from baleharum.cases.moments import today
from baleharum.cases.notes.content import says_something
from baleharum.cases.staying import Plain
from baleharum.cases.staying import Sealed
from baleharum.cases.staying import Staying
from baleharum.cases.values import day_past
from baleharum.plans.columns import GOAL
from baleharum.plans.kept import KeptRows
from baleharum.plans.policy import Goal
from baleharum.plans.rows import Rows
from baleharum.vault.objects import SealedObject
from plone.autoform import directives
from plone.dexterity.content import FTIAwareSpecification
from plone.dexterity.content import Item
from plone.supermodel import model
from z3c.form.browser.checkbox import CheckBoxFieldWidget
from zope import schema
from zope.interface import implementer


def several(title, vocabulary, description=""):
    """Return a field of several terms of a vocabulary."""
    return schema.Tuple(
        title=title,
        description=description,
        value_type=schema.Choice(vocabulary=vocabulary),
        required=False,
        missing_value=(),
        default=(),
    )


class ICarePlan(model.Schema, ICaseChild, ISteps):
    """What is to be reached in a case, by whom and until when."""

    approach = schema.Choice(
        title=_("label_approach", default="Approach"),
        vocabulary="baleharum.CareApproaches",
        required=False,
    )
    rehabilitation = schema.Choice(
        title=_("label_rehabilitation", default="Level of social rehabilitation"),
        vocabulary="baleharum.RehabilitationLevels",
        required=False,
    )
    goals = Rows(
        GOAL,
        title=_("label_goals", default="Goals"),
        description=_(
            "help_goals", default="What will be different for the client, and how it is noticed."
        ),
        required=False,
    )
    directives.widget("services", CheckBoxFieldWidget)
    services = several(_("label_plan_services", default="Services"), "baleharum.Services")
    directives.widget("simfoni", CheckBoxFieldWidget)
    simfoni = several(
        _("label_plan_simfoni", default="Services as SIMFONI counts them"),
        "baleharum.SimfoniServices",
    )
    directives.widget("components", CheckBoxFieldWidget)
    components = several(
        _("label_plan_components", default="Components of ATENSI"), "baleharum.InterventionKinds"
    )
    directives.widget("agencies", CheckBoxFieldWidget)
    agencies = several(
        _("label_agencies", default="Agencies involved"),
        "baleharum.PartnersInUse",
        _("help_agencies", default="With two or more a case conference is held first."),
    )
    remarks = schema.Text(
        title=_("label_plan_remarks", default="What else has to be known"),
        required=False,
        max_length=5000,
    )


@implementer(ICarePlan)
class CarePlan(Bare, Staying, SealedObject, Item):
    """One version of the plan of a case. A case has one series of them, the newest counts.

    highest: the highest number that a goal of the series has had; due_days: (number, day) of the
    goals, beside what is sealed, so that rules and lists of what is due open nothing.
    """

    # The plain classes before Item hide what makes behaviors (locking) work.
    __providedBy__ = FTIAwareSpecification()

    open_states = ("draft",)
    instead = "This plan is not changed any more. File a new version of it."
    level = "confidential"
    profession = "social"
    series = ""
    version = 1
    highest = 0
    due_days = ()

    goals = KeptRows("goals", GOAL, due="due")
    remarks = Sealed("remarks")
    approach = Plain("approach")
    rehabilitation = Plain("rehabilitation")
    services = Plain("services", ())
    simfoni = Plain("simfoni", ())
    components = Plain("components", ())
    agencies = Plain("agencies", ())

    def goal_list(self) -> list[Goal]:
        """Return the goals."""
        return [Goal(*row) for row in self.goals]


class IServiceRecord(model.Schema, ICaseChild):
    """What was done for a client. It is added to, never changed: another one corrects it."""

    kind = schema.Choice(
        title=_("label_service_kind", default="What it was"),
        vocabulary="baleharum.ServiceKinds",
        default="layanan",
    )
    service = schema.Choice(
        title=_("label_service", default="Service"), vocabulary="baleharum.ServicesOfPlans"
    )
    goal = schema.Choice(
        title=_("label_record_goal", default="For which goal of the plan"),
        vocabulary="baleharum.GoalsOfCase",
        required=False,
    )
    decision = schema.Choice(
        title=_("label_record_decision", default="Carries out a decision of a conference"),
        vocabulary="baleharum.DecisionsOfCase",
        required=False,
    )
    text = schema.Text(
        title=_("label_record_text", default="What was done, and how it went"),
        max_length=20000,
        constraint=says_something,
    )
    happened_on = schema.Date(
        title=_("label_happened_on", default="When it happened"),
        defaultFactory=today,
        constraint=day_past,
    )
    minutes = schema.Int(
        title=_("label_service_minutes", default="How long, in minutes"), min=1, max=24 * 60
    )
    done_by = schema.Choice(
        title=_("label_done_by", default="By whom"),
        description=_("help_done_by", default="You, if nobody is chosen."),
        vocabulary="baleharum.PeopleOfCase",
        required=False,
    )
    partner = schema.Choice(
        title=_("label_record_partner", default="Together with a partner"),
        vocabulary="baleharum.PartnersInUse",
        required=False,
    )
    outcome = schema.Choice(
        title=_("label_outcome", default="Outcome"), vocabulary="baleharum.ServiceOutcomes"
    )
    corrects = schema.Choice(
        title=_("label_corrects", default="Corrects the record"),
        vocabulary="baleharum.RecordsOfCase",
        required=False,
    )


@implementer(IServiceRecord)
class ServiceRecord(Bare, Staying, SealedObject, Item):
    """A record of one service, written once.

    goal: number of a goal as a text; decision: like `k1.2`, the second decision of the conference
    K1; corrects: id of the record in whose place it stands; plan: UID of the plan in force then.
    """

    __providedBy__ = FTIAwareSpecification()

    instead = "A service record is not changed. File another one that corrects it."
    level = "confidential"
    profession = "social"
    plan = ""

    text = Sealed("text", missing="")
    kind = Plain("kind", "layanan")
    service = Plain("service")
    goal = Plain("goal")
    decision = Plain("decision")
    happened_on = Plain("happened_on")
    minutes = Plain("minutes")
    done_by = Plain("done_by")
    partner = Plain("partner")
    outcome = Plain("outcome")
    corrects = Plain("corrects")
