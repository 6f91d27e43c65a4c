"""Names that must not stand in a file, and every way of writing them that a reader would know.

A needle is a name or a number as somebody has typed it. Texts and needles are folded alike: no
accents, no case, no signs; so `Ba'iq  M\u00e9lati`, `BAIQ MELATI` and `baiq-melati` are one.
"""

from collections.abc import Iterable
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import re
import unicodedata


#: Characters below which a single word is no name to look for: `Al` stands in every text.
SHORTEST = 3
#: Digits of a number that is looked for as digits alone: NIK, KK, telephone, file.
DIGITS = 6
#: Letters of a name that is also found where its words are run together.
RUN_TOGETHER = 8
NOT_WORD = re.compile(r"[^0-9a-z]+")
APOSTROPHES = "'\u2018\u2019\u02bc`\u00b4"
NOT_DIGIT = re.compile(r"[\s().\-+/]+")


@dataclass(frozen=True)
class Needle:
    """What is looked for. name: as it was typed; words: folded, in order; digits: of a number."""

    name: str
    words: tuple[str, ...] = ()
    digits: str = ""


def needles(names: Iterable[str]) -> list[Needle]:
    """Return what to look for, for names and numbers: each once, and the ways of writing it.

    Of a name of several words also initials with the last one, and the last one first; of three or
    more any two that follow each other, and the last one as its initial: few people here have a family
    name, and most leave words out.
    """
    found: dict[tuple, Needle] = {}
    for name in names:
        for needle in _ways(name):
            found.setdefault((needle.words, needle.digits), needle)
    return list(found.values())


def _ways(name: str) -> Iterator[Needle]:
    digits = NOT_DIGIT.sub("", name)
    if digits.isdecimal():
        if len(digits) >= DIGITS:
            # +62 812 and 0812 are the same telephone.
            yield Needle(name, digits=digits.removeprefix("62").removeprefix("0"))
        return
    words = folded(name).split()
    if sum(map(len, words)) < SHORTEST:
        return
    yield Needle(name, tuple(words))
    if len(words) > 1 and len(words[-1]) >= SHORTEST:
        yield Needle(name, (*(word[0] for word in words[:-1]), words[-1]))
        yield Needle(name, (words[-1], *words[:-1]))
    if len(words) > 2:
        yield Needle(name, (*words[:-1], words[-1][0]))
        for two in pairwise(words):
            if min(map(len, two)) >= SHORTEST:
                yield Needle(name, two)


def folded(text: str) -> str:
    """Return a text in small letters without accents and signs, words apart by one blank."""
    for sign in APOSTROPHES:
        text = text.replace(sign, "")
    plain = unicodedata.normalize("NFKD", text).casefold()
    bare = "".join(sign for sign in plain if not unicodedata.combining(sign))
    return NOT_WORD.sub(" ", bare).strip()


def found_in(text: str, wanted: Iterable[Needle]) -> list[Needle]:
    """Return what stands in a text: whole words, over the ends of lines; digits in any grouping."""
    words = f" {folded(text)} "
    tight = words.replace(" ", "")
    digits = "".join(sign if sign.isdecimal() else " " for sign in NOT_DIGIT.sub("", text))
    return [each for each in wanted if _stands(each, words, tight, digits)]


def _stands(needle: Needle, words: str, tight: str, digits: str) -> bool:
    if needle.digits:
        return needle.digits in digits
    if f" {' '.join(needle.words)} " in words:
        return True
    # Letters set apart, or words that a program has run together: only what is long enough.
    run = "".join(needle.words)
    return (
        len(run) >= RUN_TOGETHER
        and len(needle.words) > 1
        and len(needle.words[0]) > 1
        and run in tight
    )
