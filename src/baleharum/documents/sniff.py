"""What a file really is, by its content; only what is on the list and is what its name says is kept."""

from baleharum import _
from baleharum.documents import kinds
from baleharum.documents.packages import office_type
from zope.i18n import interpolate
from zope.i18nmessageid import Message

import os
import puremagic


#: How much of a file is enough to recognise it, in bytes.
HEAD = 1 << 16

#: Byte order marks of text (that of UTF-8 as it looks in Latin-1).
UTF_16 = (b"\xff\xfe", b"\xfe\xff")
UTF_8 = "\xef\xbb\xbf"

#: Text that a browser would take for a page or a picture with scripts.
MARKUP = ("<!doctype", "<html", "<head", "<body", "<script", "<svg", "<?xml", "<!--")

#: Pictures and films in the container of MP4 that are neither sound nor film of our list.
FOREIGN_BRANDS = (b"heic", b"heix", b"heif", b"mif1", b"msf1", b"avif", b"avis", b"crx ", b"qt  ")
SOUND_BRANDS = (b"M4A ", b"M4B ")

LISTED = "PDF, JPG, PNG, DOCX, XLSX, ODT, TXT, MP3, M4A, MP4"


class Refused(ValueError):
    """This file is not kept. `message` (also args[0]) is for who uploads it and names the remedy."""

    def __init__(self, reason: str, message: Message) -> None:
        super().__init__(message)
        self.reason = reason
        self.message = message

    def __str__(self) -> str:
        return interpolate(self.message.default, self.message.mapping)


def media_type(head: bytes, filename: str) -> str:
    """Return what the first bytes of a file are (`HEAD` of them, or all).

    The name only tells sound from film, which look alike. What we don't know
    is 'application/octet-stream'.
    """
    if head.startswith(b"%PDF-"):
        return kinds.PDF
    if head.startswith(b"\xff\xd8\xff"):
        return kinds.JPEG
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return kinds.PNG
    if head.startswith(b"PK\x03\x04"):
        return office_type(head) or kinds.UNKNOWN
    if head[4:8] == b"ftyp":
        return _sound_or_film(head[8:12], filename)
    if head.startswith(b"ID3") or _is_mp3_frame(head):
        return kinds.MP3
    return kinds.TXT if _is_plain_text(head) else kinds.UNKNOWN


def check(head: bytes, filename: str) -> str:
    """Return the media type of a file that may be kept; raise `Refused` for any other.

    A file is kept if content and extension agree on a type of the list. What
    begins right and is broken further on is kept: it may be all there is.
    """
    if not head:
        raise Refused("empty", EMPTY)
    extension = os.path.splitext(filename)[1].lower()
    named = named_kind(filename)
    if named is None:
        raise Refused("extension", _not_listed(extension))
    found = media_type(head, filename)
    if found == named:
        return found
    if head.startswith(b"\xd0\xcf\x11\xe0") and named in kinds.OFFICE:
        raise Refused("locked", LOCKED)
    # Nearly everything can pass for text: renaming it would mend nothing.
    if found in (kinds.UNKNOWN, kinds.TXT):
        raise Refused("content", not_what_it_says(extension, head))
    raise Refused("mismatch", _misnamed(extension, kinds.EXTENSIONS[found][0]))


def named_kind(filename: str) -> str | None:
    """Return the media type that a name promises, None for one that is not on the list."""
    extension = os.path.splitext(filename)[1].lower()
    return next((kind for kind, known in kinds.EXTENSIONS.items() if extension in known), None)


def _sound_or_film(brand: bytes, filename: str) -> str:
    """Phones write the same brand for both, so the name decides where the brand doesn't."""
    if brand in FOREIGN_BRANDS:
        return kinds.UNKNOWN
    sound = brand in SOUND_BRANDS or filename.lower().endswith(".m4a")
    return kinds.M4A if sound else kinds.MP4


def _is_mp3_frame(head: bytes) -> bool:
    """A frame of MPEG layer III: eleven bits of sync, then a version, layer and rate that exist."""
    if len(head) < 4 or head[0] != 0xFF or head[1] & 0xE6 != 0xE2:
        return False
    return head[1] & 0x18 != 0x08 and head[2] & 0xF0 != 0xF0 and head[2] & 0x0C != 0x0C


def _is_plain_text(head: bytes) -> bool:
    """Text without control characters that doesn't begin like a page."""
    text = head.decode("utf-16" if head.startswith(UTF_16) else "latin-1", "ignore")
    if text.removeprefix(UTF_8).lstrip()[:64].lower().startswith(MARKUP):
        return False
    return not any(ord(sign) < 32 and sign not in "\t\n\f\r\x1a\x1b" for sign in text)


EMPTY = _(
    "refused_empty",
    default="The file is empty. Check the original, and choose it again.",
)
LOCKED = _(
    "refused_locked",
    default="The file is protected by a password or comes from an old office program. Open it"
    " there, save it without password as DOCX, XLSX or PDF, and choose that file.",
)


def _not_listed(extension: str) -> Message:
    if not extension:
        return _(
            "refused_no_extension",
            default="The name of the file has no ending, so nobody can tell what it is. Give it the"
            " right one, and choose it again; kept are: ${listed}.",
            mapping={"listed": LISTED},
        )
    return _(
        "refused_extension",
        default="Files of the kind '${extension}' are not kept. Choose one of: ${listed}.",
        mapping={"extension": extension[:16], "listed": LISTED},
    )


def _misnamed(extension: str, right: str) -> Message:
    return _(
        "refused_mismatch",
        default="The file is named '${extension}', but its content is '${right}'. Rename it to"
        " end in '${right}', and choose it again.",
        mapping={"extension": extension, "right": right},
    )


def not_what_it_says(extension: str, head: bytes) -> Message:
    """Return what to tell about a file whose name promises another content."""
    found = _guess_at(head)
    named = named_kind(f"name{extension}")
    if found in (kinds.UNKNOWN, named):
        # It begins like one and is none, or like nothing: a name for that would help nobody.
        return _(
            "refused_content_unknown",
            default="The file is named '${extension}', but it is no usable file of that kind. Open"
            " it in the program that made it, save it as PDF, and choose that file.",
            mapping={"extension": extension},
        )
    return _(
        "refused_content",
        default="The file is named '${extension}', but its content is not of that kind"
        " (${found}). Open it in the program that made it, save it as PDF, and choose that file.",
        mapping={"extension": extension, "found": found},
    )


def _guess_at(head: bytes) -> str:
    """The best name for content we don't keep, to help who has to mend it."""
    try:
        return puremagic.from_string(head, mime=True) or kinds.UNKNOWN
    except (puremagic.PureError, ValueError, IndexError):
        return kinds.UNKNOWN
