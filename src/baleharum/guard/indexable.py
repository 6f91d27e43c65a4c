"""What the catalog takes of content: what it has itself, and each thing is looked for once.

The stock wrapper asks whatever is around a document first, up to the root of the server, each time
for some sixty names that a document has not, and for most of them twice: half of the time that it
takes to file something. And a script of that name which lay anywhere on the way would be run.
"""

from Acquisition import aq_base
from plone.dexterity.interfaces import IDexterityContent
from plone.indexer.interfaces import IIndexer
from plone.indexer.wrapper import IndexableObjectWrapper
from Products.ZCatalog.interfaces import IZCatalog
from typing import Any
from zope.component import adapter
from zope.component import getSiteManager
from zope.interface import providedBy


@adapter(IDexterityContent, IZCatalog)
class OwnAttributes(IndexableObjectWrapper):
    """Content as the catalog sees it while it is filed once."""

    def __init__(self, content: Any, catalog: Any) -> None:
        super().__init__(content, catalog)
        self._states = self._IndexableObjectWrapper__vars
        self._both, self._lacking = (content, catalog), set()
        self._kinds = tuple(providedBy(each) for each in self._both)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__") or name in self._lacking:
            raise AttributeError(name)
        indexer = getSiteManager().adapters.lookup(self._kinds, IIndexer, name)
        if indexer is not None:
            return indexer(*self._both)()
        if name in self._states:
            return self._states[name]
        content = self._getWrappedObject()
        try:
            getattr(aq_base(content), name)
        except AttributeError:
            self._lacking.add(name)
            raise
        # With what is around it: a method may ask for that.
        return getattr(content, name)
