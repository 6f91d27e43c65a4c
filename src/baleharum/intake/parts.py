"""What a report keeps beside its submission: files, messages and notes, sealed by its key."""

from baleharum.vault.files import SealedFile
from baleharum.vault.objects import seal_to
from baleharum.vault.objects import SealedObject
from baleharum.vault.objects import SealedValue
from datetime import datetime
from persistent import Persistent
from typing import Any


class Part(SealedObject, Persistent):
    """Something of a report: the record of openings names the report itself."""

    def _subject(self) -> str:
        return self._vault_case


class ReportFile(Part):
    """One file. number: in the report, from 1; message: number of the message it came with, 0 for
    the submission; size: bytes; media_type; findings: tokens of what is in it; scan: clean, off
    or pending; moved: UID of the document that has taken the file into a case, '' for none.
    """

    name = SealedValue("name", missing="")
    sha256 = SealedValue("sha256", missing="")
    kind = SealedValue("kind", missing="")
    moved = ""

    def __init__(self, number: int, message: int, looked: Any) -> None:
        self.number = number
        self.message = message
        self.size = looked.size
        self.media_type = looked.media_type
        self.findings = tuple(looked.findings)
        self.scan = looked.scan
        self.name = looked.name
        self.sha256 = looked.sha256
        self.kind = looked.kind
        self.file: SealedFile | None = SealedFile(filename=looked.name)
        self.file.write(looked.stream)
        self.file.contentType = looked.media_type

    @property
    def openable(self) -> bool:
        """Whether it may be opened: not while a virus is not ruled out."""
        return self.file is not None and self.scan in ("clean", "off")

    def seal(self, uid: str) -> None:
        """Wrap the keys for the report with this UID."""
        seal_to(self, uid)
        if self.file is not None:
            self.file.seal_to(uid, uid)


class Message(Part):
    """One message of reporter or officer, or a note that stays among officers. sent_at: aware UTC;
    author: user id, '' for the reporter; wish: token of `reporter-wishes` with which it came, ''
    for none: each reader reads it in their language."""

    text = SealedValue("text", missing="")
    wish = ""

    def __init__(
        self, number: int, text: str, sent_at: datetime, author: str, wish: str = ""
    ) -> None:
        self.number = number
        self.sent_at = sent_at
        self.author = author
        self.wish = wish
        self.text = text

    @property
    def from_reporter(self) -> bool:
        """Whether the reporter wrote it."""
        return not self.author

    def seal(self, uid: str) -> None:
        """Wrap the key for the report with this UID."""
        seal_to(self, uid)
