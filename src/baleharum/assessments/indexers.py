"""What the catalog remembers of an assessment: the kind of document that it stands for."""

from baleharum.assessments.content import IAssessment
from plone.indexer import indexer


@indexer(IAssessment)
def document_kind(assessment):
    """Token of the list `document-kinds`; nothing where it does not count as such a paper."""
    rules = assessment.rules
    if rules is None or not rules.evidence:
        raise AttributeError("document_kind")
    return rules.document
