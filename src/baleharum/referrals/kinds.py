"""A referral letter among what is filed in a case, and its tab."""

from baleharum import _
from baleharum.cases.interfaces import ICaseTab
from baleharum.cases.kinds import CaseKind
from baleharum.cases.waiting import Waiting
from zope.interface import implementer


REFERRAL = CaseKind(
    word="referral",
    letter="l",
    label=_("kind_referral", default="Referral letter"),
    added=_("story_referral_added", default="${who} began the referral letter ${subject}"),
    decided=_("story_referral", default="${who} – referral letter ${subject}: ${step}"),
    tab="referrals",
    transitions="referral-transitions",
    states="referral-states",
    timed=True,
)


@implementer(ICaseTab)
class ReferralsTab:
    """See ICaseTab."""

    label = _("tab_referrals", default="Referrals")
    permission = "View"
    place = 70


TAB = ReferralsTab()

#: The head alone signs.
WAITING = Waiting("submitted", ("head",), _("asks_referral", default="Sign the referral letter"))
