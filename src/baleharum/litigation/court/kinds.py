"""Court procedures among what is filed in a case."""

from baleharum import _
from baleharum.cases.kinds import CaseKind


PROCEEDING = CaseKind(
    word="court",
    letter="h",
    label=_("kind_court", default="Court procedure"),
    added=_("story_court_added", default="${who} began the court procedure ${subject}"),
    decided=_("story_court", default="${who} – court procedure ${subject}: ${step}"),
    tab="litigation",
    transitions="litigation-transitions",
    states="litigation-states",
    timed=True,
)
