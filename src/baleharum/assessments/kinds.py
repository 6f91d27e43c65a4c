"""The kinds of assessment: what each asks, whose record it is, who writes and who endorses it."""

from baleharum import _
from baleharum.cases.files.policy import lowest_level
from baleharum.cases.kinds import CaseKind
from baleharum.cases.waiting import Waiting
from baleharum.team.policy import RECORD_PROFESSIONS
from baleharum.terms.lists import Term
from baleharum.terms.lists import term
from baleharum.terms.lists import terms
from dataclasses import dataclass


ASSESSMENT = CaseKind(
    word="assessment",
    letter="a",
    label=_("kind_assessment", default="Assessment"),
    added=_("story_assessment_added", default="${who} began the assessment ${subject}"),
    decided=_("story_assessment", default="${who} – assessment ${subject}: ${step}"),
    tab="assessments",
    transitions="assessment-transitions",
    states="assessment-states",
    timed=True,
)

KINDS = "assessment-kinds"


@dataclass(frozen=True)
class Kind:
    """One kind of assessment, see the list `assessment-kinds`.

    document: token of the list `document-kinds` that it stands for; author: profession that
    alone writes it, '' for any; endorsers: functions and professions of which one endorses it;
    evidence: whether it counts as a paper of that kind; risk: whether it states a risk.
    """

    token: str
    document: str
    author: str
    endorsers: tuple[str, ...]
    evidence: bool
    risk: bool

    @property
    def level(self) -> str:
        """How closed it is: as the document for which it stands."""
        return lowest_level(self.document)

    @property
    def profession(self) -> str:
        """Whose professional record it is."""
        of_kind = term("document-kinds", self.document).extra["profession"]
        return of_kind if of_kind in RECORD_PROFESSIONS else "social"

    @property
    def domains(self) -> tuple[Term, ...]:
        """What it asks, in order; `extra['mandatory']` where it has to be answered."""
        return tuple(t for t in terms("assessment-domains") if t.extra["kind"] == self.token)

    @property
    def mandatory(self) -> tuple[str, ...]:
        """Tokens of the domains without which it is not submitted."""
        return tuple(t.token for t in self.domains if t.extra["mandatory"])


def kind(token: str) -> Kind:
    """Return a kind. Raises UnknownTerm."""
    extra = term(KINDS, token).extra
    return Kind(
        token=token,
        document=extra["document"],
        author=extra["author"],
        endorsers=tuple(extra["endorsers"].split()),
        evidence=bool(extra["evidence"]),
        risk=bool(extra["risk"]),
    )


def kinds() -> list[Kind]:
    """Return the kinds that are in use, in their order."""
    return [kind(known.token) for known in terms(KINDS) if not known.retired]


def is_kind(token: object) -> bool:
    """Tell whether this is the token of a kind."""
    return isinstance(token, str) and token in {known.token for known in terms(KINDS)}


class WaitingAssessments(Waiting):
    """A submitted assessment waits for those who endorse its kind."""

    def deciders(self, brain):
        """Return them; the catalog knows the kind by the document for which it stands."""
        found = [one for one in kinds() if one.evidence and one.document == brain.document_kind]
        return found[0].endorsers if found else ("supervisor",)


WAITING = WaitingAssessments()
