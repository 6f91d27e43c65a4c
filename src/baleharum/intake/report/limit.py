"""The WSGI filter by which visitors send as much as the report form takes, and no more.

Who is not logged in has nothing else to upload. Of a form that is larger the text is handed on and
the files are not: the page then says so, and shows again all that was written. It stands before
Zope, which writes whatever comes into temporary files before it knows who sends it.
"""

from baleharum.guard.headers import own_page
from baleharum.guard.headers import PAGE_OF_ITS_OWN
from baleharum.intake import policy
from baleharum.login.sessions import is_begun
from baleharum.login.unavailable import LoginUnavailable
from collections.abc import Callable
from collections.abc import Iterable
from http.cookies import CookieError
from http.cookies import SimpleCookie
from io import BytesIO
from multipart import MultipartError
from multipart import parse_options_header
from multipart import PushMultipartParser
from typing import Any
from urllib.parse import urlencode


#: Bytes that the text of a form may have, its token and what holds its parts together.
TEXT = 1 << 20
#: Bytes of what visitors send.
LIMIT = policy.FILES * policy.FILE_BYTES + TEXT
#: Key in the WSGI environ: that the files of a form were not handed on.
LEFT_OUT = "baleharum.files_left_out"
PIECE = 1 << 16

TOO_LARGE = (
    "413 Content Too Large",
    PAGE_OF_ITS_OWN.format(
        413,
        f"Kiriman ini lebih besar dari {LIMIT >> 20} MB, jadi tidak diterima. Kirim berkas yang lebih "
        "kecil. Petugas: masuk dulu, lalu kirim lagi.",
        f"This is larger than {LIMIT >> 20} MB, so it was not taken. Send smaller files. Staff: log in "
        "first, then send it again.",
    ).encode(),
)


class Limit:
    """Hands on what is not too large; see above."""

    def __init__(self, app: Callable) -> None:
        self.app = app

    def __call__(self, environ: dict[str, Any], start_response: Callable) -> Iterable[bytes]:
        if not is_too_large(environ) or is_staff(environ):
            return self.app(environ, start_response)
        body = text_of(environ)
        if body is None:
            return own_page(environ, start_response, *TOO_LARGE)
        kind = "application/x-www-form-urlencoded"
        said = {"CONTENT_TYPE": kind, "CONTENT_LENGTH": str(len(body)), "wsgi.input": BytesIO(body)}
        return self.app({**environ, **said, LEFT_OUT: True}, start_response)


def is_too_large(environ: dict[str, Any]) -> bool:
    """Tell whether a request holds more than visitors send."""
    length = environ.get("CONTENT_LENGTH") or "0"
    return length.isdecimal() and int(length) > LIMIT


def is_staff(environ: dict[str, Any]) -> bool:
    """Tell whether a request comes with a session that has begun: of a browser, or of a program.
    A password is nothing that could be looked at here: who uploads much begins a session."""
    kind, _space, token = environ.get("HTTP_AUTHORIZATION", "").partition(" ")
    if kind.lower() != "bearer":
        try:
            cookies = SimpleCookie(environ.get("HTTP_COOKIE", ""))
        except CookieError:
            return False
        token = cookies["__ac"].value if "__ac" in cookies else ""
    try:
        return bool(token) and is_begun(token.strip())
    except LoginUnavailable:
        # The site itself will say what is wrong.
        return True


def text_of(environ: dict[str, Any]) -> bytes | None:
    """Return the fields of a form without its files, for None what is no such form, or too much."""
    kind, options = parse_options_header(environ.get("CONTENT_TYPE", ""))
    boundary = options.get("boundary", "")
    if environ.get("REQUEST_METHOD") != "POST" or kind != "multipart/form-data" or not boundary:
        return None
    try:
        found = list(_fields(environ["wsgi.input"], boundary))
    except (MultipartError, ValueError):
        return None
    body = urlencode(found).encode("ascii")
    return body if len(body) <= TEXT else None


def _fields(stream: Any, boundary: str) -> Iterable[tuple[str, bytes]]:
    """Yield name and value of what is no file. Raises ValueError for too much of it."""
    name, value, size = "", None, 0
    with PushMultipartParser(boundary) as parser:
        while not parser.closed:
            for event in parser.parse(stream.read(PIECE)):
                if event is None:
                    if value is not None:
                        yield name, bytes(value)
                elif isinstance(event, bytes | bytearray):
                    size += len(event) if value is not None else 0
                    if size > TEXT:
                        raise ValueError("more text than a form takes")
                    if value is not None:
                        value += event
                else:
                    name, value = event.name, None if event.filename is not None else bytearray()


def make_filter(global_conf: Any, **settings: Any) -> type[Limit]:
    """Return the filter for a PasteDeploy pipeline (`paste.filter_factory`)."""
    return Limit
