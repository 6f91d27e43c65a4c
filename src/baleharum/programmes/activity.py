"""A training, a session, or an outreach visit: who came, by number, and what was found."""

from baleharum import _
from baleharum.cases.bare import Bare
from baleharum.cases.interfaces import ISteps
from baleharum.cases.staying import Plain
from baleharum.cases.staying import Sealed
from baleharum.cases.staying import Staying
from baleharum.programmes.attendance import entries
from baleharum.programmes.attendance import possible_attendance
from baleharum.terms.lists import term
from baleharum.vault.objects import SealedObject
from plone.dexterity.content import FTIAwareSpecification
from plone.dexterity.content import Item
from plone.supermodel import model
from zope import schema
from zope.interface import implementer


class IGroupActivity(model.Schema, ISteps):
    """An activity of a programme for a group, or an outreach visit."""

    kind = schema.Choice(
        title=_("label_activity_kind", default="Kind"), vocabulary="baleharum.ActivityKinds"
    )
    interest = schema.Choice(
        title=_("label_activity_interest", default="Interest"),
        vocabulary="baleharum.Interests",
        required=False,
    )
    topic = schema.TextLine(
        title=_("label_activity_topic", default="Topic"),
        description=_("help_activity_topic", default="No names of people."),
        max_length=200,
    )
    held_on = schema.Date(title=_("label_activity_day", default="Day"))
    place = schema.TextLine(title=_("label_activity_place", default="Place"), max_length=200)
    sub_district = schema.Choice(
        title=_("label_sub_district", default="Sub-district"),
        vocabulary="baleharum.SubDistricts",
        required=False,
    )
    team = schema.Text(
        title=_("label_activity_team", default="Team"),
        description=_("help_activity_team", default="Colleagues who are there, one a line."),
        required=False,
        max_length=1000,
    )
    attendance = schema.Text(
        title=_("label_activity_attendance", default="Who came"),
        description=_(
            "help_activity_attendance",
            default="One a line: the number of a case (BH-2026-00001), of a recipient"
            " (JSLU-2026-001/17), or the code of a receipt.",
        ),
        required=False,
        constraint=possible_attendance,
    )
    others = schema.Int(
        title=_("label_activity_others", default="How many others came"),
        required=False,
        min=0,
        max=100_000,
    )
    findings = schema.Text(
        title=_("label_activity_findings", default="What was found, and done"),
        required=False,
        max_length=20_000,
    )


@implementer(IGroupActivity)
class GroupActivity(Bare, Staying, SealedObject, Item):
    """An activity, written until it is noted that it took place.

    reports: UIDs of the reports that were made of its findings.
    """

    # The plain classes before Item hide what makes behaviors (locking) work.
    __providedBy__ = FTIAwareSpecification()

    #: Code lists of its steps and states, see `cases.steps`.
    step_lists = ("activity-transitions", "activity-states")
    open_states = ("planned",)
    instead = "What took place is not changed any more. Note another activity that corrects it."

    kind = Plain("kind", None)
    interest = Plain("interest", None)
    topic = Plain("topic", "")
    held_on = Plain("held_on", None)
    place = Sealed("place", "")
    sub_district = Plain("sub_district", None)
    team = Sealed("team")
    attendance = Sealed("attendance")
    others = Plain("others", None)
    findings = Sealed("findings")

    reports = ()
    #: How many came, kept readable for lists and figures.
    attended = 0

    @property
    def year(self) -> int:
        """The year of its day, from which its number follows."""
        return self.held_on.year

    @property
    def outreach(self) -> str:
        """Token of the list `outreach-kinds`, '' for what is no outreach."""
        return term("activity-kinds", self.kind).extra["outreach"]

    def _count(self) -> None:
        """Keep how many came."""
        self.attended = len(entries(self.attendance)) + (self.others or 0)

    def _note_report(self, uid: str) -> None:
        """Remember a report that was made of its findings."""
        self.reports = (*self.reports, uid)
