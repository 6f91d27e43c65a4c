"""Where the guard stands."""

from zope.interface import Interface


class IRealm(Interface):
    """At and below it things are there for the people assigned to them, and for nobody else."""


class ICaseRealm(IRealm):
    """A realm of cases: of its lists the record keeps which cases they have shown to whom."""


class IHeld(Interface):
    """A request that has come into a realm and that the guard has not let pass."""


class IAdmission(Interface):
    """An adapter of something in a realm: the second lock, behind the permission to view."""

    def admits(user):
        """Tell whether a user may be let in."""
