"""The recommendation on a marriage dispensation, as a PDF for the court.

PERMA 5/2019, art. 15(d): the judge may ask a psychologist, a doctor or a social worker. The court gets
conclusion and recommendation alone; what was found in each domain stays in the case.
"""

from baleharum import _
from baleharum.assessments.policy import RECOMMENDING
from baleharum.cases.content import children_path
from baleharum.cases.layout import case_of
from baleharum.cases.layout import full_name
from baleharum.cases.moments import today
from baleharum.cases.people.seeing import is_restricted_to_me
from baleharum.guard.traces import uid
from baleharum.letters.letter import plain
from baleharum.letters.letterhead import letterhead
from baleharum.letters.refusals import LetterRefused
from baleharum.letters.typeset import compiled
from baleharum.login.api import require_step_up
from baleharum.terms.days import day_text
from baleharum.terms.lists import term
from baleharum.trail.actions import EXPORT
from baleharum.trail.api import read
from pathlib import Path
from plone import api
from Products.Five.browser import BrowserView
from typing import Any


TEMPLATE = Path(__file__).with_name("recommendation.typ")
WORD = "recommendation"


def recommends(assessment: Any) -> bool:
    """Tell whether an assessment is a recommendation that may be handed to the court now."""
    endorsed = api.content.get_state(assessment) == "endorsed"
    said = bool((assessment.recommendations or "").strip())
    return assessment.kind in RECOMMENDING and endorsed and said


def recommendation_pdf(assessment: Any) -> bytes:
    """Return the recommendation as PDF/A, to be signed by hand. Raises LetterRefused."""
    head, day = letterhead(api.portal.get()), today()
    author = full_name(assessment.Creator())
    profession = assessment.author_profession
    known = term("professions", profession).id if profession else ""
    data = {
        "day": (day.year, day.month, day.day),
        "head": [plain(line) for line in head.lines],
        "address": plain(" · ".join(filter(None, (head.address, head.phone, head.email)))),
        "case": case_of(assessment).getId(),
        "people": plain(", ".join(_clients(assessment))),
        "assessed": day_text(assessment.assessed_on, "id"),
        "author": plain(", ".join(filter(None, (author, known)))),
        "writer": plain(author),
        "licence": plain(assessment.licence or ""),
        "conclusion": plain(assessment.conclusion or ""),
        "recommendations": plain(assessment.recommendations or ""),
    }
    return compiled(TEMPLATE, data, logo=head.logo)


def _clients(assessment: Any) -> list[str]:
    """Return the names of the clients whom the person may read."""
    found = api.portal.get_tool("portal_catalog")(
        path=children_path(case_of(assessment)), portal_type="CaseSubject"
    )
    people = (brain.getObject() for brain in found)
    return [p.name for p in people if p.part == "client" and not is_restricted_to_me(p)]


class RecommendationPdf(BrowserView):
    """`@@recommendation-pdf`: noted as an export, after a step-up."""

    def __call__(self) -> bytes:
        require_step_up(self.request)
        context = self.context
        try:
            if not recommends(context):
                raise LetterRefused(NOT_YET)
            data = recommendation_pdf(context)
        except LetterRefused as refused:
            for problem in refused.problems:
                api.portal.show_message(problem, request=self.request, type="error")
            self.request.response.redirect(context.absolute_url())
            return b""
        read(EXPORT, uid(case_of(context)), uid(context), WORD)
        response = self.request.response
        name = f"{context.title.replace('/', '-')}-{WORD}.pdf"
        response.setHeader("Content-Type", "application/pdf")
        response.setHeader("Content-Disposition", f'attachment; filename="{name}"')
        response.setHeader("Cache-Control", "private, no-store")
        response.setHeader("X-Content-Type-Options", "nosniff")
        return data


NOT_YET = _(
    "error_recommendation_early",
    default="The recommendation for the court is printed once this assessment for a marriage"
    " dispensation is endorsed, and says what it recommends.",
)
