"""A stay among what is filed in a case, and its tab."""

from baleharum import _
from baleharum.cases.interfaces import ICaseTab
from baleharum.cases.kinds import CaseKind
from baleharum.cases.waiting import Waiting
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

#: The supervisor lets somebody in.
PROPOSALS = Waiting("proposed", ("supervisor",))
