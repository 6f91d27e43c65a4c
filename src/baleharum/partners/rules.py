"""What a step of a partner needs."""

from baleharum.cases.interfaces import IRequirement
from baleharum.cases.requirements import comment_missing
from baleharum.partners.content import IPartner
from baleharum.terms.lists import term
from zope.component import adapter
from zope.interface import implementer


@implementer(IRequirement)
@adapter(IPartner)
class PartnerRules:
    """A reason where the list of the steps says so."""

    def __init__(self, context):
        self.context = context

    def missing(self, transition, details):
        """Return all rows; see IRequirement."""
        if term("partner-transitions", transition).extra["comment"] != "required":
            return []
        return comment_missing(details)
