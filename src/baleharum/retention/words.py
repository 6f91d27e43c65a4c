"""The words that only one case knew: the lexicon of hashed words must not remember them."""

from baleharum.cases.hashes import Hashes
from typing import Any


class Terms:
    """The words of the documents of a case, as their index knows them: look, remove, forget.

    The lexicon keeps a hash for ever, also when no document has the word any more: whoever has
    the keystore could ask it whether a rare name once stood in a case.
    """

    def __init__(self, case: Any) -> None:
        self.hashes = Hashes()
        path = "/".join(case.getPhysicalPath())
        index = self.hashes.words.index
        rows = self.hashes.catalog.unrestrictedSearchResults(path=path)
        rids = [brain.getRID() for brain in rows if index.has_doc(brain.getRID())]
        self.wids = {wid for rid in rids for wid in index.get_words(rid)}

    def forget(self) -> int:
        """Take words out of the lexicon that no document has any more; return how many."""
        return self.hashes.forget(self.wids)
