"""Words of a text as they are compared: folded, without accents, in Indonesian by their stem."""

from collections.abc import Iterable
from functools import cache

import re
import snowballstemmer
import sys
import threading
import unicodedata


# Accents of Latin letters and the vowel points of Arabic; what other scripts write above and
# below a letter, such as the vowels of Balinese, is part of the word.
ACCENTS = re.compile("[\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0640]")


def _marks() -> str:
    found = [c for c in range(sys.maxunicode + 1) if unicodedata.category(chr(c))[0] == "M"]
    ranges: list[list[int]] = []
    for code in found:
        if ranges and ranges[-1][1] == code - 1:
            ranges[-1][1] = code
        else:
            ranges.append([code, code])
    return "".join(f"{chr(first)}-{chr(last)}" for first, last in ranges)


@cache
def _word() -> re.Pattern[str]:
    # \\w knows letters and digits, not the marks that belong to them. All of Unicode is looked
    # through for these, once, by the first who searches or indexes, not by every process.
    return re.compile(f"(?:[^\\W_]|[{_marks()}])+")


LATIN = re.compile("[a-z]+")

_own = threading.local()


def folded(text: str) -> list[str]:
    """The words of a text, in their order: "Anak-Anak Café" are anak, anak, cafe."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    plain = ACCENTS.sub("", unicodedata.normalize("NFD", plain))
    return _word().findall(unicodedata.normalize("NFC", plain))


def stemmed(words: Iterable[str]) -> list[str]:
    """Indonesian stems of folded words; what is not written in Latin letters stays as it is."""
    # A stemmer keeps the word that it works on: one for each thread.
    if not hasattr(_own, "stemmer"):
        _own.stemmer = snowballstemmer.stemmer("indonesian")
    known: dict[str, str] = {}
    return [known.get(word) or known.setdefault(word, _stem(word)) for word in words]


def _stem(word: str) -> str:
    return _own.stemmer.stemWord(word) if LATIN.fullmatch(word) else word
