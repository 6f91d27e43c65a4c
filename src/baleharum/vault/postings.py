"""Which document has which words: readable with the key of the index, and with nothing else.

A ZCTextIndex keeps, beside its lexicon, the documents of each word and the words of each
document in their order. With hashed words alone both could be read from a copy without any key:
whoever knows the text of some documents lays it beside their hashes, and knows the words of all
others. So here

- a document stands with each word under another number: a permutation keyed for that word, which
  hides as well where in the document the word is (see `places`),
- the words of a document, in their order, are sealed.

Without the key no number can be followed from one word to another, or to a document. All keys are
derived from the generation of the index key (see `fingerprints`) by which a document is hashed.
"""

from baleharum.vault.fingerprints import derived_key
from baleharum.vault.fingerprints import generation_of
from baleharum.vault.fingerprints import newest
from baleharum.vault.interfaces import KeyGone
from baleharum.vault.lexicon import MARK
from baleharum.vault.moment import ciphers_of_this_moment
from baleharum.vault.places import Numbers
from baleharum.vault.places import PLACE_BITS
from baleharum.vault.places import Places
from baleharum.vault.sequences import SealedSequences
from BTrees.IIBTree import IISet
from BTrees.IIBTree import IITreeSet
from BTrees.OOBTree import OOBTree
from BTrees.OOBTree import OOTreeSet
from collections.abc import Iterable
from itertools import islice
from Products.ZCTextIndex import WidCode
from Products.ZCTextIndex.BaseIndex import BaseIndex
from Products.ZCTextIndex.interfaces import IIndex
from Products.ZCTextIndex.ZCTextIndex import index_types
from typing import Any
from zope.interface import implementer


NAME = "Baleharum sealed postings"

#: Documents of a word that are kept beside it; more get a tree of their own.
FEW = 10

#: Documents that are looked through for a phrase, before all numbers of its words are unsealed:
#: opening the words of one takes as long as unsealing a dozen.
LOOKED_THROUGH = 2000


