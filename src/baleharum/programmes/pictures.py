"""Pictures that document a distribution: drawn anew, so that place, time and camera stay behind."""

from baleharum import _
from baleharum.cases.history import state_of
from baleharum.cases.moments import today
from baleharum.documents.cleaning import CLEANABLE
from baleharum.documents.cleaning import cleaned
from baleharum.documents.confinement import Unreadable
from baleharum.documents.gate import examine
from baleharum.documents.pages import render
from baleharum.documents.sniff import Refused
from baleharum.programmes.taking import told
from baleharum.team.api import current_user_id
from baleharum.vault.files import SealedFile
from baleharum.vault.objects import seal_to
from baleharum.vault.objects import SealedObject
from baleharum.vault.objects import SealedValue
from datetime import date
from persistent import Persistent
from plone.uuid.interfaces import IUUID
from typing import Any
from typing import BinaryIO

import io
import re


#: States of a batch in which pictures are added and taken away: from the first day of the handing
#: over until the report is finished.
STATES = ("distributed", "accounted")
#: Pictures of one batch, bytes of one that is sent, pixels across of its small form.
MOST, MAX_BYTES, SMALL = 30, 20_000_000, 480
LONG = 200
#: What may be a NIK, with blanks or without.
NUMBER = re.compile(r"(?:\d[ .-]?){16}")


class PictureRefused(ValueError):
    """A picture that is not kept; its only argument is the message, with the remedy."""


class Picture(SealedObject, Persistent):
    """A picture. number: in its batch, given once; on: day on which it was added; by: user id."""

    caption = SealedValue("caption", missing="")

    def __init__(self, number: int, on: date, by: str, caption: str, media_type: str) -> None:
        self.number, self.on, self.by, self.caption = number, on, by, caption
        self.file = SealedFile(b"", media_type, f"{number}")
        self.small = SealedFile(b"", "image/png", f"{number}")

    def seal(self, uid: str) -> None:
        """Wrap its keys for the batch with this UID."""
        seal_to(self, uid)


def may_change(batch: Any) -> bool:
    """Tell whether pictures may be added and taken away now."""
    return state_of(batch) in STATES


def picture_of(batch: Any, number: int | None) -> Picture | None:
    """Return a picture by its number, None where there is none (any more)."""
    return next((each for each in batch._pictures if each.number == number), None)


def add_picture(batch: Any, stream: BinaryIO, name: str, caption: str) -> Picture:
    """Keep a picture without what it tells besides. Raises PictureRefused.

    name: of the file as it was sent; it is not kept. Who calls it has checked who may.
    """
    _check(batch, stream, caption)
    media_type = _kind(stream, name)
    made = Picture(
        batch._highest_picture + 1,
        today(),
        current_user_id(),
        " ".join(caption.split()),
        media_type,
    )
    try:
        data = cleaned(stream, media_type)
        made.small.write(render(io.BytesIO(data), 1, SMALL))
    except Unreadable as trouble:
        raise PictureRefused(BROKEN) from trouble
    made.file.write(data)
    made.seal(IUUID(batch))
    batch._pictures = (*batch._pictures, made)
    batch._highest_picture = made.number
    told(batch, f"picture:{made.number}")
    return made


def remove_picture(batch: Any, number: int | None) -> None:
    """Take a picture away for good. Raises PictureRefused."""
    if not may_change(batch):
        raise PictureRefused(NOT_NOW)
    if picture_of(batch, number) is None:
        raise PictureRefused(GONE)
    batch._pictures = tuple(each for each in batch._pictures if each.number != number)
    told(batch, f"picture-removed:{number}")


def _check(batch: Any, stream: BinaryIO, caption: str) -> None:
    if not may_change(batch):
        raise PictureRefused(NOT_NOW)
    if len(batch._pictures) >= MOST:
        raise PictureRefused(MANY)
    if len(caption) > LONG:
        raise PictureRefused(LONG_CAPTION)
    if NUMBER.search(caption):
        raise PictureRefused(A_NIK)
    if stream.seek(0, io.SEEK_END) > MAX_BYTES:
        raise PictureRefused(LARGE)
    stream.seek(0)


def _kind(stream: BinaryIO, name: str) -> str:
    try:
        found = examine(stream, name)
    except Refused as refused:
        raise PictureRefused(NO_PICTURE) from refused
    if found.media_type not in CLEANABLE:
        raise PictureRefused(NO_PICTURE)
    return found.media_type


NOT_NOW = _(
    "error_picture_state",
    default="Pictures are added while a batch is distributed and accounted for.",
)
MANY = _("error_picture_many", default="A batch keeps 30 pictures at most: take one away first.")
LARGE = _(
    "error_picture_large",
    default="The picture has more than 20 MB: take it again with a lower resolution.",
)
LONG_CAPTION = _(
    "error_picture_caption", default="What the picture shows is told in 200 characters at most."
)
A_NIK = _(
    "error_picture_nik",
    default="What the picture shows is told without numbers of people. Take the long number out.",
)
NO_PICTURE = _(
    "error_picture_kind",
    default="This is no photo in JPEG or PNG. Choose one that your device can show.",
)
BROKEN = _(
    "error_picture_broken",
    default="The picture cannot be opened. Look at it on your device, and send it again.",
)
GONE = _("error_picture_gone", default="This picture is not there any more.")
