"""Plain text as pages: exports of conversations, notes; set with Typst, as it stands."""

from baleharum.documents.confinement import Unreadable
from baleharum.letters.typeset import fonts
from collections.abc import Iterator
from contextlib import ExitStack
from io import BytesIO
from typing import BinaryIO

import pikepdf
import time
import typst


#: Bytes of a text that is set.
LIMIT = 5_000_000
#: Lines that are set at once, characters of a line that is not broken, seconds for all.
LINES, LONGEST, SECONDS = 400, 2_000, 60.0
TEMPLATE = """#set page(paper: "a4", margin: (x: 20mm, y: 22mm))
#set text(size: 10pt, lang: "id", font: ("DejaVu Sans Mono", "Noto Naskh Arabic", "Noto Serif Balinese"))
#set par(leading: 0.6em, justify: false)
#for line in sys.inputs.text.split("\n") [#line \\ ]
"""


def typeset(stream: BinaryIO) -> bytes:
    """Return a text as PDF. Raises Unreadable for one that is too large or no text."""
    stream.seek(0)
    data = stream.read(LIMIT + 1)
    if len(data) > LIMIT:
        raise Unreadable("too-large")
    text = _decoded(data).replace("\r\n", "\n").replace("\r", "\n").replace("\t", "    ")
    return _joined(_set(part) for part in _parts(text))


def _parts(text: str) -> Iterator[str]:
    """Yield a text in parts: setting ten times as much at once takes a hundred times as long."""
    lines = [piece for line in text.split("\n") for piece in _pieces(line)]
    for start in range(0, len(lines), LINES):
        yield "\n".join(lines[start : start + LINES])


def _pieces(line: str) -> list[str]:
    return [line[start : start + LONGEST] for start in range(0, len(line), LONGEST)] or [""]


def _set(text: str) -> bytes:
    try:
        return typst.compile(
            TEMPLATE.encode(),
            sys_inputs={"text": text},
            font_paths=fonts(),
            ignore_system_fonts=True,
            format="pdf",
        )
    except typst.TypstError:
        raise Unreadable("broken") from None


def _joined(parts: Iterator[bytes]) -> bytes:
    """Return one PDF. Raises Unreadable once it takes too long."""
    target, end = BytesIO(), time.monotonic() + SECONDS
    with ExitStack() as stack:
        whole = stack.enter_context(pikepdf.new())
        for part in parts:
            if time.monotonic() > end:
                raise Unreadable("timeout")
            whole.pages.extend(stack.enter_context(pikepdf.open(BytesIO(part))).pages)
        whole.save(target, deterministic_id=True)
    return target.getvalue()


def _decoded(data: bytes) -> str:
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return data.decode("latin-1")