@implementer(IIndex)
class SealedPostings(BaseIndex):
    """The inside of a ZCTextIndex. All words weigh the same: nothing here is sorted by rank."""

    def __init__(self, lexicon: Any) -> None:
        super().__init__(lexicon)
        self._docwords = SealedSequences()
        # generation -> ids of the documents that are hashed by it.
        self._documents = OOBTree()

    def generations(self) -> list[str]:
        """By which generations of the key documents are hashed."""
        return [generation for generation, docids in self._documents.items() if docids]

    def documents(self, generation: str) -> Iterable[int]:
        """The ids of the documents that are hashed by a generation."""
        return self._documents.get(generation, ())

    def index_doc(self, docid: int, text: Any) -> int:
        """Index a document, or what it is now."""
        if self.has_doc(docid) and self._docwords.generation(docid) != newest():
            self.unindex_doc(docid)
        count = super().index_doc(docid, text)
        self._documents.setdefault(newest(), IITreeSet()).insert(docid)
        return count

    def unindex_doc(self, docid: int) -> None:
        """Forget a document; without the key that it was hashed by its words are left behind."""
        generation = self._docwords.generation(docid)
        try:
            wids = self.get_words(docid)
        except KeyGone:
            wids = []
        for wid, places in _places(wids).items():
            self._del_wordinfo(wid, docid, places)
        del self._docwords[docid], self._docweight[docid]
        self.document_count.change(-1)
        self._documents[generation].remove(docid)

    def forget_word(self, wid: int) -> None:
        """Forget the documents of a word that nobody can ask for any more."""
        if wid in self._wordinfo:
            del self._wordinfo[wid]
            self.length.change(-1)

    def _get_frequencies(self, wids: list[int]) -> tuple[dict[int, tuple[int, ...]], int]:
        """Instead of how often each word is there, return where."""
        return _places(wids), len(wids)

    def _mass_add_wordinfo(self, places: dict[int, tuple[int, ...]], docid: int) -> None:
        for wid, found in places.items():
            self._add_wordinfo(wid, found, docid)

    def _reindex_doc(self, docid: int, text: Any) -> int:
        """Nothing is written for a word that stands where it stood."""
        before, after = self.get_words(docid), self._lexicon.sourceToWordIds(text)
        if before != after:
            old, new = _places(before).items(), _places(after).items()
            for wid, places in old - new:
                self._del_wordinfo(wid, docid, places)
            for wid, places in new - old:
                self._add_wordinfo(wid, places, docid)
            self._docweight[docid] = len(after)
            self._docwords[docid] = WidCode.encode(after)
        return len(after)

    def _add_wordinfo(self, wid: int, places: tuple[int, ...], docid: int) -> None:
        number, known = self._numbers(wid).number(docid, places), self._wordinfo.get(wid)
        if isinstance(known, OOTreeSet):
            known.insert(number)
            return
        if known is None:
            self.length.change(1)
        numbers = sorted({*(known or ()), number})
        self._wordinfo[wid] = tuple(numbers) if len(numbers) <= FEW else OOTreeSet(numbers)

    def _del_wordinfo(self, wid: int, docid: int, places: tuple[int, ...]) -> None:
        number, known = self._numbers(wid).number(docid, places), self._wordinfo[wid]
        if isinstance(known, OOTreeSet):
            known.remove(number)
        else:
            known = self._wordinfo[wid] = tuple(each for each in known if each != number)
        if not known:
            self.forget_word(wid)

    def _search_wids(self, wids: Iterable[int]) -> list[tuple[IISet, int]]:
        return [(_sorted(self._places(wid).docids()), 1) for wid in wids]

    def search_phrase(self, phrase: str) -> IISet:
        """Return the documents that have these words one behind the other."""
        wids = self._lexicon.termToWordIds(phrase)
        if not wids or not all(wid in self._wordinfo for wid in wids):
            return IISet()
        number, rarest = min((self._at_most(wid), wid) for wid in wids)
        if number <= LOOKED_THROUGH:
            return _sorted(self._having(self._places(rarest).docids(), wids))
        words = [self._places(wid) for wid in wids]
        marks, often = words[0].marks()
        for word in words[1:]:
            others, too_often = word.marks()
            there = set(others)
            marks = [after for mark in marks if (after := mark + 1) in there]
            often |= too_often
        found = {mark >> PLACE_BITS for mark in marks}
        left = often - found
        if left:
            left.intersection_update(*(word.docids() for word in words))
        return _sorted({*found, *self._having(left, wids)})

    def _at_most(self, wid: int) -> int:
        """Return how many documents have a word; one more than `LOOKED_THROUGH` says more."""
        return len(list(islice(self._wordinfo[wid], LOOKED_THROUGH + 1)))

    def _having(self, docids: Iterable[int], wids: list[int]) -> list[int]:
        """Return those documents in whose words these are found one behind the other."""
        code = WidCode.encode(wids).encode("latin-1")
        return self._docwords.having(docids, code)

    def _places(self, wid: int) -> Places:
        return self._numbers(wid).of(self._wordinfo[wid])

    def query_weight(self, terms: Any) -> int:
        """Say how much a query weighs at most: here nothing is weighed."""
        return 1

    def _numbers(self, wid: int) -> Numbers:
        generation = generation_of(self._lexicon.get_word(wid).removeprefix(MARK))
        known, this = ciphers_of_this_moment(), (wid, generation)
        if this not in known:
            known[this] = Numbers(derived_key(f"posting {wid}", generation))
        return known[this]


def _places(wids: Iterable[int]) -> dict[int, tuple[int, ...]]:
    """Return at which places of a text each word stands."""
    found: dict[int, list[int]] = {}
    for place, wid in enumerate(wids):
        found.setdefault(wid, []).append(place)
    return {wid: tuple(places) for wid, places in found.items()}


def _sorted(docids: Iterable[int]) -> IISet:
    """Return documents as the catalog wants them.

    Those that were filed one after the other have ids that follow each other, and a set of
    numbers gives such runs in their order: what is left to sort is little.
    """
    return IISet(sorted(set(docids)))


# Where ZCTextIndex and its setup look for what can be inside.
index_types.setdefault(NAME, SealedPostings)
