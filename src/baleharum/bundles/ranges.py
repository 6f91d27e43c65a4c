"""Pages of a document, as people write them: `1-4,7`."""

from collections.abc import Sequence

import re


PART = re.compile(r"(\d{1,5})(?:-(\d{1,5}))?")
#: The longest text that says which pages.
LONGEST = 200
#: What people type for a hyphen.
DASHES = str.maketrans("\u2013\u2014\u2212;", "---,")


def pages(text: str) -> tuple[int, ...]:
    """Return the pages that a text names, () for ''. Raises ValueError for what is no such text: a
    page stands once, and after those before it, as in the document.

    >>> pages("1-3, 7")
    (1, 2, 3, 7)
    """
    plain = "".join(text.translate(DASHES).split())
    if not plain:
        return ()
    if len(plain) > LONGEST:
        raise ValueError(text)
    found: list[int] = []
    for part in plain.split(","):
        match = PART.fullmatch(part)
        first = int(match[1]) if match else 0
        last = int(match[2] or match[1]) if match else 0
        if not 0 < first <= last or (found and first <= found[-1]):
            raise ValueError(text)
        found.extend(range(first, last + 1))
    return tuple(found)


def printed(numbers: Sequence[int]) -> str:
    """Return pages in their order as people read them.

    >>> printed((1, 2, 3, 7))
    '1–3, 7'
    """
    return spelled(numbers).replace("-", "–").replace(",", ", ")


def spelled(numbers: Sequence[int]) -> str:
    """Return pages in their order as a text that `pages` reads.

    >>> spelled((1, 2, 3, 7))
    '1-3,7'
    """
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return ",".join(str(a) if a == b else f"{a}-{b}" for a, b in runs)
