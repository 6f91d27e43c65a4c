"""The door that every upload passes: form, drop zone, REST, pieces, script; the same for all."""

from baleharum.cases.files.viruses import scanned
from baleharum.documents.gate import examine
from baleharum.documents.gate import Examined
from dataclasses import dataclass
from typing import BinaryIO

import transaction


#: What was examined in this transaction: before anything is made, then when it is filed.
SEEN = "baleharum.cases.files.door"


@dataclass(frozen=True)
class Entered:
    """An upload that may be kept: what it is and holds, and what the scanner said of it."""

    examined: Examined
    scan: str


def entered(stream: BinaryIO, filename: str, declared: str = "") -> Entered:
    """Examine and scan an open file, and leave it at its beginning. Raises Refused.

    A file passes two or three times on its way in; what the child process and the scanner said
    is remembered until the end of the transaction, by its bytes.
    """
    examined = examine(stream, filename, declared, _seen())
    known = _seen().get((examined.sha256, "scan"))
    if known is None:
        known = _seen()[examined.sha256, "scan"] = scanned(stream)
    return Entered(examined, known)


def declared_type(upload) -> str:
    """Return the media type that a browser sent with a file, '' for none."""
    headers = getattr(upload, "headers", None)
    return (headers.get("content-type") or "") if headers else ""


def _seen() -> dict:
    current = transaction.get()
    try:
        return current.data(SEEN)
    except KeyError:
        current.set_data(SEEN, {})
        return current.data(SEEN)
