"""The case register and the case."""

from baleharum import _
from baleharum.cases.bare import Bare
from baleharum.cases.interfaces import ISteps
from baleharum.cases.kinds import kind_of
from baleharum.cases.moments import today
from baleharum.cases.numbering import case_number
from baleharum.cases.numbering import NumberedContainer
from baleharum.cases.ordered import OrderedTermsFieldWidget
from baleharum.cases.values import begins_a_number
from baleharum.cases.values import day_of_review
from baleharum.cases.values import day_received
from baleharum.guard.interfaces import ICaseRealm
from baleharum.guard.realm import Realm
from baleharum.team.interfaces import IAppointing
from baleharum.team.interfaces import IAssignable
from baleharum.team.policy import REGISTER_FUNCTIONS
from baleharum.vault.objects import SealedObject
from baleharum.vault.objects import SealedValue
from plone.autoform import directives
from plone.dexterity.content import Container
from plone.dexterity.content import FTIAwareSpecification
from plone.supermodel import model
from z3c.form.browser.checkbox import CheckBoxFieldWidget
from zope import schema
from zope.interface import implementer


class ICaseRegister(model.Schema, ICaseRealm, IAppointing):
    """All cases of one centre."""

    title = schema.TextLine(title=_("label_register_title", default="Name of the register"))
    prefix = schema.TextLine(
        title=_("label_register_prefix", default="Letters before the case number"),
        default="BH",
        max_length=8,
        constraint=begins_a_number,
    )


class ICase(model.Schema, IAssignable, ISteps):
    """One case of one or more people; its number is its only name."""

    directives.widget("categories", OrderedTermsFieldWidget)
    categories = schema.Tuple(
        title=_("label_categories", default="Categories (PPKS)"),
        description=_("help_categories", default="The first one counts in the monthly recap."),
        value_type=schema.Choice(vocabulary="baleharum.Categories"),
        min_length=1,
    )
    risk = schema.Choice(
        title=_("label_risk", default="Risk"),
        vocabulary="baleharum.Risks",
        default="sedang",
    )
    channel = schema.Choice(
        title=_("label_channel", default="How the report came in"),
        vocabulary="baleharum.IntakeChannels",
        default="langsung",
    )
    received_on = schema.Date(
        title=_("label_received_on", default="Received on"),
        defaultFactory=today,
        constraint=day_received,
    )
    lawful_basis = schema.Choice(
        title=_("label_lawful_basis", default="Lawful basis of processing"),
        description=_(
            "help_lawful_basis", default="Art. 20(2) of Law 27/2022. Needed before triage starts."
        ),
        vocabulary="baleharum.LawfulBases",
        required=False,
    )
    summary = schema.Text(
        title=_("label_summary", default="What happened, in short"),
        description=_("help_summary", default="Only what the next colleague needs to know."),
        required=False,
    )
    model.fieldset(
        "violence",
        label=_("fieldset_violence", default="Maltreatment and violence"),
        fields=["maltreatment", "harm", "kdrt", "harm_place"],
    )
    directives.widget("maltreatment", CheckBoxFieldWidget)
    maltreatment = schema.Tuple(
        title=_("label_maltreatment", default="Kinds of maltreatment"),
        value_type=schema.Choice(vocabulary="baleharum.MaltreatmentKinds"),
        required=False,
        missing_value=(),
        default=(),
    )
    directives.widget("harm", CheckBoxFieldWidget)
    harm = schema.Tuple(
        title=_("label_harm", default="Kinds of violence"),
        value_type=schema.Choice(vocabulary="baleharum.HarmKinds"),
        required=False,
        missing_value=(),
        default=(),
    )
    kdrt = schema.Bool(
        title=_("label_kdrt", default="Domestic violence (KDRT)"), default=False, required=False
    )
    harm_place = schema.Choice(
        title=_("label_harm_place", default="Place"),
        vocabulary="baleharum.HarmPlaces",
        required=False,
    )
    model.fieldset(
        "help",
        label=_("fieldset_help", default="Help and place"),
        fields=["services", "sub_district", "child_matter", "review_on"],
    )
    directives.widget("services", CheckBoxFieldWidget)
    services = schema.Tuple(
        title=_("label_services", default="Services asked for"),
        value_type=schema.Choice(vocabulary="baleharum.Services"),
        required=False,
        missing_value=(),
        default=(),
    )
    sub_district = schema.Choice(
        title=_("label_sub_district", default="Sub-district"),
        vocabulary="baleharum.SubDistricts",
        required=False,
    )
    child_matter = schema.Choice(
        title=_("label_child_matter", default="Child and the law, adoption, marriage"),
        description=_(
            "help_child_matter",
            default="For a child's case: how it counts in the sheet of children.",
        ),
        vocabulary="baleharum.ChildMatters",
        required=False,
    )
    review_on = schema.Date(
        title=_("label_review_on", default="Review on"), required=False, constraint=day_of_review
    )
    # Chosen with the step that proposes the termination, see `events`.
    directives.omitted("closing_reason")
    closing_reason = schema.Choice(
        title=_("label_closing_reason", default="Why the case comes to its end"),
        vocabulary="baleharum.ClosingReasons",
        required=False,
        readonly=True,
    )


