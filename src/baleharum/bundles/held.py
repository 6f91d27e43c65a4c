"""What a package holds, read where it lies: in a folder, or in a ZIP that is not unpacked."""

from baleharum.bundles.bag import check_name
from baleharum.documents.hashing import sha256
from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO
from typing import cast

import zipfile


class Held:
    """Files by their names below the folder of the package; `open` opens one of them."""

    def __init__(self, names: Iterable[str], open: Callable[[str], BinaryIO]) -> None:
        self.names = frozenset(names)
        self.open = open
        self._hashes: dict[str, str] = {}

    def sha256(self, name: str) -> str:
        """Return the hash of a file, read once, piece by piece. Raises BadZipFile or EOFError."""
        if name not in self._hashes:
            with self.open(name) as source:
                self._hashes[name] = sha256(source)[0]
        return self._hashes[name]

    def damaged(self, name: str) -> bool:
        """Tell whether a file can't be read as it was put in."""
        try:
            self.sha256(name)
        except (zipfile.BadZipFile, EOFError):
            return True
        return False

    def read(self, name: str) -> bytes:
        """Return a whole file: one of those that tell of the others."""
        with self.open(name) as source:
            return source.read()


def in_folder(place: Path) -> Held:
    """Return what a package holds that somebody has unpacked."""
    files = (path for path in place.rglob("*") if path.is_file())
    names = (path.relative_to(place).as_posix() for path in files)
    return Held(names, lambda name: (place / name).open("rb"))


def in_archive(archive: zipfile.ZipFile) -> Held:
    """Return what a package holds as it came. Raises ValueError for a ZIP that is none of ours."""
    found = [entry for entry in archive.infolist() if not entry.is_dir()]
    names = [entry.filename for entry in found]
    roots = {name.partition("/")[0] for name in names}
    if len(roots) != 1 or len(set(names)) != len(names):
        raise ValueError("a package is one folder, with each file once")
    for entry in found:
        check_name(entry.filename)
        if entry.compress_type != zipfile.ZIP_STORED:
            raise ValueError("its files are not stored as they are")
    root = roots.pop()
    return Held(
        (name.partition("/")[2] for name in names),
        lambda name: cast(BinaryIO, archive.open(f"{root}/{name}")),
    )


@contextmanager
def held(path: Path) -> Iterator[Held]:
    """What a folder or ZIP holds. Raises ValueError or BadZipFile for what is no package."""
    if path.is_dir():
        yield in_folder(path)
        return
    with path.open("rb") as source, zipfile.ZipFile(source) as archive:
        yield in_archive(archive)
