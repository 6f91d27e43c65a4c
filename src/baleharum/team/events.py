"""What happens in a team, told to the slices above."""

from baleharum.team.interfaces import ITeamChanged
from baleharum.team.records import book
from baleharum.team.records import team_index
from baleharum.team.records import uid_of
from plone.api.exc import CannotGetPortalError
from zope.annotation.interfaces import IAnnotations
from zope.globalrequest import getRequest
from zope.interface import implementer
from zope.interface.interfaces import ObjectEvent


@implementer(ITeamChanged)
class TeamChanged(ObjectEvent):
    """An assignment of `object` was made ('assigned') or ended ('revoked')."""

    def __init__(self, object, assignment, action):
        super().__init__(object)
        self.assignment = assignment
        self.action = action


def forget_local_roles(content, event):
    """Take from who adds something the Owner role and every other stored role.

    A creator who leaves the team must not keep a way in; roles come from the team alone.
    """
    content.__ac_local_roles__ = {}


def forget_removed(context, event):
    """Take what is assigned in something that is removed out of the index.

    An appointment to a register that is gone must not count as one. When the whole site goes,
    its index goes with it.
    """
    try:
        index = team_index()
    except CannotGetPortalError:
        return
    for record in book(context).values():
        index.remove(uid_of(context), record)


#: Where borg.localrole remembers, for one request, who was let in.
REMEMBERED = "borg.localrole.workspace.checkLocalRolesAllowed:"


def forget_answers(context, event):
    """Let the rest of this request see the team as it is now."""
    remembered = IAnnotations(getRequest(), None)
    for key in [k for k in remembered or () if str(k).startswith(REMEMBERED)]:
        del remembered[key]
