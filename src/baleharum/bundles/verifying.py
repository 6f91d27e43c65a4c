"""`bin/verify-bundle`: is a package whole, and is what it says of itself true? Needs no site.

Nothing is unpacked: a package holds what nobody may find on a disk. A recipient without this program
can do the same: `sha256sum -c manifest-sha256.txt` in the unpacked folder checks every file, and
manifest.json says what each is.
"""

from baleharum.bundles import bag
from baleharum.bundles import manifest
from baleharum.bundles.held import Held
from baleharum.bundles.held import held
from collections.abc import Iterator
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import argparse
import json
import pikepdf
import re
import sys
import zipfile


LINE = re.compile(r"([0-9a-f]{64}) [ *](\S.*)")
ITEM = re.compile(r"data/items/([A-Z0-9.-]+?)(_original)?\.[a-z0-9]+")


def main(argv: Sequence[str] | None = None) -> int:
    """Check a package; 0 if it is whole, 1 with all that is wrong, 2 for what is no package."""
    parser = argparse.ArgumentParser("verify-bundle", description=__doc__)
    parser.add_argument(
        "package", type=Path, help="a ZIP, or the folder into which it was unpacked"
    )
    path = parser.parse_args(argv).package
    try:
        found = problems(path)
    except (OSError, ValueError, zipfile.BadZipFile) as error:
        print(f"{path}: this is no package: {error}", file=sys.stderr)
        return 2
    for problem in found:
        print(problem, file=sys.stderr)
    if found:
        print(f"{path}: NOT whole: {len(found)} problems.", file=sys.stderr)
        return 1
    print(f"{path}: whole.")
    return 0


def problems(path: Path) -> list[str]:
    """Return what is wrong with a package, in words. Raises ValueError for what is none."""
    with held(path) as found:
        if "bagit.txt" not in found.names:
            raise ValueError("bagit.txt is missing")
        return [*_listed(found), *_told(found)]


def _listed(found: Held) -> Iterator[str]:
    listed: dict[str, str] = {}
    for name in (bag.TAGS, bag.PAYLOAD):
        if name not in found.names:
            yield f"{name} is missing."
            continue
        listed.update(_rows(name, found.read(name).decode("utf-8")))
    for name, wanted in sorted(listed.items()):
        if name not in found.names:
            yield f"{name} is missing."
        elif found.damaged(name):
            yield f"{name} is damaged."
        elif found.sha256(name) != wanted:
            yield f"{name} has been changed."
    for name in sorted(found.names - set(listed) - {bag.TAGS}):
        yield f"{name} is in no list."


def _rows(name: str, text: str) -> dict[str, str]:
    rows = {}
    for line in text.splitlines():
        match = LINE.fullmatch(line)
        if match is None:
            raise ValueError(f"{name} holds a line that is none: {line[:100]!r}")
        rows[match[2]] = match[1]
    return rows


def _told(found: Held) -> Iterator[str]:
    """What manifest.json says of the bundle and of each exhibit."""
    if not {manifest.MANIFEST, manifest.BUNDLE} <= found.names or found.damaged(manifest.BUNDLE):
        return  # Told already.
    try:
        told = json.loads(found.read(manifest.MANIFEST))
        yield from _of_bundle(found, told["bundle"])
        yield from _of_exhibits(found, told["exhibits"])
    except (ValueError, KeyError, TypeError, zipfile.BadZipFile):
        yield f"{manifest.MANIFEST} can't be read."


def _of_bundle(found: Held, told: dict[str, Any]) -> Iterator[str]:
    if found.sha256(manifest.BUNDLE) != told["sha256"]:
        yield f"{manifest.BUNDLE} is not the one that {manifest.MANIFEST} names."
    try:
        with found.open(manifest.BUNDLE) as source, pikepdf.open(source) as pdf:
            pages = len(pdf.pages)
    except pikepdf.PdfError:
        yield f"{manifest.BUNDLE} can't be opened."
        return
    if pages != told["pages"] or told["last_page"] - told["first_page"] + 1 != pages:
        yield f"{manifest.BUNDLE} has {pages} pages, not {told['pages']}."


def _of_exhibits(found: Held, told: Sequence[dict[str, Any]]) -> Iterator[str]:
    number = None
    for row in told:
        if number is not None and row["first_page"] != number:
            yield f"{row['code']} does not follow on the page before it."
        number = row["last_page"] + 1
    known = {row["code"]: row for row in told}
    for name in sorted(found.names):
        item = ITEM.fullmatch(name)
        if item is None or found.damaged(name):
            continue
        what, key = ("original", "original_sha256") if item[2] else ("copy", "rendition_sha256")
        if found.sha256(name) != known.get(item[1], {}).get(key):
            yield f"{name} is not the {what} that {manifest.MANIFEST} names."
