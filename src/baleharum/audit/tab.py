"""The tab Access of a case."""

from baleharum import _
from baleharum.cases.interfaces import ICaseTab
from zope.interface import implementer


#: Title of the permission to read the record, in a case or a register.
READ_LOG = "baleharum: Read access log"


@implementer(ICaseTab)
class AccessTab:
    """See ICaseTab."""

    label = _("tab_access", default="Access")
    permission = READ_LOG
    place = 110
