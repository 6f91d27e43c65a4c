"""Who a box and its reports are there for: who is appointed to the box, and nobody else."""

from Acquisition import aq_parent
from baleharum.cases.admission import Admission
from baleharum.cases.admission import viewers
from baleharum.intake.content import IIntakeBox
from baleharum.intake.content import IIntakeReport
from baleharum.intake.interfaces import IBox
from baleharum.team import policy
from baleharum.team.roles import GroupRoles
from borg.localrole.interfaces import ILocalRoleProvider
from plone.indexer import indexer
from plone.uuid.interfaces import IUUID
from zope.component import adapter
from zope.interface import implementer


@implementer(ILocalRoleProvider)
@adapter(IBox)
class BoxRoles(GroupRoles):
    """The roles of the people appointed to a box; its reports inherit them."""

    def _table(self):
        """Return the roles of the appointments to this box."""
        uid = IUUID(self.context)
        return {policy.token(f, uid): roles for f, roles in policy.BOX_ROLES.items()}


@adapter(IIntakeReport)
class ReportAdmission(Admission):
    """A report: intake officers and supervisors of its box, whatever a workflow says; one whose
    processing is restricted, its supervisors alone."""

    @property
    def roles(self):
        """See Admission."""
        officers = () if self.context.restricted_at else ("Case Intake Officer",)
        return frozenset(("Case Supervisor", *officers))


@indexer(IIntakeReport)
def report_viewers(report):
    """Team groups that see a report."""
    officers = f"user:{policy.token('intake', IUUID(aq_parent(report)))}"
    return [each for each in viewers(report) if not (report.restricted_at and each == officers)]


@indexer(IIntakeBox)
def box_viewers(box):
    """Team groups that see a box."""
    return viewers(box)
