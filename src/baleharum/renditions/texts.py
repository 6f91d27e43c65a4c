"""Plain text as pages: exports of conversations, notes; set with Typst, as it stands."""

from baleharum.documents.confinement import Unreadable
from baleharum.letters.typeset import fonts
from typing import BinaryIO

import typst


#: Bytes of a text that is set.
LIMIT = 5_000_000
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


def _decoded(data: bytes) -> str:
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return data.decode("latin-1")
