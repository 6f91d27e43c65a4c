"""L19 at its full size: a scan of 100 pages is read, and how much of it was read right.

    reading.py [--pages 100] [--dots 150]

What the worker does with such a document: its rendition, with the text of each page, and which of
them a person has to look at. Takes some seconds a page.
"""

from argparse import ArgumentParser
from baleharum.documents import kinds
from baleharum.renditions.making import rendition
from io import BytesIO
from pathlib import Path

import pypdfium2
import resource
import sys
import time


sys.path.insert(0, str(Path(__file__).parent.parent))

#: The share of words that has to be read.
AIM = 0.95


def main() -> int:
    """Print a table; returns 1 where the aim is missed."""
    from tests.scans_made import recall
    from tests.scans_made import scanned

    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=100)
    parser.add_argument("--dots", type=int, default=150)
    chosen = parser.parse_args()
    data, words = scanned(chosen.pages, chosen.dots)
    began, used = time.monotonic(), _seconds()
    found = rendition(BytesIO(data), kinds.PDF)
    lasted, used = time.monotonic() - began, _seconds() - used
    with pypdfium2.PdfDocument(found.data) as document:
        texts = [page.get_textpage().get_text_range() for page in document]
    shares = [recall(page, text) for page, text in zip(words, texts, strict=True)]
    mean = sum(shares) / len(shares)
    print("| pages | read | to be looked at | words read | least of a page | s | CPU-s a page |")
    print("|---|---|---|---|---|---|---|")
    print(
        f"| {chosen.pages} | {len(found.read)} | {len({*found.unsure, *found.unread})}"
        f" | {100 * mean:.1f} % | {100 * min(shares):.1f} % | {lasted:.0f}"
        f" | {used / chosen.pages:.1f} |"
    )
    return 0 if mean >= AIM and len(found.read) == chosen.pages else 1


def _seconds() -> float:
    own = (resource.getrusage(each) for each in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(each.ru_utime + each.ru_stime for each in own)


if __name__ == "__main__":
    sys.exit(main())
