"""Plain text as a page shows it: paragraphs, lists of points, lists of steps."""

from dataclasses import dataclass

import re


POINT = re.compile(r"^\s*[-•*]\s+")
STEP = re.compile(r"^\s*\d{1,2}[.)]\s+")
#: Kinds of blocks, as HTML calls them.
PARAGRAPH, POINTS, STEPS = "p", "ul", "ol"


@dataclass(frozen=True)
class Block:
    """kind: PARAGRAPH, POINTS or STEPS; lines: of a paragraph, or one an entry."""

    kind: str
    lines: tuple[str, ...]


def blocks(text: str | None) -> list[Block]:
    r"""Return the blocks of a text; an empty line ends one.

    >>> [(b.kind, b.lines) for b in blocks("Bawa:\n- KTP\n- KK\n\n1. Datang")]
    [('p', ('Bawa:',)), ('ul', ('KTP', 'KK')), ('ol', ('Datang',))]
    """
    found: list[tuple[str, list[str]]] = []
    begins = True
    for line in (text or "").splitlines():
        kind, words = _line(line)
        if words and (begins or found[-1][0] != kind):
            found.append((kind, [words]))
        elif words:
            found[-1][1].append(words)
        begins = not words
    return [Block(kind, tuple(lines)) for kind, lines in _joined(found)]


def _line(line: str) -> tuple[str, str]:
    for kind, mark in ((POINTS, POINT), (STEPS, STEP)):
        if mark.match(line):
            return kind, mark.sub("", line).strip()
    return PARAGRAPH, line.strip()


def _joined(found: list[tuple[str, list[str]]]) -> list[tuple[str, list[str]]]:
    """Join lists that only an empty line keeps apart."""
    joined: list[tuple[str, list[str]]] = []
    for kind, lines in found:
        if joined and kind != PARAGRAPH and joined[-1][0] == kind:
            joined[-1][1].extend(lines)
        else:
            joined.append((kind, lines))
    return joined
