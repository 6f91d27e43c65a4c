"""What a transition of a person needs."""

from baleharum.cases.interfaces import IRequirement
from baleharum.cases.people.content import ICaseSubject
from baleharum.cases.requirements import comment_missing
from baleharum.terms.lists import term
from zope.component import adapter
from zope.interface import implementer


@implementer(IRequirement)
@adapter(ICaseSubject)
class SubjectRules:
    """The reason: whoever lifts a restriction has to know why it was asked for."""

    def __init__(self, context):
        self.context = context

    def missing(self, transition, details):
        """Return all rows; see IRequirement."""
        asked = term("subject-transitions", transition).extra["comment"] == "required"
        return comment_missing(details) if asked else []
