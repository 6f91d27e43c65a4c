"""Consents and bases as what is filed in a case."""

from baleharum import _
from baleharum.cases.kinds import CaseKind
from baleharum.consents.spoken import TAB


CONSENT = CaseKind(
    word="consent",
    letter="c",
    label=_("kind_consent", default="Consent"),
    added=_("story_consent_added", default="${who} began the consent ${subject}"),
    decided=_("story_consent", default="${who} – consent ${subject}: ${step}"),
    tab=TAB,
    transitions="consent-transitions",
    states="consent-states",
    timed=True,
)
BASIS = CaseKind(
    word="basis",
    letter="b",
    label=_("kind_basis", default="Other lawful basis"),
    added=_("story_basis_added", default="${who} recorded the lawful basis ${subject}"),
    decided=_("story_basis", default="${who} – lawful basis ${subject}: ${step}"),
    tab=TAB,
    transitions="basis-transitions",
    states="basis-states",
)
