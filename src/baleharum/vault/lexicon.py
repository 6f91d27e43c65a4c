"""The pipeline of a ZCTextIndex that knows words only by their keyed hashes.

Elements, in this order: "Baleharum words" (Word Splitter), "Baleharum Indonesian stems"
(Case Normalizer), "Baleharum keyed hash" (Stop Words). Words, "phrases", AND, OR and NOT work.

A lexicon of its own with the one element "Baleharum whole hashes" takes fingerprints as they are.

ZCTextIndex sends the words of a query through the pipeline twice: as `processGlob` when it
parses them, as `process_post_glob` when it looks them up. What is indexed (`process`) and what
people type (`processGlob`) is always hashed; only at the second pass a hash stays as it is.
What is indexed is hashed by the newest generation of the key, a query by the one that is asked
(`fingerprints.asking`).
"""

from baleharum.vault.fingerprints import asked
from baleharum.vault.fingerprints import DIGITS
from baleharum.vault.fingerprints import fingerprints
from baleharum.vault.fingerprints import LENGTH
from baleharum.vault.fingerprints import SIGN
from baleharum.vault.words import folded
from baleharum.vault.words import stemmed
from Products.ZCTextIndex.interfaces import ISplitter
from Products.ZCTextIndex.PipelineFactory import element_factory
from zope.interface import implementer

import re


#: A word that is hashed already: no splitter yields the mark.
MARK = "#"
HASHED = re.compile(f"{MARK}(?:{SIGN}[0-9a-f]{{{DIGITS}}})?[0-9a-f]{{{LENGTH}}}")


@implementer(ISplitter)
class FoldedWords:
    """Splits texts into words without case and accents. A `*` is no part of a word."""

    def process(self, texts):
        """The words of the texts."""
        return [word for text in texts for word in folded(text)]

    processGlob = process

    def process_post_glob(self, words):
        """The same, but a hash stays what it is."""
        return _unless_hashed(words, self.process)


class IndonesianStems:
    """Replaces Indonesian words by their stems."""

    def process(self, words):
        """The stems of the words."""
        return stemmed(words)

    processGlob = process

    def process_post_glob(self, words):
        """The same, but a hash stays what it is."""
        return _unless_hashed(words, self.process)


class KeyedHash:
    """Replaces words by their keyed hashes: the last element, nothing readable passes it."""

    def process(self, words):
        """The hashes of the words."""
        return _hashed(words, "word")

    def processGlob(self, words):
        """The hashes of words that are asked for."""
        return _hashed(words, "word", asked())

    def process_post_glob(self, words):
        """The same, but a hash stays what it is."""
        return _unless_hashed(words, self.processGlob)


@implementer(ISplitter)
class WholeHashes:
    """Splits a line of fingerprints: they are the words, and hashed already.

    Alone in the lexicon of an index whose values are compared as a whole.
    """

    def process(self, texts):
        """The fingerprints in the texts."""
        return [hashed for text in texts for hashed in text.split()]

    processGlob = process_post_glob = process


def _hashed(words, purpose, generation=None):
    keyed = fingerprints(purpose, generation)
    known = {word: MARK + keyed(word) for word in set(words)}
    return [known[word] for word in words]


def _unless_hashed(words, process):
    return [
        done for word in words for done in ([word] if HASHED.fullmatch(word) else process([word]))
    ]


for group, name, factory in (
    ("Word Splitter", "Baleharum words", FoldedWords),
    ("Case Normalizer", "Baleharum Indonesian stems", IndonesianStems),
    ("Stop Words", "Baleharum keyed hash", KeyedHash),
    ("Word Splitter", "Baleharum whole hashes", WholeHashes),
):
    if name not in element_factory._groups.get(group, ()):
        element_factory.registerFactory(group, name, factory)
