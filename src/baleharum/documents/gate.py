"""The one gate that every upload passes, by whatever door it comes: what is kept, and what it holds.

What is not what it claims to be, and what was made to break programs, is refused. What acts by
itself when it is opened may be evidence: it is kept, and told as `findings`.
"""

from baleharum import _
from baleharum.documents import confinement
from baleharum.documents import kinds
from baleharum.documents.confinement import Unreadable
from baleharum.documents.declared import check_declared
from baleharum.documents.filenames import clean_name
from baleharum.documents.findings import ordered
from baleharum.documents.handing import handed
from baleharum.documents.handing import SOURCE
from baleharum.documents.passage import is_polyglot
from baleharum.documents.passage import pass_through
from baleharum.documents.passage import Passage
from baleharum.documents.sniff import check
from baleharum.documents.sniff import named_kind
from baleharum.documents.sniff import not_what_it_says
from baleharum.documents.sniff import Refused
from dataclasses import dataclass
from typing import Any
from typing import BinaryIO


#: Kinds whose inside is examined by the child process; sound and film are only handed out.
EXAMINED = (kinds.PDF, kinds.JPEG, kinds.PNG, *kinds.OFFICE)

#: What office programs put into a file of the old kind when they encrypt it.
ENCRYPTABLE = (kinds.DOCX, kinds.XLSX)

#: Bytes of the child's answer: tokens, one a line.
LIMIT = 1000


@dataclass(frozen=True)
class Examined:
    """An upload that may be kept: hash, size in bytes, kind, and tokens of what it holds."""

    sha256: str
    size: int
    media_type: str
    findings: tuple[str, ...]


def examine(
    stream: BinaryIO, filename: str, declared: str = "", known: dict[Any, Any] | None = None
) -> Examined:
    """Examine an open file and leave it at its beginning. Raises `Refused`, naming the remedy.

    filename: as sent; declared: the media type that the sender names, '' for none; known: what
    the child process has said before, by hash and kind; this adds to it.
    """
    name = clean_name(filename)
    seen = pass_through(stream)
    named = named_kind(name)
    if seen.is_encrypted_package and named in ENCRYPTABLE:
        return Examined(seen.sha256, seen.size, named, ("encrypted",))
    media_type = check(seen.head, name)
    check_declared(declared, media_type)
    if media_type == kinds.TXT and not seen.is_text:
        raise Refused("content", not_what_it_says(".txt", seen.head))
    known = {} if known is None else known
    if media_type in EXAMINED and (seen.sha256, media_type) not in known:
        known[seen.sha256, media_type] = _inside(stream, media_type, seen)
    found = set(known.get((seen.sha256, media_type), ()))
    if is_polyglot(seen, media_type):
        found.add("polyglot")
    stream.seek(0)
    return Examined(seen.sha256, seen.size, media_type, ordered(found))


def _inside(stream: BinaryIO, media_type: str, seen: Passage) -> list[str]:
    """What the child process says; what it could not see to the end is no secret either."""
    try:
        with handed(stream) as copy:
            answer = confinement.run(["check", media_type, SOURCE], LIMIT, source=copy)
    except Unreadable as trouble:
        if trouble.reason in ("too-large", "unsafe"):
            raise Refused("bomb", BOMB) from trouble
        if trouble.reason == "other-kind":
            extension = kinds.EXTENSIONS[media_type][0]
            raise Refused("content", not_what_it_says(extension, seen.head)) from trouble
        picture = media_type in (kinds.JPEG, kinds.PNG) and trouble.reason == "broken"
        return ["damaged" if picture else "unchecked"]
    return answer.decode("ascii").split()


BOMB = _(
    "refused_bomb",
    default="The file is built so that it would grow beyond all measure when it is opened, or"
    " write where it should not. Ask for another copy, or open it on a machine apart, save it as"
    " PDF, and choose that file.",
)
