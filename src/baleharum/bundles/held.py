"""What a package holds, read where it lies: in a folder, or in a ZIP that is not unpacked."""

from baleharum.bundles.bag import check_name
from baleharum.documents.hashing import sha256
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import BinaryIO
from typing import cast

import zipfile


class Held:
    """Files by their names below the folder of the package."""

    names: frozenset[str] = frozenset()

    def open(self, name: str) -> BinaryIO:
        """Open one of the files."""
        raise NotImplementedError

    def damaged(self, name: str) -> bool:
        """Tell whether a file can't be read as it was put in."""
        return False

    def sha256(self, name: str) -> str:
        """Return the hash of a file, piece by piece."""
        return self._hashed(name)

    def read(self, name: str) -> bytes:
        """Return a whole file: one of those that tell of the others."""
        with self.open(name) as source:
            return source.read()

    def _hashed(self, name: str) -> str:
        with self.open(name) as source:
            return sha256(source)[0]


class Folder(Held):
    """A package that somebody has unpacked."""

    def __init__(self, place: Path) -> None:
        self.place = place
        files = (path for path in place.rglob("*") if path.is_file())
        self.names = frozenset(path.relative_to(place).as_posix() for path in files)

    def open(self, name: str) -> BinaryIO:
        """Open one of the files."""
        return (self.place / name).open("rb")


class Package(Held):
    """A package as it came. Raises ValueError for a ZIP that no package of ours is."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self.archive = archive
        found = [entry for entry in archive.infolist() if not entry.is_dir()]
        names = [entry.filename for entry in found]
        roots = {name.partition("/")[0] for name in names}
        if len(roots) != 1 or len(set(names)) != len(names):
            raise ValueError("a package is one folder, with each file once")
        for entry in found:
            check_name(entry.filename)
            if entry.compress_type != zipfile.ZIP_STORED:
                raise ValueError("its files are not stored as they are")
        self.root = roots.pop()
        self.names = frozenset(name.partition("/")[2] for name in names)
        self.sha256 = cache(self._hashed)  # type: ignore[method-assign]
        self.damaged = cache(self._damaged)  # type: ignore[method-assign]

    def open(self, name: str) -> BinaryIO:
        """Open one of the files."""
        return cast(BinaryIO, self.archive.open(f"{self.root}/{name}"))

    def _damaged(self, name: str) -> bool:
        try:
            self.sha256(name)
        except (zipfile.BadZipFile, EOFError):
            return True
        return False


@contextmanager
def held(path: Path) -> Iterator[Held]:
    """What a folder or ZIP holds. Raises ValueError or BadZipFile for what is no package."""
    if path.is_dir():
        yield Folder(path)
        return
    with path.open("rb") as source, zipfile.ZipFile(source) as archive:
        yield Package(archive)
