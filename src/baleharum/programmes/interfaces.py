"""What the slices above may ask of the programmes."""

from baleharum.guard.interfaces import IRealm
from baleharum.team.interfaces import IAppointing


class IProgrammes(IRealm, IAppointing):
    """A folder of programmes: what is in it is there for who is appointed to it, and nobody else."""
