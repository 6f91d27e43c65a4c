"""Questions by words to the indexes of a site that are not sealed, among what the person may see.

Titles of what lies in a register are numbers, and stand in the same indexes as the pages of the
site. Asked as they come, these count and rank everything, and the catalog takes out afterwards
what may not be seen: the time tells how much of that there was, and so does the rank of a page.
"""

from collections.abc import Collection
from copy import copy
from Products.ZCatalog.query import IndexQuery
from Products.ZCTextIndex.BaseIndex import BaseIndex
from Products.ZCTextIndex.QueryParser import QueryParser
from typing import Any

import BTrees.IIBTree as sets


def found_among(index: Any, query: dict[str, Any], among: Collection[int]) -> Any:
    """Return what an index of words finds for a query of the catalog among some documents, with
    ranks that know of no others; None for all of them.

    among: a set of BTrees. Raises ParseError, as the index does.
    """
    asked = IndexQuery(query, index.id, index.query_options, index.operators, index.useOperator)
    words = " ".join(asked.keys or ())
    if not words:
        return None
    tree = QueryParser(index.getLexicon()).parseQuery(words)
    return tree.executeQuery(_phrasing(index.index, among))


def can_be_asked_so(index: Any) -> bool:
    """Tell whether the inside of an index of words is of a kind that `found_among` knows."""
    kind = type(index.index)
    return kind.__module__.startswith("Products.ZCTextIndex.") and issubclass(kind, BaseIndex)


def _phrasing(inside: Any, among: Collection[int]) -> Any:
    """Return the inside of an index among some documents, which for a phrase looks at those alone
    that have all its words: half of the number of a case is in the numbers of all."""

    def search_phrase(phrase: Any) -> Any:
        with_all = among
        for wid in inside._lexicon.termToWordIds(phrase):
            there = inside._wordinfo.get(wid, {})
            there = sets.IISet(there) if isinstance(there, dict) else there
            with_all = sets.intersection(with_all, there)
        return _inside(inside, with_all).search_phrase(phrase)

    asked = _inside(inside, among)
    asked.search_phrase = search_phrase
    return asked


def _inside(inside: Any, among: Collection[int]) -> Any:
    """Return the inside of an index as if there were no other documents."""
    same = copy(inside)
    same._wordinfo = _Among(inside._wordinfo, among)
    return same


class _Among:
    """What an index knows of a word (document -> how often it is there), of some documents alone."""

    def __init__(self, known: Any, among: Collection[int]) -> None:
        self._known, self._among = known, among
        self._met: dict[int, Any] = {}

    def __getitem__(self, wid: int) -> Any:
        if wid not in self._met:
            self._met[wid] = self._of(wid)
        return self._met[wid]

    def has_key(self, wid: int) -> bool:
        """Whether one of the documents has the word. ZCTextIndex asks by this name."""
        return bool(self[wid])

    def _of(self, wid: int) -> Any:
        there = self._known.get(wid, {})
        if isinstance(there, dict):
            return {docid: often for docid, often in there.items() if docid in self._among}
        return sets.weightedIntersection(self._among, there, 0, 1)[1]
