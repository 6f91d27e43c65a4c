"""A health record: insurance and health of one person of a case (Law 17/2023: a secret of health)."""

from baleharum import _
from baleharum.cases.bare import Bare
from baleharum.cases.interfaces import ICaseChild
from baleharum.cases.values import day_past
from baleharum.vault.objects import SealedObject
from baleharum.vault.objects import SealedValue
from plone.autoform import directives
from plone.dexterity.content import FTIAwareSpecification
from plone.dexterity.content import Item
from plone.supermodel import model
from z3c.form.browser.checkbox import CheckBoxFieldWidget
from zope import schema
from zope.interface import implementer
from zope.schema import getFieldNamesInOrder


class IHealthRecord(model.Schema, ICaseChild):
    """Insurance and health of one person. Its title is its number."""

    directives.widget(
        "about", prompt=True, promptMessage=_("label_not_chosen", default="– not chosen –")
    )
    about = schema.Choice(
        title=_("label_health_about", default="Whose health it is"),
        vocabulary="baleharum.PeopleOfTheCase",
    )
    insurance = schema.Choice(
        title=_("label_health_insurance", default="Health insurance"),
        vocabulary="baleharum.HealthInsurances",
        required=False,
    )
    insurance_number = schema.TextLine(
        title=_("label_health_insurance_number", default="Number of the insurance card"),
        required=False,
        max_length=40,
    )
    directives.widget("conditions", CheckBoxFieldWidget)
    conditions = schema.Tuple(
        title=_("label_health_conditions", default="What is known of the health"),
        description=_("help_health_conditions", default="Only what was diagnosed, not suspected."),
        value_type=schema.Choice(vocabulary="baleharum.HealthConditions"),
        required=False,
        missing_value=(),
        default=(),
    )
    treatment = schema.Choice(
        title=_("label_health_treatment", default="Treatment"),
        vocabulary="baleharum.TreatmentStates",
        required=False,
    )
    facility = schema.TextLine(
        title=_("label_health_facility", default="Treated at"), required=False, max_length=200
    )
    control_on = schema.Date(
        title=_("label_health_control_on", default="Next control on"), required=False
    )
    checked_on = schema.Date(
        title=_("label_health_checked_on", default="As of"), required=False, constraint=day_past
    )
    note = schema.Text(
        title=_("label_health_note", default="Course, medicines, what to look out for"),
        required=False,
        max_length=10000,
    )


@implementer(IHealthRecord)
class HealthRecord(Bare, SealedObject, Item):
    """A health record; all of it is sealed. Nobody of the team has it but its clinicians."""

    # The plain classes before Item hide what makes behaviors (locking) work.
    __providedBy__ = FTIAwareSpecification()

    level = "secret"
    profession = "medicine"
    #: See `team.roles.DocumentRoles`: neither function nor level opens it to anybody else.
    clinical = True


for _name in getFieldNamesInOrder(IHealthRecord):
    _missing = () if _name == "conditions" else None
    setattr(HealthRecord, _name, SealedValue(_name, missing=_missing))
