"""What is due of litigation: the day of a hearing, the last day of a release."""

from baleharum.cases.dues import Due
from baleharum.cases.dues import end_of
from baleharum.cases.history import state_of
from baleharum.cases.interfaces import IDues
from baleharum.litigation.content import ILitigationFile
from baleharum.litigation.releases import IDocumentRelease
from zope.component import adapter
from zope.interface import implementer


@implementer(IDues)
@adapter(ILitigationFile)
class FileDues:
    """See IDues. Token of the list `deadlines`: hearing."""

    def __init__(self, context):
        self.context = context

    def dues(self):
        """Return the day of the hearing, until the file is closed."""
        day = self.context.hearing_on
        if day is None or state_of(self.context) == "closed":
            return []
        return [Due(end_of(day), "hearing")]


@implementer(IDues)
@adapter(IDocumentRelease)
class ReleaseDues:
    """See IDues. Token of the list `deadlines`: release-end."""

    def __init__(self, context):
        self.context = context

    def dues(self):
        """Return the last day on which a released document is read."""
        day = self.context.until
        if day is None or state_of(self.context) != "released":
            return []
        return [Due(end_of(day), "release-end")]
