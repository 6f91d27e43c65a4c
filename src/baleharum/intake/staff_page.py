"""Who is appointed to a box: as on a register, without leaves, which are for cases."""

from baleharum import _
from baleharum.cases.team import standing
from baleharum.cases.team.staff import Staff
from functools import cached_property
from zope.i18n import translate


#: What an appointment to a box lets see.
READS = {
    "intake": _("box_reads_intake", default="reads, answers and decides every report of the box"),
    "supervisor": _(
        "box_reads_supervisor", default="the same, and takes up again what was dismissed"
    ),
    "head": _("box_reads_head", default="appoints the others; reads no report"),
    "privacy": _("box_reads_privacy", default="sees who is appointed; reads no report"),
    "depositor": _(
        "box_reads_depositor",
        default="hands reports in from another system, and sees none of them, not even its own",
    ),
}


class BoxStaff(Staff):
    """`staff` of an intake box."""

    browser_title = _("heading_box_staff", default="Who is appointed to the intake box")

    actions = {
        "appoint": (standing.APPOINT, "appoint"),
        "end": (standing.APPOINT, "end"),
    }

    @cached_property
    def manages(self) -> bool:
        """Nobody stands in for somebody here: appoint a colleague for some days."""
        return False

    def reads(self, row) -> str:
        """Say what an appointment lets see."""
        return translate(READS[row.record.function], context=self.request)

    def person_url(self, record) -> str:
        """Return no address: what else a person can see is told on the register."""
        return ""