@implementer(ICaseRegister)
class CaseRegister(SealedObject, NumberedContainer, Realm, Container):
    """All cases of a centre, in a BTree without an order of their own."""

    # The plain classes before Container hide what makes behaviors (locking) work.
    __providedBy__ = FTIAwareSpecification()
    _ordering = "unordered"
    functions = REGISTER_FUNCTIONS

    def name_for(self, content):
        """Return the next case number of the year in which the case is received; what a centre
        has beside its cases, as a house, says in `register_letter` how it is counted."""
        letter = getattr(content, "register_letter", "")
        if letter:
            name = f"{letter}{self.next_number(letter)}"
            return name, name.upper()
        received = getattr(content, "received_on", None) or today()
        number = case_number(
            self.prefix, received.year, self.next_number(f"{self.prefix}-{received.year}")
        )
        return number, number


def children_path(container) -> dict:
    """Return the catalog's path query for what is filed in a register or case itself."""
    return {"query": "/".join(container.getPhysicalPath()), "depth": 1}


def numbered(case, letter: str) -> list:
    """Return what is filed in a case under a letter, see ICaseKind, in the order of filing.

    Whoever asks, and from the tree, not from the catalog: rules ask in the middle of a transaction
    for what is stored at this moment.
    """
    ids = [name for name in case._tree.keys(letter, letter + "\x7f") if name[1:].isdecimal()]
    return [case._getOb(name) for name in sorted(ids, key=lambda name: int(name[1:]))]


@implementer(ICase)
class Case(Bare, SealedObject, NumberedContainer, Container):
    """A case: its documents, people and notes, named D1, P1, N1 after the case number."""

    __providedBy__ = FTIAwareSpecification()
    _ordering = "unordered"

    #: Code lists of its steps and states.
    step_lists = ("case-transitions", "case-states")

    summary = SealedValue("summary")

    def name_for(self, content):
        """Return for example ('d3', 'BH-2026-00001/D3')."""
        kind = kind_of(content.portal_type)
        letter = kind.letter if kind else "x"
        name = f"{letter}{self.next_number(letter)}"
        return name, f"{self.getId()}/{name.upper()}"

    def reindexObjectSecurity(self, skip_self=False):
        """Reindex the case alone.

        No document, person or note takes a role from the case's workflow state: their states
        map roles of their own, given by team groups whose ids never change. So a transition of
        a case has nothing to say to its 2,000 documents.
        """
        if not skip_self:
            self.reindexObject(idxs=self._cmf_security_indexes, update_metadata=0)
