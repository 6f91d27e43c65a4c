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
    """Return all names in a text, in order; of those that overlap the longest one."""
    words = _words(text)
    tight, digits = _tight(words), _digits(text)
    found: set[tuple[int, int]] = set()
    by_place: dict[tuple[int, int], Needle] = {}
    for needle in wanted:
        for start, end in _of(needle, words, tight, digits):
            found.add((start, end))
            by_place.setdefault((start, end), needle)
    return [Span(*place, by_place[place]) for place in _apart(found)]


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


def _apart(found: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    kept: list[tuple[int, int]] = []
    for start, end in sorted(found, key=lambda place: place[0] - place[1]):
        if all(end <= other[0] or other[1] <= start for other in kept):
            kept.append((start, end))
    return sorted(kept)


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
