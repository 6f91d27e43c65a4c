"""Why something is not done with a litigation file."""

from baleharum.team.refusals import TeamRefused


class ExhibitRefused(TeamRefused):
    """Something that is not done with an exhibit; its message says the remedy."""
