"""`bin/verify-bundle`: is a package whole, and is what it says of itself true? Needs no site.

A recipient without this program can do the same: `sha256sum -c manifest-sha256.txt` in the unpacked
folder checks every file, and manifest.json says what each is.
"""

from baleharum.bundles import bag
from baleharum.bundles import manifest
from collections.abc import Iterator
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import argparse
import hashlib
import json
import pikepdf
import re
import sys
import tempfile
import zipfile


LINE = re.compile(r"([0-9a-f]{64}) [ *](\S.*)")


def main(argv: Sequence[str] | None = None) -> int:
    """Check a package; 0 if it is whole, 1 with all that is wrong, 2 for what is no package."""
    parser = argparse.ArgumentParser("verify-bundle", description=__doc__)
    parser.add_argument(
        "package", type=Path, help="a ZIP, or the folder into which it was unpacked"
    )
    path = parser.parse_args(argv).package
    try:
        found = list(problems(path))
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


def problems(path: Path) -> Iterator[str]:
    """Yield what is wrong with a package, in words. Raises ValueError for what is none."""
    if path.is_dir():
        yield from _in_folder(path)
        return
    with tempfile.TemporaryDirectory() as place, path.open("rb") as source:
        for name in bag.unpacked(source, Path(place)):
            yield f"{name.partition('/')[2]} is damaged."
        folders = list(Path(place).iterdir())
        if len(folders) != 1 or not folders[0].is_dir():
            raise ValueError("a package is one folder")
        yield from _in_folder(folders[0])


def _in_folder(place: Path) -> Iterator[str]:
    if not (place / "bagit.txt").is_file():
        raise ValueError("bagit.txt is missing")
    listed: dict[str, str] = {}
    for name in (bag.TAGS, bag.PAYLOAD):
        try:
            rows = _rows(place / name)
        except FileNotFoundError:
            yield f"{name} is missing."
            continue
        yield from _differing(place, rows)
        listed.update(rows)
    there = {each.relative_to(place).as_posix() for each in place.rglob("*") if each.is_file()}
    yield from (f"{name} is in no list." for name in sorted(there - set(listed) - {bag.TAGS}))
    yield from _told(place)


def _rows(path: Path) -> dict[str, str]:
    found = {}
    for line in path.read_text("utf-8").splitlines():
        match = LINE.fullmatch(line)
        if match is None or ".." in Path(match[2]).parts or Path(match[2]).is_absolute():
            raise ValueError(f"{path.name} holds a line that is none: {line[:100]!r}")
        found[match[2]] = match[1]
    return found


def _differing(place: Path, rows: dict[str, str]) -> Iterator[str]:
    for name, wanted in sorted(rows.items()):
        path = place / name
        if not path.is_file():
            yield f"{name} is missing."
        elif _hash(path) != wanted:
            yield f"{name} has been changed."


def _hash(path: Path) -> str:
    with path.open("rb") as source:
        return hashlib.file_digest(source, "sha256").hexdigest()


def _told(place: Path) -> Iterator[str]:
    """What manifest.json says of the bundle and of each exhibit."""
    try:
        told = json.loads((place / manifest.MANIFEST).read_text("utf-8"))
        yield from _of_bundle(place, told["bundle"])
        yield from _of_exhibits(place, told)
    except FileNotFoundError as error:
        yield f"{Path(str(error.filename)).name} is missing."
    except (ValueError, KeyError, TypeError):
        yield f"{manifest.MANIFEST} can't be read."


def _of_bundle(place: Path, told: dict[str, Any]) -> Iterator[str]:
    path = place / manifest.BUNDLE
    if _hash(path) != told["sha256"]:
        yield f"{manifest.BUNDLE} is not the one that {manifest.MANIFEST} names."
    try:
        with pikepdf.open(path) as pdf:
            pages = len(pdf.pages)
    except pikepdf.PdfError:
        yield f"{manifest.BUNDLE} can't be opened."
        return
    if pages != told["pages"] or told["last_page"] - told["first_page"] + 1 != pages:
        yield f"{manifest.BUNDLE} has {pages} pages, not {told['pages']}."


def _of_exhibits(place: Path, told: dict[str, Any]) -> Iterator[str]:
    number = None
    for row in told["exhibits"]:
        if number is not None and row["first_page"] != number:
            yield f"{row['code']} does not follow on the page before it."
        number = row["last_page"] + 1
        for path in sorted((place / "data/items").glob(f"{row['code']}.pdf")):
            if _hash(path) != row["rendition_sha256"]:
                yield f"{path.name} is not the copy that {manifest.MANIFEST} names."
        for path in sorted((place / "data/items").glob(f"{row['code']}_original.*")):
            if _hash(path) != row["original_sha256"]:
                yield f"{path.name} is not the original that {manifest.MANIFEST} names."
