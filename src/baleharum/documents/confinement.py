"""Parsers meet files of strangers only in a child process with limits of memory, time and output."""

from baleharum import _
from baleharum.documents import exits
from baleharum.documents import parents
from baleharum.jobs.interfaces import PermanentFailure
from contextlib import ExitStack
from typing import BinaryIO

import json
import os
import selectors
import time


#: Seconds by the clock on the wall; the child limits its own processor time and memory.
TIMEOUT = 30.0
CHUNK = 1 << 16

#: No code with which a child ends: it was not there, or what should have made it was not.
NEVER_BEGAN = 255

MESSAGES = {
    "encrypted": _(
        "unreadable_encrypted",
        default="The file is protected by a password. It is kept; ask for a copy without"
        " password, and add it as a new version.",
    ),
    "broken": _(
        "unreadable_broken",
        default="The file is damaged and can't be read. It is kept as it is; ask for another"
        " copy, and add it as a new version.",
    ),
    "too-large": _(
        "unreadable_too_large",
        default="The content of the file is too large to be read here. It is kept and can be"
        " downloaded.",
    ),
    "timeout": _(
        "unreadable_timeout",
        default="Reading the file took too long. It is kept and can be downloaded; a copy saved"
        " anew as PDF often helps.",
    ),
    "crashed": _(
        "unreadable_crashed",
        default="The file could not be read. It is kept and can be downloaded; a copy saved"
        " anew as PDF often helps.",
    ),
    "no-page": _("unreadable_no_page", default="The document has no such page."),
    "unsafe": _(
        "unreadable_unsafe",
        default="The file would write where it should not when it is unpacked. It is not opened;"
        " ask for another copy.",
    ),
    "other-kind": _(
        "unreadable_other_kind",
        default="The content of the file is not of the kind that its name says. Ask for another"
        " copy.",
    ),
    "no-pages": _(
        "unreadable_no_pages",
        default="A file of this kind can't be shown on paper. Add a transcript or pictures of it as"
        " PDF.",
    ),
    "no-office": _(
        "unreadable_no_office",
        default="There is no office program on this machine that makes a PDF of this file. Save it"
        " as PDF, and add that.",
    ),
    "unconfined": _(
        "unreadable_unconfined",
        default="This machine does not let an office program run without a network and without a"
        " disk. Save the file as PDF, and add that.",
    ),
    "no-preview": _(
        "unreadable_no_preview",
        default="Files of this kind have no preview. Download it to see it.",
    ),
}

REASONS = {
    exits.LOCKED: "encrypted",
    exits.BROKEN: "broken",
    exits.TOO_LARGE: "too-large",
    exits.NO_PAGE: "no-page",
    exits.NO_PREVIEW: "no-preview",
    exits.UNSAFE: "unsafe",
    exits.OTHER_KIND: "other-kind",
    -exits.OUT_OF_TIME: "timeout",
}


class Unreadable(PermanentFailure):
    """A file can't be read or shown: `reason` (also args[0]) is a code, `message` says what to do."""

    def __init__(self, reason: str) -> None:
        super().__init__(MESSAGES[reason])
        self.args = (reason,)
        self.reason = reason


def run(
    arguments: list[str],
    limit: int,
    source: BinaryIO | None = None,
    module: str = "baleharum.documents.extractor",
) -> bytes:
    """Run the extractor with `arguments` and return what it writes, at most `limit` bytes.

    source: an open file of the system that the child has as its standard input, see `handing`;
    module: another one that confines itself and ends as the extractor does.
    Raises `Unreadable` if it refuses, crashes, takes too long or writes more.
    """
    deadline = time.monotonic() + TIMEOUT
    question = json.dumps([module, *arguments]).encode()
    with ExitStack() as stack:
        given = source or stack.enter_context(open(os.devnull, "rb"))
        output, code = _asked(question, given, limit, deadline)
        if code == NEVER_BEGAN:
            given.seek(0)
            output, code = _asked(question, given, limit, deadline)
    if code:
        raise Unreadable(REASONS.get(code, "crashed"))
    return output


def _asked(question: bytes, source: BinaryIO, limit: int, deadline: float) -> tuple[bytes, int]:
    """What a child writes, and the code of its end."""
    try:
        answer, leash = parents.ask(question, source.fileno())
        with answer, leash:  # The leash, let go, ends the child.
            output = read_all(answer, limit, deadline)
            leash.settimeout(max(0.1, deadline - time.monotonic()))
            return output, int(leash.recv(CHUNK) or NEVER_BEGAN)
    except TimeoutError:
        raise Unreadable("timeout") from None
    except OSError:
        raise Unreadable("crashed") from None


def read_all(stream: BinaryIO, limit: int, deadline: float) -> bytes:
    """All that comes until the end of the stream; who writes too much is stopped.

    Raises Unreadable ('too-large') or TimeoutError.
    """
    output = bytearray()
    with selectors.DefaultSelector() as selector:
        selector.register(stream, selectors.EVENT_READ)
        while selector.select(max(0.0, deadline - time.monotonic())):
            chunk = os.read(stream.fileno(), CHUNK)
            if not chunk:
                return bytes(output)
            output += chunk
            if len(output) > limit:
                raise Unreadable("too-large")
    raise TimeoutError
