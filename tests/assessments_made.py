"""Assessments for tests: drafts with all that a submission needs, submitted and endorsed ones."""

from baleharum.assessments.content import Rating
from baleharum.assessments.kinds import kind as kind_of
from baleharum.assessments.making import add_assessment
from plone import api
from tests.centre import acting


LICENCE = "STR-0000-2026"

#: kind -> who writes it and who endorses it, in the team of the sample case.
PEOPLE = {
    "triage": ("worker1", "supervisor1"),
    "biopsychosocial": ("worker1", "supervisor1"),
    "psychological": ("psychologist1", "psychologist2"),
    "medical": ("doctor1", "supervisor1"),
    "family": ("worker1", "supervisor1"),
    "other-party": ("worker1", "supervisor1"),
    "dispensasi": ("worker1", "supervisor1"),
}


def full_ratings(kind, score=1, text="Temuan dicatat pada kunjungan pertama."):
    """Return a rating for every domain of a kind."""
    return [Rating(term.token, score, text) for term in kind_of(kind).domains]


def sample_assessment(case, kind="triage", author="", **fields):
    """Begin an assessment as its author, with all that a submission needs; returns the draft."""
    fields.setdefault("ratings", full_ratings(kind))
    fields.setdefault("conclusion", "Perlu pendampingan.")
    fields.setdefault("licence", LICENCE)
    if kind_of(kind).risk:
        fields.setdefault("risk", "sedang")
    with acting(author or PEOPLE[kind][0]):
        return add_assessment(case, kind, **fields)


def step(assessment, user_id, transition, comment=""):
    """Take a step of an assessment as somebody."""
    with acting(user_id):
        workflow = api.portal.get_tool("portal_workflow")
        workflow.doActionFor(assessment, transition, comment=comment)
    return assessment


def submitted_assessment(case, kind="triage", author="", **fields):
    """Begin and submit an assessment; returns it."""
    author = author or PEOPLE[kind][0]
    return step(sample_assessment(case, kind, author, **fields), author, "submit")


def endorsed_assessment(case, kind="triage", author="", by="", **fields):
    """Begin, submit and endorse an assessment; returns it."""
    made = submitted_assessment(case, kind, author, **fields)
    return step(made, by or PEOPLE[kind][1], "endorse")
