"""How the sealed bytes of a file come to the disk: where the database keeps its own, part by part,
and whole before the database says that they are there."""

from typing import Any
from typing import BinaryIO
from ZODB.blob import Blob
from zope.component.hooks import getSite

import io
import os


#: Bytes after which what was written goes to the disk. One large file that goes there at once keeps
#: waiting who writes a row of the trail meanwhile, and with it the page of that row.
PART = 2 << 20

_sync = getattr(os, "fdatasync", os.fsync)


def lay_beside_others(blob: Blob) -> None:
    """Have a blob that is in no database yet written where the blobs of this site are.

    Else it lies in the folder of temporary files until it is committed: in memory where the service
    is set up as we say, so that a large file would lie there twice, and be copied then, and the copy
    be on no disk for a while after the database has said that it is.
    """
    connection = getattr(getSite(), "_p_jar", None)
    if connection is None or blob._p_jar is not None or blob._p_blob_uncommitted is not None:
        return
    blob._p_jar = connection
    try:
        blob._create_uncommitted_file()
    finally:
        del blob._p_jar


class ToDisk(io.RawIOBase):
    """Writes into `stream`, an open file, and has it on the disk when it is closed."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._waiting = 0

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        """Take bytes, all of them; returns how many. Raises OSError, as where the disk is full."""
        left = memoryview(data).cast("B")
        size = len(left)
        while left:
            # A disk that becomes full takes a part, and says so only when it is asked again.
            left = left[self._stream.write(left) :]
        self._waiting += size
        if self._waiting >= PART:
            self._bring()
        return size

    def close(self) -> None:
        """Bring the rest to the disk and close the file below. Raises OSError."""
        if self.closed:
            return
        try:
            self._bring()
        finally:
            super().close()
            self._stream.close()

    def _bring(self) -> None:
        self._stream.flush()
        _sync(self._stream.fileno())
        self._waiting = 0
