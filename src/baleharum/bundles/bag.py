"""A package as BagIt 1.0 (RFC 8493) in a ZIP: the same bytes for the same content.

The standard library writes both: what is stored, its order, times and rights are all fixed, and
`bagit` would write the day and itself into it.
"""

from baleharum.bundles.settling import Settling
from collections.abc import Mapping
from typing import BinaryIO

import hashlib
import zipfile


DECLARATION = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
PAYLOAD, TAGS = "manifest-sha256.txt", "tagmanifest-sha256.txt"
#: The first moment that a ZIP can name.
MOMENT = (1980, 1, 1, 0, 0, 0)
PIECE = 1 << 20
#: The longest name that every system unpacks.
LONGEST = 120


class WrongFile(ValueError):
    """A file that went into a bag is not the one that belongs there; args: (its name,)."""


def write_bag(
    target: BinaryIO,
    name: str,
    payload: Mapping[str, BinaryIO],
    info: Mapping[str, str],
    expected: Mapping[str, str],
) -> dict[str, str]:
    """Write a bag as ZIP; returns the SHA-256 of each file of the payload by its name.

    target: is written from its beginning to its end; name: of the folder in it; payload: name below
    it (`data/…`) -> open file; info: what bag-info.txt says; expected: name -> SHA-256 of those that
    are known. Raises ValueError for a name that is not plain, or too long, and WrongFile: then what
    was written is no bag.
    """
    settling = Settling(target)
    with zipfile.ZipFile(settling, "w", zipfile.ZIP_STORED, allowZip64=True) as package:
        hashes, size = {}, 0
        for path in sorted(payload):
            check_name(f"{name}/{path}")
            hashes[path], length = _copied(package, f"{name}/{path}", payload[path])
            if hashes[path] != expected.get(path, hashes[path]):
                raise WrongFile(path)
            settling.settle()
            size += length
        told = {**info, "Payload-Oxum": f"{size}.{len(payload)}"}
        tags = {
            "bagit.txt": DECLARATION,
            "bag-info.txt": "".join(f"{key}: {told[key]}\n" for key in sorted(told)),
            PAYLOAD: _listed(hashes),
        }
        tags[TAGS] = _listed(
            {path: hashlib.sha256(text.encode()).hexdigest() for path, text in tags.items()}
        )
        for path in sorted(tags):
            package.writestr(_entry(f"{name}/{path}"), tags[path].encode())
    settling.settle()
    return hashes


def check_name(path: str) -> None:
    """Raise ValueError for a name that is not plain, leads elsewhere, or is too long."""
    parts = path.split("/")
    plain = path.isascii() and path.isprintable() and not set(path) & set('\\:*?"<>|\r\n')
    if not plain or len(path) > LONGEST or any(part in ("", ".", "..") for part in parts):
        raise ValueError(f"No name for a file in a package: {path!r}.")


def _entry(path: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(path, MOMENT)
    entry.create_system, entry.external_attr = 3, 0o100644 << 16
    return entry


def _copied(package: zipfile.ZipFile, path: str, source: BinaryIO) -> tuple[str, int]:
    seen, size = hashlib.sha256(), 0
    source.seek(0)
    with package.open(_entry(path), "w") as inside:
        while piece := source.read(PIECE):
            seen.update(piece)
            size += len(piece)
            inside.write(piece)
    return seen.hexdigest(), size


def _listed(hashes: Mapping[str, str]) -> str:
    return "".join(f"{hashes[path]}  {path}\n" for path in sorted(hashes))
