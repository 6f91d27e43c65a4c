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
        rows = self.hashes.catalog.unrestrictedSearchResults(path=path)
        self.words = self.hashes.words(brain.getRID() for brain in rows)

    def forget(self) -> None:
        """Take hashes out of the lexicons that nothing has any more."""
        self.hashes.forget(self.words)
