"""Handing an open file to the child process, without a name and without a trace on the disk."""

from collections.abc import Iterator
from contextlib import contextmanager
from shutil import copyfileobj
from typing import Any
from typing import BinaryIO

import os
import tempfile


PIECE = 1 << 20

#: What the child opens; the system opens what the parent gave it as standard input.
SOURCE = "/dev/stdin"


@contextmanager
def handed(stream: BinaryIO) -> Iterator[BinaryIO]:
    """A copy of an open file from its beginning that a child may have as its standard input.

    Uploads and sealed files are plaintext in our hands only: the copy lies in memory that has no
    place on any disk, and is gone when both processes have closed it. `stream` is left at its end.
    """
    with _nameless() as copy:
        stream.seek(0)
        copyfileobj(stream, copy, PIECE)
        copy.flush()
        copy.seek(0)
        yield copy


def _nameless() -> Any:
    if hasattr(os, "memfd_create"):
        return os.fdopen(os.memfd_create("baleharum"), "w+b")
    return tempfile.TemporaryFile()  # Where the system has no such memory: a file without a name.
