"""A health record among what is filed in a case, and its tab."""

from baleharum import _
from baleharum.cases.interfaces import ICaseTab
from baleharum.cases.kinds import CaseKind
from zope.interface import implementer


TAB = "health"
KEEP = "baleharum: Keep health records"

RECORD = CaseKind(
    word="health",
    letter="w",
    label=_("kind_health", default="Health record"),
    added=_("story_health_added", default="${who} added the health record ${subject}"),
    tab=TAB,
)


@implementer(ICaseTab)
class HealthTab:
    """See ICaseTab. Nobody but clinicians knows that there is one."""

    label = _("tab_health", default="Health")
    permission = KEEP
    place = 45


HEALTH_TAB = HealthTab()
