"""What a team can be assigned to, and what its people may then read."""

from zope.interface import Attribute
from zope.interface import Interface
from zope.interface.interfaces import IObjectEvent


class IAssignable(Interface):
    """Something that keeps a book of assignments: a case, or a case register."""


class IAppointing(IAssignable):
    """A register: its assignments are standing appointments and reach every case in it.

    So is an intake box, whose assignments reach its reports, and a folder of programmes.
    """

    functions = Attribute("Functions that are given here, the most usual first")


class IAssignmentRule(Interface):
    """A subscription adapter of what has a team: what may not be assigned there just now."""

    def refusal(function):
        """Return a message that says the remedy, or None if this function may be given."""


class IMoreGroups(Interface):
    """A named utility: groups that follow from those of a team, at this moment.

    Slices above register their own: what was released to the advocates of a case.
    """

    def groups(site, groups, now):
        """Return more group ids `<word>:<UID>` for who is in these team groups of a site."""


class ICaseContent(Interface):
    """Something in a case that the team reads or writes by its level.

    Only this marker turns team groups into document roles; public content never does.
    """

    level = Attribute("Token of the list `levels`: restricted, confidential or secret")
    profession = Attribute("Token of the list `professions`: whose professional record it is")
    exclusive = Attribute("Whether that profession alone writes it; without it: no")
    clinical = Attribute("Whether the clinicians of the case alone have it; without it: no")


class ITeamChanged(IObjectEvent):
    """An assignment was made or ended. Nothing is reindexed because of it."""

    assignment = Attribute("The assignment, see `records.Assignment`")
    action = Attribute("'assigned' or 'revoked'")
