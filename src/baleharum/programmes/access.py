"""Who programmes are there for: who is appointed to their folder, and nobody else."""

from baleharum.cases.admission import Admission
from baleharum.cases.admission import viewers
from baleharum.programmes.activity import IGroupActivity
from baleharum.programmes.batch import IAssistanceBatch
from baleharum.programmes.content import IProgramme
from baleharum.programmes.content import IProgrammeFolder
from baleharum.programmes.interfaces import IProgrammes
from baleharum.team import policy
from baleharum.team.roles import GroupRoles
from borg.localrole.interfaces import ILocalRoleProvider
from plone.indexer import indexer
from plone.uuid.interfaces import IUUID
from zope.component import adapter
from zope.interface import implementer


@implementer(ILocalRoleProvider)
@adapter(IProgrammes)
class FolderRoles(GroupRoles):
    """The roles of the people appointed to a folder of programmes; all in it inherits them."""

    def _table(self):
        """Return the roles of the appointments to this folder."""
        uid = IUUID(self.context)
        return {policy.token(f, uid): roles for f, roles in policy.PROGRAMME_ROLES.items()}


@adapter(IProgramme)
class ProgrammeAdmission(Admission):
    """A programme: operators, head and privacy officer of its folder, whatever a workflow says."""

    roles = frozenset(("Case Operator", "Case Head", "Case Privacy Officer"))


@adapter(IAssistanceBatch)
class BatchAdmission(Admission):
    """A batch: operators and head, who work with its recipients."""

    roles = frozenset(("Case Operator", "Case Head"))


@indexer(IAssistanceBatch)
def batch_viewers(batch):
    """Team groups that see a batch."""
    return viewers(batch)


@adapter(IGroupActivity)
class ActivityAdmission(BatchAdmission):
    """An activity: operators and head, as batches."""


@indexer(IGroupActivity)
def activity_viewers(activity):
    """Team groups that see an activity."""
    return viewers(activity)


@indexer(IProgramme)
def programme_viewers(programme):
    """Team groups that see a programme."""
    return viewers(programme)


@indexer(IProgrammeFolder)
def folder_viewers(folder):
    """Team groups that see a folder of programmes."""
    return viewers(folder)
