"""What the catalog knows by keyed hashes: found under each generation of the key, hashed anew.

While a new key is being brought in (slice `retention`), part of the catalog is still hashed by
an older one. Each hash tells its generation, so what is left to do needs no list of its own.
"""

from Acquisition import aq_base
from baleharum.guard.catalog import Sealed
from baleharum.vault import fingerprints
from baleharum.vault.interfaces import Broken
from baleharum.vault.interfaces import KeyGone
from baleharum.vault.lexicon import MARK
from collections.abc import Iterable
from collections.abc import Iterator
from heapq import merge
from itertools import islice
from plone import api
from typing import Any


WORDS = "document_words"
VALUES = ("document_sha256", "person_keys")


def with_words(words: str, sort_on: str, limit: int, **query: Any) -> tuple[list[Any], int]:
    """Return the brains of what has the words and fits a query, the last first, and how many.

    limit: brains that are enough. A document is hashed by one generation as a whole: what the
    generations find are different documents.
    """
    catalog = api.portal.get_tool("portal_catalog")
    query |= {
        WORDS: Sealed(query=words),
        "sort_on": sort_on,
        "sort_order": "descending",
        "sort_limit": limit,
    }
    found = []
    for generation in fingerprints.known():
        with fingerprints.asking(generation):
            found.append(catalog(**query))
    total = sum(each.actual_result_count for each in found)
    place = catalog._catalog.getIndex(sort_on).documentToKeyMap()
    pages = [list(each[:limit]) for each in found]

    def order_of(brain: Any) -> tuple[Any, int]:
        # As the catalog sorts: of two with the same value the one with the greater id is first.
        return place.get(brain.getRID(), 0), brain.getRID()

    return list(islice(merge(*pages, key=order_of, reverse=True), limit)), total


def hashing() -> None:
    """Note that something is hashed: the transaction is begun again if the key is renewed
    before it ends, so that nothing is stored that only the older key knows."""
    lexicon = aq_base(Hashes().lexicon)
    if lexicon._p_jar is not None:
        lexicon._p_jar.readCurrent(lexicon)


class Hashes:
    """All hashes in the catalog of a site; by default of the current one."""

    def __init__(self, site: Any = None) -> None:
        self.catalog = (site or api.portal.get())["portal_catalog"]
        self.words = self.catalog._catalog.getIndex(WORDS)
        self.lexicon = self.words.getLexicon()

    def announce(self) -> None:
        """Have every transaction refused that hashed something before there was the new key."""
        aq_base(self.lexicon)._p_changed = True

    @property
    def settled(self) -> bool:
        """Whether everything is hashed by the newest generation."""
        return all(next(_stale(tree, mark), None) is None for tree, mark in self._trees())

    @property
    def generations(self) -> set[str]:
        """By which generations something is hashed."""
        return {found for tree, mark in self._trees() for found in _generations(tree, mark)}

    def left(self) -> int:
        """Return how many values are still hashed by an older generation, words apart."""
        return sum(1 for name in VALUES for _value in _stale(self._values(name), ""))

    def stale(self, limit: int) -> list[int]:
        """Return record ids of content with a hash of an older generation, at most `limit`."""
        found: dict[int, None] = {}
        for rid in self._stale_records():
            found[rid] = None
            if len(found) == limit:
                break
        return list(found)

    def renew(self, rids: Iterable[int]) -> None:
        """Hash content anew; what can't be opened any more is not found any more."""
        old: set[int] = set()
        for rid in rids:
            old.update(self._words_of(rid))
            path = self.catalog._catalog.paths.get(rid)
            content = _at(self.catalog, path) if path else None
            try:
                if content is not None:
                    names = [WORDS, *VALUES]
                    self.catalog.catalog_object(content, path, idxs=names, update_metadata=0)
            except (Broken, KeyGone):
                pass
            self._take_out(rid)
        self.forget(old)

    def forget(self, wids: Iterable[int]) -> int:
        """Take words out of the lexicon that no document has any more; return how many."""
        known, lexicon = self.words.index._wordinfo, self.lexicon
        gone = [wid for wid in wids if wid not in known and wid in lexicon._words]
        for wid in gone:
            del lexicon._wids[lexicon._words[wid]]
            del lexicon._words[wid]
        lexicon.length.change(-len(gone))
        return len(gone)

    def forget_older(self, limit: int) -> int:
        """The same for words of older generations, at most `limit`."""
        wids = self.lexicon._wids
        return self.forget([wids[word] for word in islice(_stale(wids, MARK), limit)])

    def _take_out(self, rid: int) -> None:
        """Unindex what is still hashed by an older generation, since it could not be hashed."""
        words = [self.lexicon.get_word(wid) for wid in self._words_of(rid)]
        if not _all_new(word.removeprefix(MARK) for word in words):
            self.words.unindex_object(rid)
        for name in VALUES:
            index = self.catalog._catalog.getIndex(name)
            kept = index._unindex.get(rid, ())
            if not _all_new((kept,) if isinstance(kept, str) else kept):
                index.unindex_object(rid)

    def _words_of(self, rid: int) -> set[int]:
        index = self.words.index
        return set(index.get_words(rid)) if index.has_doc(rid) else set()

    def _values(self, name: str) -> Any:
        return self.catalog._catalog.getIndex(name)._index

    def _trees(self) -> Iterator[tuple[Any, str]]:
        """Yield each tree whose keys are hashes, and what stands before them."""
        yield self.lexicon._wids, MARK
        for name in VALUES:
            yield self._values(name), ""

    def _stale_records(self) -> Iterator[int]:
        for name in VALUES:
            tree = self._values(name)
            for value in _stale(tree, ""):
                found = tree[value]
                yield from (found,) if isinstance(found, int) else found
        for word in _stale(self.lexicon._wids, MARK):
            yield from self.words.index._wordinfo.get(self.lexicon._wids[word], ())


def _all_new(values: Iterable[str]) -> bool:
    newest = fingerprints.newest()
    return all(fingerprints.generation_of(value) == newest for value in values)


def _stale(tree: Any, mark: str) -> Iterator[str]:
    """Yield the hashes in a tree that are not of the newest generation.

    No hexadecimal digit is behind SIGN: those of a generation stand together.
    """
    newest = fingerprints.newest()
    own, sign = mark + fingerprints.mark_of(newest), fingerprints.SIGN
    if newest:
        yield from tree.keys(max=own, excludemax=True)
        yield from tree.keys(own + sign)
    else:
        yield from tree.keys(mark + sign)


def _generations(tree: Any, mark: str) -> Iterator[str]:
    """Yield each generation of the hashes in a tree once, looking at one hash of each."""
    at = mark
    while (key := next(iter(tree.keys(at)), None)) is not None:
        generation = fingerprints.generation_of(key.removeprefix(mark))
        yield generation
        at = mark + fingerprints.mark_of(generation) + fingerprints.SIGN


def _at(catalog: Any, path: str) -> Any:
    """Return the content at a path, None where there is none (and none by acquisition)."""
    found = catalog.unrestrictedTraverse(path, None)
    here = found is not None and "/".join(found.getPhysicalPath()) == path
    return found if here else None
