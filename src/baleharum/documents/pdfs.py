"""What a PDF does by itself. Runs in the extractor only, where a hostile file can do no harm."""

from collections.abc import Iterator
from typing import Any

import mmap
import pikepdf
import re


#: A key of a dictionary, or the value of its /S, /Type or /Subtype -> what it means.
NAMES = {
    "/JS": "javascript",
    "/JavaScript": "javascript",
    "/AA": "extra-actions",
    "/Launch": "launch",
    "/EmbeddedFiles": "embedded",
    "/EmbeddedFile": "embedded",
    "/RichMedia": "rich-media",
    "/RichMediaContent": "rich-media",
    "/XFA": "xfa",
    "/SubmitForm": "submit-form",
    "/ImportData": "submit-form",
}
ROLES = ("/S", "/Type", "/Subtype")

#: An action that only turns to a page: many programs write one into every PDF.
TURNING = ("/GoTo",)

#: In a file that is not in order, names count wherever they stand; the short ones occur by chance.
RAW = re.compile(
    rb"/(JavaScript|OpenAction|Launch|EmbeddedFiles?|RichMedia|XFA|SubmitForm|ImportData)\b"
)


def findings(path: str) -> set[str]:
    """Return the tokens of all that acts, in every object, also those without a number."""
    try:
        with pikepdf.open(path, suppress_warnings=True) as pdf:
            found = {token for part in _dictionaries(pdf) for token in _tokens(part)}
            in_order = not pdf.get_warnings()
    except pikepdf.PasswordError:
        return {"encrypted"}
    except pikepdf.PdfError:
        return _raw(path) | {"unchecked"}
    # How it begins was seen in the parsed objects, if there are any: most begin with a page.
    return found if in_order else found | (_raw(path) - {"open-action"})


def _dictionaries(pdf: pikepdf.Pdf) -> Iterator[Any]:
    """Each dictionary once: what is numbered from the list, what lies directly in it by descent."""
    waiting = [*pdf.objects, pdf.trailer]
    while waiting:
        part = waiting.pop()
        if isinstance(part, pikepdf.Stream):
            part = part.stream_dict
        if isinstance(part, pikepdf.Dictionary):
            yield part
            inside = [value for _name, value in part.items()]
        elif isinstance(part, pikepdf.Array):
            inside = list(part)
        else:
            continue
        waiting.extend(
            value
            for value in inside
            if isinstance(value, pikepdf.Dictionary | pikepdf.Array | pikepdf.Stream)
            and not value.is_indirect
        )


def _tokens(part: Any) -> Iterator[str]:
    for name, value in part.items():
        if name in NAMES:
            yield NAMES[name]
        elif name == "/OpenAction" and _acts(value):
            yield "open-action"
        elif name in ROLES and isinstance(value, pikepdf.Name) and str(value) in NAMES:
            yield NAMES[str(value)]


def _acts(action: Any) -> bool:
    """Tell whether an /OpenAction does more than turn to a page."""
    if not isinstance(action, pikepdf.Dictionary):
        return False
    return str(action.get("/S", "")) not in TURNING or "/Next" in action


def _raw(path: str) -> set[str]:
    """Names in the bytes of a file, after the escapes by which they could be hidden."""
    with open(path, "rb") as stream, mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) as data:
        names = {found[1].decode() for found in RAW.finditer(data)}
        hidden = {_unescaped(found[0]) for found in re.finditer(rb"/\w*#[\w#]{2,60}", data)}
    named = {f"/{name}" for name in names} | hidden
    tokens = {NAMES[name] for name in named if name in NAMES}
    return tokens | ({"open-action"} if "/OpenAction" in named else set())


def _unescaped(name: bytes) -> str:
    plain = re.sub(rb"#([0-9A-Fa-f]{2})", lambda code: bytes([int(code[1], 16)]), name)
    return plain.decode("latin-1")
