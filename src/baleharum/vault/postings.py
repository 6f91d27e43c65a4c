"""Which document has which words: readable with the key of the index, and with nothing else.

A ZCTextIndex keeps, beside its lexicon, the documents of each word and the words of each
document in their order. With hashed words alone both could be read from a copy without any key:
whoever knows the text of some documents lays it beside their hashes, and knows the words of all
others. So here

- a document stands with each word under another number: a permutation keyed for that word,
- the words of a document, in their order, are sealed.

Without the key no number can be followed from one word to another, or to a document. All keys are
derived from the generation of the index key (see `fingerprints`) by which a document is hashed.
"""

from baleharum.vault import sealing
from baleharum.vault.fingerprints import derived_key
from baleharum.vault.fingerprints import generation_of
from baleharum.vault.fingerprints import newest
from baleharum.vault.interfaces import KeyGone
from baleharum.vault.lexicon import MARK
from BTrees.IIBTree import IIBTree
from BTrees.IIBTree import IITreeSet
from BTrees.IOBTree import IOBTree
from BTrees.OOBTree import OOBTree
from BTrees.OOBTree import OOTreeSet
from collections.abc import Iterable
from collections.abc import Iterator
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import ECB
from persistent import Persistent
from Products.ZCTextIndex import WidCode
from Products.ZCTextIndex.BaseIndex import BaseIndex
from Products.ZCTextIndex.interfaces import IIndex
from Products.ZCTextIndex.SetOps import mass_weightedIntersection
from Products.ZCTextIndex.ZCTextIndex import index_types
from typing import Any
from zope.interface import implementer

import struct


NAME = "Baleharum sealed postings"

#: Documents of a word that are kept beside it; more get a tree of their own.
FEW = 10

BLOCK = struct.Struct(">i12x")


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
            super().unindex_doc(docid)
        except KeyGone:
            del self._docwords[docid], self._docweight[docid]
            self.document_count.change(-1)
        self._documents[generation].remove(docid)

    def forget_word(self, wid: int) -> None:
        """Forget the documents of a word that nobody can ask for any more."""
        if wid in self._wordinfo:
            del self._wordinfo[wid]
            self.length.change(-1)

    def _get_frequencies(self, wids: list[int]) -> tuple[dict[int, int], int]:
        return dict.fromkeys(wids, 1), len(wids)

    def _mass_add_wordinfo(self, wid2weight: dict[int, int], docid: int) -> None:
        for wid in wid2weight:
            self._add_wordinfo(wid, 1, docid)

    def _add_wordinfo(self, wid: int, weight: int, docid: int) -> None:
        number, known = self._numbers(wid).number(docid), self._wordinfo.get(wid)
        if isinstance(known, OOTreeSet):
            known.insert(number)
            return
        if known is None:
            self.length.change(1)
        numbers = sorted({*(known or ()), number})
        self._wordinfo[wid] = tuple(numbers) if len(numbers) <= FEW else OOTreeSet(numbers)

    def _del_wordinfo(self, wid: int, docid: int) -> None:
        number, known = self._numbers(wid).number(docid), self._wordinfo[wid]
        if isinstance(known, OOTreeSet):
            known.remove(number)
        else:
            known = self._wordinfo[wid] = tuple(each for each in known if each != number)
        if not known:
            self.forget_word(wid)

    def _search_wids(self, wids: Iterable[int]) -> list[tuple[IIBTree, int]]:
        found = []
        for wid in wids:
            docids = self._numbers(wid).docids(self._wordinfo[wid])
            found.append((IIBTree(dict.fromkeys(docids, 1)), 1))
        return found

    def search_phrase(self, phrase: str) -> IIBTree:
        """Return the documents that have these words one behind the other."""
        wids = self._lexicon.termToWordIds(phrase)
        if not all(wid in self._wordinfo for wid in wids):
            return IIBTree()
        hits = mass_weightedIntersection(self._search_wids(wids))
        code = WidCode.encode(wids).encode("latin-1")
        return IIBTree(dict.fromkeys(self._docwords.having(hits, code), 1))

    def query_weight(self, terms: Any) -> int:
        """Say how much a query weighs at most: here nothing is weighed."""
        return 1

    def _numbers(self, wid: int) -> "Numbers":
        generation = generation_of(self._lexicon.get_word(wid).removeprefix(MARK))
        return Numbers(derived_key(f"posting {wid}", generation))


class Numbers:
    """The numbers under which documents stand with one word: a permutation of single blocks."""

    def __init__(self, key: bytes) -> None:
        # No text is enciphered here: each block is another document, and there are no two alike.
        self._cipher = Cipher(AES(key), ECB())  # noqa: S305

    def number(self, docid: int) -> bytes:
        """The number of a document."""
        return self._cipher.encryptor().update(BLOCK.pack(docid))

    def docids(self, numbers: Iterable[bytes]) -> list[int]:
        """The documents of numbers."""
        plain = self._cipher.decryptor().update(b"".join(numbers))
        return [docid for (docid,) in BLOCK.iter_unpack(plain)]


class SealedSequences(Persistent):
    """The words of each document in their order, as BaseIndex writes them, sealed."""

    def __init__(self) -> None:
        self._sealed = IOBTree()

    def __contains__(self, docid: int) -> bool:
        return docid in self._sealed

    def __getitem__(self, docid: int) -> str:
        generation, sealed = self._sealed[docid]
        code = sealing.open_bytes(_sequence_key(generation), sealed, BLOCK.pack(docid))
        return code.decode("latin-1")

    def having(self, docids: Iterable[int], part: bytes) -> list[int]:
        """Return those documents whose words hold a part, which is looked for in each of them.

        Frequent words ask for ten thousands at once: this is `__getitem__` in one loop.
        """
        ciphers: dict[str, Any] = {}
        found = []
        for docid in docids:
            generation, sealed = self._sealed[docid]
            cipher = ciphers.get(generation)
            if cipher is None:
                cipher = ciphers[generation] = sealing.opener(_sequence_key(generation))
            if part in cipher(sealed, BLOCK.pack(docid)):
                found.append(docid)
        return found

    def __setitem__(self, docid: int, code: str) -> None:
        generation, plain = newest(), code.encode("latin-1")
        sealed = sealing.seal_bytes(_sequence_key(generation), plain, BLOCK.pack(docid))
        self._sealed[docid] = (generation, sealed)

    def __delitem__(self, docid: int) -> None:
        del self._sealed[docid]

    def __iter__(self) -> Iterator[int]:
        return iter(self._sealed)

    def __len__(self) -> int:
        return len(self._sealed)

    def generation(self, docid: int) -> str:
        """By which generation of the key a document is hashed."""
        return self._sealed[docid][0]


def _sequence_key(generation: str) -> bytes:
    return derived_key("sequence", generation)


# Where ZCTextIndex and its setup look for what can be inside.
index_types.setdefault(NAME, SealedPostings)
