"""`bin/verify-bundle`: is a package whole, and is what it says of itself true? Needs no site.

Nothing is unpacked: a package holds what nobody may find on a disk. A recipient without this program
can do the same: `sha256sum -c manifest-sha256.txt` in the unpacked folder checks every file, and
manifest.json says what each is.
"""

from baleharum.bundles import bag
from baleharum.bundles import manifest
from baleharum.bundles import ranges
from baleharum.bundles.held import Held
from baleharum.bundles.held import held
from collections.abc import Iterator
from collections.abc import Sequence
from datetime import datetime
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

#: Option -> what its file does, and what it is; in this order, for a time stamp tells when a
#: signature was there.
BESIDE = {
    "time-stamp": ("stamped", "the time stamp (.tsr) that came with it"),
    "signature": ("signed", "the signature (.p7s) that came with it"),
    "signed-bundle": ("signed", "the signed PDF that came with it"),
}


def main(argv: Sequence[str] | None = None) -> int:
    """Check a package; 0 if it is whole, 1 with all that is wrong, 2 for what is no package."""
    parser = argparse.ArgumentParser("verify-bundle", description=__doc__)
    parser.add_argument(
        "package", type=Path, help="a ZIP, or the folder into which it was unpacked"
    )
    for option, (_name, told) in BESIDE.items():
        parser.add_argument(f"--{option}", type=Path, help=told)
    parser.add_argument(
        "--trust", type=Path, help="certificates (PEM) of the authorities that you trust"
    )
    asked = parser.parse_args(argv)
    path = asked.package
    try:
        found = [*problems(path), *_beside(path, asked)]
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


def _beside(path: Path, asked: argparse.Namespace) -> Iterator[str]:
    """What is wrong with what came beside the package; who signed it is printed."""
    given = {option: getattr(asked, option.replace("-", "_")) for option in BESIDE}
    if not any(given.values()):
        return
    # Only here: everything else can be checked without these libraries.
    from baleharum.bundles import signatures

    roots = signatures.roots_in(asked.trust) if asked.trust else []
    at = None
    with held(path) as found:
        for option, file in given.items():
            if file is None:
                continue
            try:
                checked = _check(option, file, found, roots, at)
            except signatures.NotValid as error:
                yield f"{file}: {error}"
                continue
            at = at or checked.at
            print(f"{file}: {BESIDE[option][0]} {_by(checked, bool(roots))}")
            if roots and not checked.trusted:
                yield f"{file}: no authority of {asked.trust} stands for it."


def _check(option: str, file: Path, found: Held, roots: Any, at: datetime | None) -> Any:
    from baleharum.bundles import signatures

    if option == "signed-bundle":
        with file.open("rb") as stream, found.open(manifest.BUNDLE) as bundle:
            return signatures.check_signed_bundle(stream, bundle, roots)
    told = found.read(manifest.MANIFEST)
    if option == "time-stamp":
        return signatures.check_time_stamp(file.read_bytes(), told, roots)
    return signatures.check_signature(file.read_bytes(), told, roots, at)


def _by(checked: Any, with_roots: bool) -> str:
    when = f" on {checked.at:%Y-%m-%d %H:%M:%S} UTC" if checked.at else ""
    compare = "" if with_roots else "; compare it with what its owner tells you"
    return f"by {checked.who}{when}, certificate {checked.fingerprint}{compare}"


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
        part = ranges.pages(row.get("included_pages", ""))
        if part and (len(part) != number - row["first_page"] or part[-1] > row["document_pages"]):
            yield f"{row['code']} has not the pages that {manifest.MANIFEST} names."
    known = {row["code"]: row for row in told}
    for name in sorted(found.names):
        item = ITEM.fullmatch(name)
        if item is None or found.damaged(name):
            continue
        row = known.get(item[1], {})
        copied = "excerpt_sha256" if "excerpt_sha256" in row else "rendition_sha256"
        what, key = ("original", "original_sha256") if item[2] else ("copy", copied)
        if found.sha256(name) != row.get(key):
            yield f"{name} is not the {what} that {manifest.MANIFEST} names."
