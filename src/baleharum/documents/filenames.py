"""The name of an uploaded file: kept as people wrote it, without what deceives or breaks."""

import unicodedata


#: Bytes in UTF-8 that every file system takes.
LENGTH = 255
# A longer "extension" is part of the name.
EXTENSION_LENGTH = 16

NAMELESS = "dokumen"

# Joiners belong to the spelling of Balinese, Arabic and others; they stay, while
# the other format characters can hide what a file is: with a right-to-left
# override before "fdp.exe" a program is shown as if its name ended in ".pdf".
JOINERS = "\u200c\u200d"
DROPPED = ("Cc", "Cf", "Cs", "Zl", "Zp")


def clean_name(name: str) -> str:
    """Return the name to keep: NFC, no path, no control or bidi characters, at most 255 bytes.

    The extension survives, and the name is never empty.
    """
    # Windows browsers used to send the whole path.
    last = unicodedata.normalize("NFC", name).replace("\\", "/").rpartition("/")[2]
    kept = "".join(
        sign for sign in last if sign in JOINERS or unicodedata.category(sign) not in DROPPED
    )
    stem, extension = split_extension(" ".join(kept.split()))
    stem = stem.strip(" .") or NAMELESS
    return _shortened(stem, LENGTH - len(extension.encode())) + extension


def split_extension(name: str) -> tuple[str, str]:
    """Return stem and extension ('' or '.pdf'); '.pdf' alone is an extension without stem."""
    stem, dot, extension = name.rpartition(".")
    if not dot or not extension.isalnum() or len(extension.encode()) >= EXTENSION_LENGTH:
        return name, ""
    return stem, f".{extension}"


def _shortened(stem: str, length: int) -> str:
    """Cut between characters, and not between a letter and the marks that belong to it."""
    if len(stem.encode()) <= length:
        return stem
    cut = stem.encode()[:length].decode("utf-8", "ignore")
    following = stem[len(cut) : len(cut) + 1]
    while cut and following and _joins(following):
        cut, following = cut[:-1], cut[-1]
    return cut.rstrip(" .") or NAMELESS


def _joins(sign: str) -> bool:
    return unicodedata.category(sign).startswith("M") or sign in JOINERS
