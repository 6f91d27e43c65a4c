"""Writing a ZIP to a place in which nobody can go back, such as a sealed file."""

from io import BytesIO
from io import RawIOBase
from io import SEEK_CUR
from io import SEEK_END
from io import SEEK_SET
from typing import Any
from typing import BinaryIO


#: What seals takes a copy of what it is given: little at a time.
PIECE = 1 << 20


class Settling(RawIOBase):
    """A file to write in which one can go back as far as what has settled.

    The head of a member of a ZIP is written anew once its length is known. So one member is held in
    memory at a time, and not all of them.
    """

    def __init__(self, target: BinaryIO) -> None:
        self._target, self._held, self._settled = target, BytesIO(), 0

    def writable(self) -> bool:
        """Tell that it is written."""
        return True

    def seekable(self) -> bool:
        """Tell that one can go back, if not far."""
        return True

    def tell(self) -> int:
        """Return the place from the beginning of all."""
        return self._settled + self._held.tell()

    def seek(self, offset: int, whence: int = SEEK_SET) -> int:
        """Go to a place. Raises ValueError for one that has settled."""
        end = self._settled + len(self._held.getbuffer())
        place = {SEEK_SET: 0, SEEK_CUR: self.tell(), SEEK_END: end}[whence] + offset
        if place < self._settled:
            raise ValueError("What has settled is not written anew.")
        self._held.seek(place - self._settled)
        return place

    def write(self, data: Any) -> int:
        """Write bytes; returns how many."""
        return self._held.write(data)

    def settle(self) -> None:
        """Hand on all that is held."""
        with self._held.getbuffer() as held:
            for start in range(0, len(held), PIECE):
                self._target.write(held[start : start + PIECE])
            self._settled += len(held)
        self._held = BytesIO()
