"""An assessment: what was found about somebody of a case."""

from baleharum import _
from baleharum.assessments.kinds import is_kind
from baleharum.assessments.kinds import Kind
from baleharum.assessments.kinds import kind
from baleharum.cases.bare import Bare
from baleharum.cases.interfaces import ICaseChild
from baleharum.cases.interfaces import ISteps
from baleharum.cases.moments import today
from baleharum.cases.staying import Plain
from baleharum.cases.staying import Sealed
from baleharum.cases.staying import Staying
from baleharum.cases.values import day_past
from baleharum.vault.objects import SealedObject
from dataclasses import dataclass
from plone.dexterity.content import FTIAwareSpecification
from plone.dexterity.content import Item
from plone.supermodel import model
from zope import schema
from zope.interface import implementer


MAX_TEXT = 20000
MAX_LICENCE = 60


@dataclass(frozen=True)
class Rating:
    """What was found in one domain. score: 0 to 4 of the list `assessment-scores`, or None."""

    domain: str
    score: int | None = None
    text: str = ""

    @property
    def is_full(self) -> bool:
        """Whether it has a score and says why."""
        return self.score is not None and bool(self.text.strip())


class IAssessment(model.Schema, ICaseChild, ISteps):
    """An assessment; its domains are in `ratings`, in JSON in `domains`."""

    kind = schema.Choice(
        title=_("label_assessment_kind", default="Kind of assessment"),
        vocabulary="baleharum.AssessmentKinds",
    )
    assessed_on = schema.Date(
        title=_("label_assessed_on", default="Date of the assessment"),
        defaultFactory=today,
        constraint=day_past,
    )
    risk = schema.Choice(
        title=_("label_risk", default="Risk"), vocabulary="baleharum.Risks", required=False
    )
    conclusion = schema.Text(
        title=_("label_conclusion", default="Conclusion"), required=False, max_length=MAX_TEXT
    )
    recommendations = schema.Text(
        title=_("label_recommendations", default="Recommendations"),
        required=False,
        max_length=MAX_TEXT,
    )
    licence = schema.TextLine(
        title=_("label_licence", default="Licence number of the author (STR)"),
        required=False,
        max_length=MAX_LICENCE,
    )
    files = schema.Tuple(
        title=_("label_assessment_files", default="Documents that belong to it"),
        description=_(
            "help_assessment_files",
            default="Documents of this case; their version is kept when the assessment is submitted.",
        ),
        value_type=schema.ASCIILine(),
        required=False,
        missing_value=(),
        default=(),
    )


@implementer(IAssessment)
class Assessment(Bare, Staying, SealedObject, Item):
    """An assessment of one author; what is submitted is fixed, a correction is a new version.

    series: UID of the first version; version: from 1. author_profession and frozen_files (UID,
    version, sha256) are taken down when it is submitted.
    """

    # The plain classes before Item hide what makes behaviors (locking) work.
    __providedBy__ = FTIAwareSpecification()

    open_states = ("draft",)
    instead = (
        "An assessment that was submitted is not changed. Have it returned, or begin a new version."
    )

    kind = Plain("kind", "", once=True, default=False)
    series = Plain("series", "", once=True, default=False)
    version = Plain("version", 1, once=True, default=False)
    assessed_on = Plain("assessed_on", default=False)
    risk = Plain("risk", default=False)
    files = Plain("files", (), default=False)
    author_profession = Plain("author_profession", "", default=False)
    ratings = Sealed("ratings", missing=())
    conclusion = Sealed("conclusion", missing="")
    recommendations = Sealed("recommendations", missing="")
    licence = Sealed("licence", missing="")
    frozen_files = Sealed("frozen_files", missing=())

    @property
    def rules(self) -> Kind | None:
        """What its kind asks; None without a kind, as in a script that has not set it."""
        return kind(self.kind) if is_kind(self.kind) else None

    @property
    def level(self) -> str:
        """How closed it is; it follows its kind alone."""
        return self.rules.level if self.rules else "secret"

    @property
    def exclusive(self) -> bool:
        """Whether one profession alone writes it: what a psychologist found, a doctor…"""
        return bool(self.rules and self.rules.author)

    @property
    def profession(self) -> str:
        """Whose professional record it is; it follows its kind alone."""
        return self.rules.profession if self.rules else "social"

    def rated(self) -> dict[str, Rating]:
        """Return domain -> rating, of what was answered."""
        return {row[0]: Rating(*row) for row in self.ratings}
