"""Where the guard stands."""

from zope.interface import Interface


class IRealm(Interface):
    """At and below it things are there for the people assigned to them, and for nobody else."""
