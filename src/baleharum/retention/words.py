"""The words that only one case knew: the lexicon of hashed words must not remember them."""

from plone import api
from typing import Any


INDEX = "document_words"


class Terms:
    """The words of the documents of a case, as their index knows them: look, remove, forget.

    The lexicon keeps a hash for ever, also when no document has the word any more: whoever has
    the keystore could ask it whether a rare name once stood in a case.
    """

    def __init__(self, case: Any) -> None:
        catalog = api.portal.get_tool("portal_catalog")
        self.index = catalog._catalog.getIndex(INDEX)
        path = "/".join(case.getPhysicalPath())
        known = self.index.index._docwords
        rows = catalog.unrestrictedSearchResults(path=path)
        rids = [brain.getRID() for brain in rows if brain.getRID() in known]
        self.wids = {wid for rid in rids for wid in self.index.index.get_words(rid)}

    def forget(self) -> int:
        """Take words out of the lexicon that no document has any more; return how many."""
        lexicon = self.index.getLexicon()
        gone = [w for w in self.wids if w not in self.index.index._wordinfo and w in lexicon._words]
        for wid in gone:
            del lexicon._wids[lexicon._words[wid]]
            del lexicon._words[wid]
        lexicon.length.change(-len(gone))
        return len(gone)
