"""A mandate among what is filed in a case, and its tab."""

from baleharum import _
from baleharum.cases.interfaces import ICaseTab
from baleharum.cases.kinds import CaseKind
from zope.interface import implementer


TAB = "mandates"

MANDATE = CaseKind(
    word="mandate",
    letter="j",
    label=_("kind_mandate", default="Ruling or guidance"),
    added=_("story_mandate_added", default="${who} added the ruling or guidance ${subject}"),
    decided=_("story_mandate", default="${who} – ruling or guidance ${subject}: ${step}"),
    tab=TAB,
    transitions="mandate-transitions",
    states="mandate-states",
    timed=True,
)


@implementer(ICaseTab)
class MandatesTab:
    """See ICaseTab."""

    label = _("tab_mandates", default="Rulings")
    permission = "View"
    place = 72


MANDATES_TAB = MandatesTab()
