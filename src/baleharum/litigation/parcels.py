"""The package of a bundle for its recipient, in a ZIP that opens with a password (AES-256)."""

from baleharum.cases.layout import case_of
from baleharum.cases.passwords import keep_password
from baleharum.guard.traces import uid
from baleharum.letters.sending import new_password
from baleharum.letters.sending import sealed_zip
from baleharum.litigation.signed import FIELDS
from baleharum.trail.actions import EXPORT
from baleharum.trail.api import change
from shutil import copyfileobj
from tempfile import TemporaryFile
from typing import BinaryIO
from zope.interface import implementer
from ZPublisher.Iterators import IStreamIterator

import io


PIECE = 1 << 20


def parcel(bundle) -> BinaryIO:
    """Return the package, and beside it what the centre has signed, as an open file without a name; its
    password waits. The record is told. Only what is sealed already comes to the disk.
    """
    target = TemporaryFile()  # noqa: SIM115 (who sends it closes it)
    password = new_password()
    files = [bundle.package, *(getattr(bundle, field) for field in FIELDS)]
    with sealed_zip(target, password, packed=True) as inside:
        for file in filter(None, files):
            with file.open() as source, inside.open(file.filename, "w") as member:
                copyfileobj(source, member, PIECE)
    keep_password(bundle, password)
    told = f"bundle-parcel,sha256={bundle.sha256[:32]}"
    change(EXPORT, uid(case_of(bundle)), uid(bundle), told)
    return target


@implementer(IStreamIterator)
class Sent(io.FileIO):
    """An open file as the body of an answer."""

    def __init__(self, file: BinaryIO) -> None:
        super().__init__(file.fileno(), closefd=False)
        self.file = file
        self.seek(0, io.SEEK_END)
        self.length = self.tell()
        self.seek(0)

    def __len__(self) -> int:
        return self.length

    def __next__(self) -> bytes:
        piece = self.read(PIECE)
        if not piece:
            raise StopIteration
        return piece

    def close(self) -> None:
        """Close the file below as well: then it is gone."""
        super().close()
        self.file.close()
