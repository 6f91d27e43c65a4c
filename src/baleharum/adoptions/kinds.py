"""An adoption file among what is filed in a case, and its tab."""

from baleharum import _
from baleharum.cases.interfaces import ICaseTab
from baleharum.cases.kinds import CaseKind
from baleharum.cases.waiting import Waiting
from zope.interface import implementer


ADOPTION = CaseKind(
    word="adoption",
    letter="o",
    label=_("kind_adoption", default="Adoption"),
    added=_("story_adoption_added", default="${who} began the adoption file ${subject}"),
    decided=_("story_adoption", default="${who} – adoption ${subject}: ${step}"),
    tab="adoptions",
    transitions="adoption-transitions",
    states="adoption-states",
    timed=True,
)


@implementer(ICaseTab)
class AdoptionsTab:
    """See ICaseTab."""

    label = _("tab_adoptions", default="Adoption")
    permission = "View"
    place = 78


TAB = AdoptionsTab()

#: The head decides after each visit.
VISITED = Waiting(
    "first_visit second_visit",
    ("head",),
    _("asks_adoption", default="Decide on the adoption, also where a check is not passed"),
)
