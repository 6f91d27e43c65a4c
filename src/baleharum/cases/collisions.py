"""Decisions that rest on something which another request changes at the same moment.

The database refuses one of two transactions that write the same object, and Zope begins it again:
then it sees what the other one has done. It does not notice that one reads what another writes. So
whoever decides on the ground of something writes that as it is, and so does whoever changes it in a
way that its own fields do not show.
"""

from Acquisition import aq_base
from typing import Any


def claim(*contents: Any) -> None:
    """Write these objects as they are: of two transactions that claim one, one is begun again."""
    for content in map(aq_base, contents):
        # What is not loaded would take no notice.
        content._p_activate()
        content._p_changed = True
