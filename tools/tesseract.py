"""Tries to install a Tesseract for the tests of scans, with the Indonesian language.

It is optional, for the tests as for a centre: without it the pages of scans stay pictures, and the
tests of their texts are not collected.
"""

from postgres import need
from trouble import Trouble

import sys


def main() -> int:
    """Install what is missing; that it can't be is told, and no fault."""
    try:
        need({"tesseract": "tesseract-ocr tesseract-ocr-ind"})
    except Trouble as trouble:
        print(trouble, file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
