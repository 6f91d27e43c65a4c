"""Who is appointed to a folder of programmes: as on a register, without leaves."""

from baleharum import _
from baleharum.cases.team import standing
from baleharum.cases.team.staff import Staff
from functools import cached_property
from zope.i18n import translate


#: What an appointment to a folder of programmes lets see.
READS = {
    "operator": _(
        "programmes_read_operator",
        default="takes in lists of recipients, notes what became of them, accounts for it",
    ),
    "head": _(
        "programmes_read_head",
        default="reads recipients, decrees batches or sends them back, appoints the others",
    ),
    "privacy": _("programmes_read_privacy", default="sees the programmes; reads no recipient"),
}


class FolderStaff(Staff):
    """`staff` of a folder of programmes."""

    browser_title = _("heading_programme_staff", default="Who is appointed to the programmes")

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
