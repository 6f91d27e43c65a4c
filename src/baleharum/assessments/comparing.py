"""Two versions beside each other: what differs, in words."""

from baleharum import _
from baleharum.assessments.content import Rating
from baleharum.assessments.values import score_label
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from zope.i18nmessageid import Message

import re


#: Words of a text beyond which single words are not marked: comparing them takes too long.
MANY_WORDS = 1500

#: A word with the space before it.
WORD = re.compile(r"\s*\S+|\s+")

SAME = _("compare_same", default="No difference")
HIGHER = _("compare_higher", default="Score higher: from ${before} (${old}) to ${after} (${new})")
LOWER = _("compare_lower", default="Score lower: from ${before} (${old}) to ${after} (${new})")
SCORED = _("compare_scored", default="Score added: ${after} (${new})")
UNSCORED = _("compare_unscored", default="Score taken away: ${before} (${old})")
CHANGED = _("compare_changed", default="Text changed")
WRITTEN = _("compare_written", default="Text added")
CLEARED = _("compare_cleared", default="Text taken away")


@dataclass(frozen=True)
class Piece:
    """Some words of a text. mark: 'same', 'removed' or 'added'."""

    mark: str
    text: str


@dataclass(frozen=True)
class Difference:
    """One row: what the older and the newer version say, and the difference in words."""

    name: str
    before: Rating
    after: Rating
    words: tuple[Message, ...]
    before_pieces: tuple[Piece, ...]
    after_pieces: tuple[Piece, ...]

    @property
    def differs(self) -> bool:
        """Whether there is a difference."""
        return self.words != (SAME,)


def differences(
    names: Iterable[str], before: dict[str, Rating], after: dict[str, Rating]
) -> list[Difference]:
    """Return a row for each domain of one of two versions, in the order of the names."""
    wanted = [name for name in names if name in before or name in after]
    return [
        difference(name, before.get(name, Rating(name)), after.get(name, Rating(name)))
        for name in wanted
    ]


def difference(name: str, before: Rating, after: Rating) -> Difference:
    """Return one row."""
    words = tuple(word for word in (_of_scores(before, after), _of_texts(before, after)) if word)
    older, newer = _pieces(before.text, after.text)
    return Difference(name, before, after, words or (SAME,), older, newer)


def _of_scores(before, after):
    old, new = before.score, after.score
    if old == new:
        return None
    if old is None:
        return _say(SCORED, after=new)
    if new is None:
        return _say(UNSCORED, before=old)
    return _say(HIGHER if new > old else LOWER, before=old, after=new)


def _say(message, before=None, after=None):
    words = {"before": str(before), "after": str(after)}
    words |= {"old": score_label(before), "new": score_label(after)}
    return _(message, default=message.default, mapping=words)


def _of_texts(before, after):
    if before.text == after.text:
        return None
    if not before.text:
        return WRITTEN
    return CHANGED if after.text else CLEARED


def _pieces(old: str, new: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    left, right = re.findall(WORD, old), re.findall(WORD, new)
    if old == new or max(len(left), len(right)) > MANY_WORDS:
        return (Piece("same", old),), (Piece("same", new),)
    before, after = [], []
    for mark, i1, i2, j1, j2 in SequenceMatcher(None, left, right, False).get_opcodes():
        if i2 > i1:
            before.append(Piece("same" if mark == "equal" else "removed", "".join(left[i1:i2])))
        if j2 > j1:
            after.append(Piece("same" if mark == "equal" else "added", "".join(right[j1:j2])))
    return tuple(before), tuple(after)
