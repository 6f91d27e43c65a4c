"""Litigation files, bundles and releases among what is filed in a case, and their tab."""

from baleharum import _
from baleharum.cases.interfaces import ICaseTab
from baleharum.cases.kinds import CaseKind
from baleharum.cases.waiting import Waiting
from zope.interface import implementer


FILE = CaseKind(
    word="litigation",
    letter="f",
    label=_("kind_litigation", default="Litigation file"),
    added=_("story_litigation_added", default="${who} began the litigation file ${subject}"),
    decided=_("story_litigation", default="${who} – litigation file ${subject}: ${step}"),
    tab="litigation",
    transitions="bundle-transitions",
    states="bundle-states",
    timed=True,
)
BUNDLE = CaseKind(
    word="bundle",
    letter="g",
    label=_("kind_bundle", default="Bundle"),
    added=_("story_bundle_added", default="${who} bound the bundle ${subject}"),
    tab="litigation",
)
RELEASE = CaseKind(
    word="opening",
    letter="e",
    label=_("kind_release", default="Release to advocates"),
    added=_("story_release_added", default="${who} asked for a document: ${subject}"),
    decided=_("story_release", default="${who} – release ${subject}: ${step}"),
    tab="litigation",
    transitions="release-transitions",
    states="release-states",
    timed=True,
)


@implementer(ICaseTab)
class LitigationTab:
    """See ICaseTab. Whoever reads litigation files: the list itself shows what each may see."""

    place = 75
    label = _("tab_litigation", default="Litigation")
    permission = "baleharum: Read litigation"


TAB = LitigationTab()

#: A supervisor, or another advocate, looks at what was handed in.
CHECKING = Waiting("checking", ("supervisor", "advocate"))
#: Who answers for the case lets a document be read.
ASKED = Waiting("requested", ("lead", "supervisor"))
