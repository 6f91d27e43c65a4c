"""A stay among what is filed in a case, and its tab."""

from baleharum import _
from baleharum.cases.interfaces import ICaseTab
from baleharum.cases.kinds import CaseKind
from baleharum.cases.waiting import Waiting
from baleharum.stays.policy import OPEN
from baleharum.stays.policy import WAITING
from typing import Any
from zope.interface import implementer


STAY = CaseKind(
    word="stay",
    letter="t",
    label=_("kind_stay", default="Stay in a shelter"),
    added=_("story_stay_added", default="${who} proposed the stay ${subject}"),
    decided=_("story_stay", default="${who} – stay ${subject}: ${step}"),
    tab="stays",
    transitions="stay-transitions",
    states="stay-states",
    timed=True,
)


@implementer(ICaseTab)
class StaysTab:
    """See ICaseTab."""

    label = _("tab_stays", default="Shelter")
    permission = "View"
    place = 76


TAB = StaysTab()

#: What is due of a stay of which an extension is asked: a token of the list `deadlines`.
ASKED = "stay-extension"


class StaysWaiting(Waiting):
    """A proposal waits for the supervisor, an extension that is asked for the head alone."""

    def deciders(self, brain: Any) -> tuple[str, ...]:
        """See IWaiting; what is asked stands among what is due."""
        if brain.review_state == WAITING:
            return ("supervisor",)
        asked = any(what == ASKED for _moment, what in brain.dues or ())
        return ("head",) if asked else ()


PROPOSALS = StaysWaiting(
    " ".join(OPEN), ("supervisor",), _("asks_stay", default="Decide on the extension of a stay")
)
