"""The copy of an assessment for the client whose case it is."""

from baleharum.assessments.content import IAssessment
from baleharum.assessments.content import Rating
from baleharum.assessments.policy import STOOD
from baleharum.cases.history import state_of
from baleharum.cases.interfaces import ICopy
from baleharum.terms.days import day_text
from baleharum.terms.lists import term
from baleharum.terms.lists import terms
from typing import Any
from zope.component import adapter
from zope.interface import implementer


#: Kinds that are about others: the family, another party.
OF_OTHERS = ("family", "other-party")


@implementer(ICopy)
@adapter(IAssessment)
class AssessmentCopy:
    """See ICopy. What was endorsed is handed out, with the versions before it."""

    person = ""

    def __init__(self, assessment: Any) -> None:
        self.assessment = assessment

    @property
    def kind(self) -> str:
        """The kind of document for which it stands."""
        return str(self.assessment.rules.document)

    @property
    def stands(self) -> bool:
        """Whether there is a copy; see ICopy."""
        return self.assessment.kind not in OF_OTHERS and state_of(self.assessment) in STOOD

    def rows(self) -> list[tuple[str, str]]:
        """Return what was found, with the profession of who found it."""
        one = self.assessment
        professions = {each.token: each.id for each in terms("professions")}
        found = [
            ("Tanggal asesmen", day_text(one.assessed_on, "id")),
            ("Versi", str(one.version)),
            ("Profesi penulis", professions.get(one.author_profession, "")),
            ("Risiko", term("risks", one.risk).id if one.risk else ""),
            *self._domains(),
            ("Kesimpulan", one.conclusion or ""),
            ("Rekomendasi", one.recommendations or ""),
        ]
        return [(title, text) for title, text in found if text]

    def _domains(self) -> list[tuple[str, str]]:
        rated = self.assessment.rated()
        found = [(each.id, rated.get(each.token)) for each in self.assessment.rules.domains]
        return [(title, _worded(rating)) for title, rating in found if rating is not None]


def _worded(rating: Rating) -> str:
    score = rating.score
    lines = ("" if score is None else term("assessment-scores", str(score)).id, rating.text)
    return "\n".join(line for line in lines if line)
