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
#: Indexes whose words are hashes, with what stands before the hash in their lexicons.
INDEXES = {WORDS: MARK, "document_sha256": "", "person_keys": ""}


def any_of(hashes: list[str]) -> str:
    """Return the query for what has one of the hashes."""
    return " OR ".join(hashes)


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
    lexicon = aq_base(Hashes().announced)
    if lexicon._p_jar is not None:
        # One that another thread has changed since still names the state of before, until it is read.
        lexicon._p_activate()
        lexicon._p_jar.readCurrent(lexicon)


class Hashes:
    """All hashes in the catalog of a site; by default of the current one."""

    def __init__(self, site: Any = None) -> None:
        self.catalog = (site or api.portal.get())["portal_catalog"]
        indexes = {name: self.catalog._catalog.getIndex(name) for name in INDEXES}
        self.parts = [HashedIndex(indexes[name], mark) for name, mark in INDEXES.items()]
        self.announced = indexes[WORDS].getLexicon()

    def announce(self) -> None:
        """Have every transaction refused that hashed something before there was the new key."""
        aq_base(self.announced)._p_changed = True

    @property
    def generations(self) -> set[str]:
        """By which generations something is hashed."""
        return {generation for part in self.parts for generation in part.generations()}

    @property
    def settled(self) -> bool:
        """Whether everything is hashed by the newest generation."""
        return self.generations <= {fingerprints.newest()}

    def left(self) -> int:
        """Return how often something is still hashed by an older generation."""
        return sum(1 for part in self.parts for _rid in part.stale())

    def stale(self, limit: int) -> list[int]:
        """Return record ids of content with a hash of an older generation, at most `limit`."""
        rids = (rid for part in self.parts for rid in part.stale())
        return list(dict.fromkeys(islice(rids, limit)))

    def renew(self, rids: Iterable[int]) -> None:
        """Hash content anew; what can't be opened any more is not found any more."""
        rids = list(rids)
        old = self.words(rids)
        for rid in rids:
            path = self.catalog._catalog.paths.get(rid)
            content = _at(self.catalog, path) if path else None
            try:
                if content is not None:
                    names = list(INDEXES)
                    self.catalog.catalog_object(content, path, idxs=names, update_metadata=0)
            except (Broken, KeyGone):
                pass
            for part in self.parts:
                part.take_out(rid)
        self.forget(old)

    def words(self, rids: Iterable[int]) -> list[set[int]]:
        """Return the ids of the words of content, for each index; see `forget`."""
        rids = list(rids)
        return [{wid for rid in rids for wid in part.words(rid)} for part in self.parts]

    def forget(self, words: list[set[int]]) -> None:
        """Take words out of the lexicons that nothing has any more."""
        for part, wids in zip(self.parts, words, strict=True):
            part.forget(wids)

    def forget_older(self, limit: int) -> int:
        """Take out words of older generations, when nothing is hashed by them; return how many."""
        return sum(part.forget_older(limit) for part in self.parts)


class HashedIndex:
    """One index whose words are hashes, and its lexicon. mark: what stands before a hash."""

    def __init__(self, index: Any, mark: str) -> None:
        self.index, self.postings, self.mark = index, index.index, mark
        self.lexicon = index.getLexicon()

    def generations(self) -> set[str]:
        """Return by which generations documents, or words in the lexicon, are hashed."""
        return {*self.postings.generations(), *_generations(self.lexicon._wids, self.mark)}

    def stale(self) -> Iterator[int]:
        """Yield the ids of what is hashed by an older generation."""
        for generation in self.postings.generations():
            if generation != fingerprints.newest():
                yield from self.postings.documents(generation)

    def words(self, rid: int) -> set[int]:
        """Return the ids of the words of something; none without the key that hashed it."""
        try:
            return set(self.postings.get_words(rid)) if self.postings.has_doc(rid) else set()
        except KeyGone:
            return set()

    def take_out(self, rid: int) -> None:
        """Unindex what is still hashed by an older generation, since it could not be hashed."""
        if rid in self.postings.documents(fingerprints.newest()):
            return
        self.index.unindex_object(rid)

    def forget(self, wids: Iterable[int]) -> int:
        """Take words out of the lexicon that nothing has any more; return how many."""
        return self._drop(wid for wid in wids if wid not in self.postings._wordinfo)

    def forget_older(self, limit: int) -> int:
        """Take out words of older generations with all that is left of them; return how many."""
        known = self.lexicon._wids
        wids = [known[word] for word in islice(_stale(known, self.mark), limit)]
        for wid in wids:
            self.postings.forget_word(wid)
        return self._drop(wids)

    def _drop(self, wids: Iterable[int]) -> int:
        lexicon = self.lexicon
        gone = [wid for wid in wids if wid in lexicon._words]
        for wid in gone:
            del lexicon._wids[lexicon._words[wid]]
            del lexicon._words[wid]
        lexicon.length.change(-len(gone))
        return len(gone)


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
