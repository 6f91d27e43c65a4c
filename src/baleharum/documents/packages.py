"""Office documents are zip packages: told apart by what is inside, and measured before they are opened."""

from baleharum.documents import kinds
from collections.abc import Iterator
from pathlib import PurePosixPath

import re
import stat
import struct
import zipfile
import zlib


#: Limits of a package; a document of an office is far below each of them.
MEMBERS = 1000
TOTAL_BYTES = 300 * 1024 * 1024
RATIO = 100
# Small parts of repeated markup shrink more than RATIO, and hurt nobody.
RATIO_FROM = 1024 * 1024

#: The main part's content type. With macros it is evidence all the same: kept, and told.
CONTENT_TYPES = {
    b"wordprocessingml.document.main+xml": kinds.DOCX,
    b"spreadsheetml.sheet.main+xml": kinds.XLSX,
    b"ms-word.document.macroEnabled.main+xml": kinds.DOCX,
    b"ms-excel.sheet.macroEnabled.main+xml": kinds.XLSX,
}
FOLDERS = {b"word/": kinds.DOCX, b"xl/": kinds.XLSX}

#: How the files of old office programs begin, and encrypted packages of newer ones.
COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

_HEADER = struct.Struct("<4s5H3L2H")


class TooLarge(Exception):
    """The package would grow beyond all measure when opened."""


class Locked(Exception):
    """The package is encrypted."""


class Unsafe(zipfile.BadZipFile):
    """The package would write outside of its folder when unpacked."""


def office_type(head: bytes) -> str | None:
    """Return which office document a zip begins to be, by its first bytes; None if none of ours."""
    folder = None
    for name, data in _members(head):
        if name == b"mimetype" and data == kinds.ODT.encode():
            return kinds.ODT
        if name == b"[Content_Types].xml" and data:
            return _by_content_types(data)
        for start, kind in FOLDERS.items():
            if name.startswith(start):
                folder = folder or kind
    return folder


def check_limits(path: str) -> None:
    """Look at the list of contents only, and raise `TooLarge` or `Locked` before anything is unpacked.

    Raises zipfile.BadZipFile if there is no such list, `Unsafe` if it leads out of the package.
    """
    with open(path, "rb") as stream:
        if stream.read(len(COMPOUND)) == COMPOUND:
            raise Locked  # Office programs put an encrypted package into a file of the old kind.
    with zipfile.ZipFile(path) as package:
        members = package.infolist()
    if len(members) > MEMBERS or sum(member.file_size for member in members) > TOTAL_BYTES:
        raise TooLarge
    for member in members:
        if member.flag_bits & 0x1:
            raise Locked
        if member.file_size > max(RATIO_FROM, RATIO * member.compress_size):
            raise TooLarge
        if _leaves_package(member):
            raise Unsafe("a member leads out of the package")


def _leaves_package(member: zipfile.ZipInfo) -> bool:
    """By its name (in any system), or by being a link to elsewhere."""
    name = member.filename.replace("\\", "/")
    if stat.S_ISLNK(member.external_attr >> 16):
        return True
    return ".." in PurePosixPath(name).parts or name.startswith("/") or name[1:2] == ":"


def _by_content_types(data: bytes) -> str | None:
    for part, kind in CONTENT_TYPES.items():
        if part in data:
            return kind
    return None


def _members(head: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Names and (as far as they are in `head`, at most 64 KiB) contents of the first members."""
    for found in re.finditer(b"PK\x03\x04", head):
        header = head[found.start() : found.start() + _HEADER.size]
        if len(header) < _HEADER.size:
            return
        fields = _HEADER.unpack(header)
        method, size, length, extra = fields[3], fields[7], fields[9], fields[10]
        start = found.start() + _HEADER.size
        name = head[start : start + length]
        start += length + extra
        yield name, _content(head[start:], method, size)


def _content(data: bytes, method: int, size: int) -> bytes:
    if method == zipfile.ZIP_STORED:
        return data[: min(size, 1 << 16)]
    try:
        return zlib.decompressobj(-zlib.MAX_WBITS).decompress(data, 1 << 16)
    except zlib.error:
        return b""
