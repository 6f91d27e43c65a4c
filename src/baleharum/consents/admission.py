"""Who is let in to consents and bases besides those who read documents: the privacy officer."""

from baleharum.cases.admission import ChildAdmission
from baleharum.consents.interfaces import IGround
from zope.component import adapter


@adapter(IGround)
class ConsentAdmission(ChildAdmission):
    """Readers of the case's confidential records, and who answers for data protection."""

    roles = ChildAdmission.roles | {"Case Privacy Officer"}
