"""Where in a text names stand, however they are written there: to block them, or to replace them."""

from baleharum.bundles.names import APOSTROPHES
from baleharum.bundles.names import Needle
from baleharum.bundles.names import NOT_DIGIT
from baleharum.bundles.names import RUN_TOGETHER
from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

import unicodedata


KEPT = frozenset("0123456789abcdefghijklmnopqrstuvwxyz")


class Span(NamedTuple):
    """A name in a text. start, end: places of its signs, the end not included."""

    start: int
    end: int
    needle: Needle


@dataclass(frozen=True)
class Folded:
    """A text in which names are looked for. places: of each of its signs in the text itself."""

    text: str
    places: tuple[int, ...]

    def every(self, wanted: str) -> Iterator[tuple[int, int]]:
        """Yield start and end in the text itself of all that says the same."""
        at = self.text.find(wanted)
        while at >= 0:
            # The blanks on both sides say that it is a whole word.
            inner = wanted.strip(" ")
            first = at + wanted.index(inner)
            yield self.places[first], self.places[first + len(inner) - 1] + 1
            at = self.text.find(wanted, at + 1)


def spans(text: str, wanted: Iterable[Needle]) -> list[Span]:
    """Return all names in a text, in order; those that overlap are one, named by the longest.

    None of two that overlap may be left out: what is left of it would be read.
    """
    words = _words(text)
    tight, digits = _tight(words), _digits(text)
    found = [
        Span(start, end, needle)
        for needle in wanted
        for start, end in _of(needle, words, tight, digits)
    ]
    joined: list[Span] = []
    longest = 0
    for span in sorted(found, key=lambda span: (span.start, -span.end)):
        length = span.end - span.start
        if not joined or span.start >= joined[-1].end:
            joined.append(span)
            longest = length
            continue
        last = joined[-1]
        needle = span.needle if length > longest else last.needle
        longest = max(longest, length)
        joined[-1] = Span(last.start, max(last.end, span.end), needle)
    return joined


def replaced(text: str, wanted: Iterable[Needle], by: Callable[[Needle], str]) -> str:
    """Return a text with every name replaced by what `by` says of it."""
    parts, end = [], 0
    for span in spans(text, wanted):
        parts += [text[end : span.start], by(span.needle)]
        end = span.end
    return "".join((*parts, text[end:]))


def _of(needle: Needle, words: Folded, tight: Folded, digits: Folded) -> Iterator[tuple[int, int]]:
    if needle.digits:
        yield from digits.every(needle.digits)
        return
    yield from words.every(f" {' '.join(needle.words)} ")
    run = "".join(needle.words)
    if len(run) >= RUN_TOGETHER and len(needle.words) > 1 and len(needle.words[0]) > 1:
        yield from tight.every(run)


def _words(text: str) -> Folded:
    """The same text as `names.folded` gives, with a blank at both ends."""
    signs, places = [" "], [0]
    for at, sign in enumerate(text):
        if sign in APOSTROPHES:
            continue
        for plain in unicodedata.normalize("NFKD", sign).casefold():
            if plain in KEPT:
                signs.append(plain)
                places.append(at)
            elif not unicodedata.combining(plain) and signs[-1] != " ":
                signs.append(" ")
                places.append(at)
    if signs[-1] != " ":
        signs.append(" ")
        places.append(len(text))
    return Folded("".join(signs), tuple(places))


def _tight(words: Folded) -> Folded:
    kept = [(sign, at) for sign, at in zip(words.text, words.places, strict=True) if sign != " "]
    return Folded("".join(sign for sign, _at in kept), tuple(at for _sign, at in kept))


def _digits(text: str) -> Folded:
    kept = [(at, sign) for at, sign in enumerate(text) if not NOT_DIGIT.fullmatch(sign)]
    signs = "".join(sign if sign.isdecimal() else " " for _at, sign in kept)
    return Folded(signs, tuple(at for at, _sign in kept))
