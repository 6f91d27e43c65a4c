"""What the catalog has indexed is asked by queries alone: nobody leafs through an index.

The management screens of some indexes carry no permission of their own.
"""

from Acquisition import aq_base
from Products.PluginIndexes.interfaces import IPluggableIndex
from Products.ZCTextIndex.interfaces import IZCLexicon
from zExceptions import NotFound
from zope.component import adapter
from ZPublisher.interfaces import IPubAfterTraversal


CLOSED = (IPluggableIndex, IZCLexicon)


@adapter(IPubAfterTraversal)
def no_leafing(event):
    """Refuse, as if nothing were there, a request that leads into an index or its word list.

    Raises NotFound.
    """
    request = event.request
    steps = (request.get("PUBLISHED"), *(request.get("PARENTS") or ()))
    if any(closed.providedBy(aq_base(step)) for step in steps for closed in CLOSED):
        raise NotFound(request["URL"])
