"""Who may be let in at all, whatever a workflow says: a second lock behind the permissions.

An administrator can take the workflow of a type away in the control panel; its permissions then
come from the site. What is filed still opens for people of the team alone.
"""

from baleharum.cases.content import ICase
from baleharum.cases.content import ICaseRegister
from baleharum.cases.interfaces import ICaseChild
from baleharum.cases.people.content import ICaseSubject
from baleharum.guard.interfaces import IAdmission
from baleharum.team.policy import is_token
from baleharum.team.policy import TEAM_ROLES
from plone.indexer import indexer
from Products.CMFPlone.CatalogTool import allowedRolesAndUsers
from zope.component import adapter
from zope.interface import implementer


@implementer(IAdmission)
class Admission:
    """Lets in whoever holds one of the roles."""

    roles: frozenset[str] = frozenset()

    def __init__(self, context):
        self.context = context

    def admits(self, user):
        """Tell whether a user may be let in."""
        return not self.roles.isdisjoint(user.getRolesInContext(self.context))


@adapter(ICase)
class CaseAdmission(Admission):
    """A case: its team, and those whose appointment reaches cases."""

    roles = frozenset(role for role in TEAM_ROLES - {"Case Staff"} if role.startswith("Case "))


@adapter(ICaseChild)
class ChildAdmission(Admission):
    """A document or note: who reads documents of its level."""

    roles = frozenset(role for role in TEAM_ROLES if role.startswith("Document "))


@adapter(ICaseSubject)
class SubjectAdmission(Admission):
    """A person: also those who still read the record when its processing is restricted."""

    roles = ChildAdmission.roles | {"Case Lead", "Case Privacy Officer"}


def viewers(content) -> list[str]:
    """Return for the catalog the team groups that may view something, and nobody else.

    Where a workflow is missing the list is empty: what nobody should find is not found.
    """
    found = allowedRolesAndUsers(content)()
    return [name for name in found if is_token(name.removeprefix("user:"))]


@indexer(ICase)
def case_viewers(case):
    """Team groups that see a case."""
    return viewers(case)


@indexer(ICaseChild)
def child_viewers(child):
    """Team groups that see a document, person or note."""
    return viewers(child)


@indexer(ICaseRegister)
def register_viewers(register):
    """Team groups that see a register."""
    return viewers(register)
