"""Sealed files: what plone.namedfile expects of a file, with nothing readable in the database."""

from baleharum.vault import sealing
from baleharum.vault.blobs import lay_beside_others
from baleharum.vault.blobs import ToDisk
from baleharum.vault.holding import KeyHolder
from baleharum.vault.interfaces import Broken
from baleharum.vault.openings import watched
from baleharum.vault.values import SealedValue
from DateTime import DateTime
from persistent import Persistent
from plone.namedfile.file import ModifiedPropertyMixin
from plone.namedfile.interfaces import INamedFile
from plone.namedfile.utils import get_contenttype
from typing import Any
from typing import BinaryIO
from typing import cast
from ZODB.blob import Blob
from ZODB.interfaces import BlobError
from zope.interface import implementer
from ZPublisher.HTTPRangeSupport import HTTPRangeInterface
from ZPublisher.Iterators import IStreamIterator

import io
import shutil


PIECE = 1 << 20
CONTENT = b"content"


# Not IBlobby: plone.namedfile would hand out the blob, which is sealed.
@implementer(INamedFile, HTTPRangeInterface)
class SealedFile(KeyHolder, ModifiedPropertyMixin, Persistent):
    """A file whose bytes (in a blob) and name are sealed by a key of its own.

    contentType: media type, readable. Who stores it calls `seal_to`; the database refuses it else.
    """

    #: Stock pages hand out whatever file stands in an attribute of content; none gets hold of this
    #: one. Its bytes leave by pages of ours, which ask for what is asked beside the right to view.
    __roles__ = ()

    _vault_what = "name"
    _size = 0

    filename = SealedValue("filename")

    def __init__(self, data: Any = b"", contentType: str = "", filename: str | None = None) -> None:
        if filename is not None and contentType in ("", "application/octet-stream"):
            contentType = get_contenttype(filename=filename)
        self.contentType = contentType
        self.filename = filename
        self._blob = Blob()
        self.write(data)

    def seal_to(self, case_uid: str, subject_uid: str = "") -> None:
        """Wrap the key for a case; `subject_uid` is the content that the file belongs to.

        Moving to another case wraps the key anew and touches no byte of the file.
        """
        if subject_uid:
            self._vault_subject = subject_uid
        self._seal_to(case_uid)

    def write(self, source: Any) -> None:
        """Seal a whole new content: bytes, str (as UTF-8), or an open binary file, which is read
        from its beginning in pieces and stays where it is."""
        if isinstance(source, str):
            source = source.encode("utf-8")
        with self.open("w") as target:
            if isinstance(source, bytes | bytearray | memoryview):
                target.write(source)
            else:
                source.seek(0)
                shutil.copyfileobj(source, target, PIECE)

    def open(self, mode: str = "r") -> Any:
        """The plain bytes as a binary file: seekable to read ("r"), or to write anew ("w")."""
        if mode == "w":
            key = self._holder_key("content", make=True)
            lay_beside_others(self._blob)
            return _Writer(self, self._blob.open("w"), key)
        if mode == "r":
            return self._reader(self._blob.open("r"))
        raise ValueError('A sealed file is opened with "r" or "w".')

    def openDetached(self) -> sealing.OpeningReader:
        """The same to read, after the transaction too. Only for a file that is committed."""
        return self._reader(self._blob.open("c"))

    def stream(self, start: int = 0, end: int | None = None) -> "SealedStream":
        """The bytes from start to before end for a response; opens the key now, not when sent."""
        blob = self._blob
        blob._p_activate()
        try:
            reader = self._reader(blob.open("c"))
        except BlobError:
            reader = self.open("r")  # Not committed yet.
        return SealedStream(reader, start, reader.size if end is None else end)

    @property
    def data(self) -> bytes:
        """All bytes at once; for more than some megabytes use `open` or `stream`."""
        with self.open("r") as reader:
            return reader.read()

    @data.setter
    def data(self, source: Any) -> None:
        self.write(source)

    @property
    def size(self) -> int:
        """Number of plain bytes; known without a key."""
        return self._size

    def getSize(self) -> int:
        """Number of plain bytes."""
        return self._size

    def _reader(self, blob: BinaryIO) -> sealing.OpeningReader:
        try:
            key = self._holder_key("content")
            with self._watched("content"):
                reader = _Reader(self, blob, key)
                if reader.size != self._size:
                    raise Broken(
                        "The content of this file is not the one that was stored last: bring the "
                        "blobs and the database back from the same backup."
                    )
        except BaseException:
            blob.close()
            raise
        return reader

    def _subject(self) -> str:
        return self._vault_subject

    def _holds_sealed(self, state: dict[str, Any]) -> bool:
        return True


class SealedText(SealedFile):
    """A long text that is kept like a file, such as what was read out of a document."""

    @property
    def text(self) -> str:
        """The text."""
        return self.data.decode("utf-8")

    @text.setter
    def text(self, value: str) -> None:
        self.write(value)


class _Reader(sealing.OpeningReader):
    """Tells of a piece that is not what was sealed also when it is met while it is sent, where there
    is no database any more."""

    def __init__(self, file: SealedFile, stream: BinaryIO, key: bytes) -> None:
        self._place = file._vault_case, file._subject(), "content"
        super().__init__(stream, key, CONTENT)

    def read(self, size: int | None = -1) -> bytes:
        with watched(*self._place):
            return super().read(size)


class _Writer(sealing.SealingWriter):
    """Tells the file its size when all is written."""

    def __init__(self, file: SealedFile, stream: BinaryIO, key: bytes) -> None:
        self._file = file
        super().__init__(cast(BinaryIO, ToDisk(stream)), key, CONTENT)

    def finished(self) -> None:
        self._file._size = self.size
        self._file._modified = DateTime().millis()


@implementer(IStreamIterator)
class SealedStream(io.RawIOBase):
    """The bytes of a range, opened while they are sent: a file for the server, which so writes
    nothing of it into a temporary file of its own."""

    def __init__(self, reader: sealing.OpeningReader, start: int, end: int) -> None:
        self._reader = reader
        self._start = min(start, reader.size)
        self._length = max(0, min(end, reader.size) - self._start)
        reader.seek(self._start)

    def __len__(self) -> int:
        return self._length

    def __iter__(self) -> "SealedStream":
        return self

    def __next__(self) -> bytes:
        piece = self.read(sealing.CHUNK)
        if not piece:
            raise StopIteration
        return piece

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._reader.tell() - self._start

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Move within the range."""
        origin = {io.SEEK_SET: 0, io.SEEK_CUR: self.tell(), io.SEEK_END: self._length}[whence]
        return self._reader.seek(self._start + max(0, origin + offset)) - self._start

    def read(self, size: int | None = -1) -> bytes:
        """Up to `size` bytes of what is left of the range."""
        left = max(0, self._length - self.tell())
        return self._reader.read(left if size is None or size < 0 else min(size, left))

    def close(self) -> None:
        """Close the file below; the key goes with the reader."""
        self._reader.close()
        super().close()
