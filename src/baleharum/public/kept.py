"""The WSGI filter that keeps public pages in memory, and answers from there before Zope is asked.

A page is kept if the site has marked it (see `caching`), and holds as long as nothing at all was
stored in the database since it was made: whatever is changed, by whatever process, no page of
before is given out. Events end and permits run out without a change, so it holds a minute at most.
"""

from baleharum.guard.headers import has_session
from collections import OrderedDict
from collections.abc import Callable
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from threading import Lock

import time


#: Header by which the site marks a page that is the same for everybody; it does not leave.
MARK = "X-Baleharum-Public"
#: Seconds that a page holds; pages that are kept, and bytes of the largest one.
HOLDS, MOST, LARGEST = 60, 256, 262_144
#: The only cookie that changes nothing of a marked page.
LANGUAGE = "I18N_LANGUAGE="

Key = tuple[str, str, str]


@dataclass(frozen=True)
class Page:
    """A kept page. stored: last transaction when it was begun; at: seconds of the clock."""

    headers: tuple[tuple[str, str], ...]
    body: bytes
    tag: str
    stored: bytes
    at: float


class KeptPages:
    """Keeps pages. last: tells the last transaction; clock: seconds that only grow."""

    def __init__(
        self, app: Callable, last: Callable[[], bytes], clock: Callable[[], float] = time.monotonic
    ) -> None:
        self.app, self.last, self.clock = app, last, clock
        self.pages: OrderedDict[Key, Page] = OrderedDict()
        self.lock = Lock()

    def __call__(self, environ: dict, start_response: Callable) -> Iterable[bytes]:
        key = key_of(environ)
        if key is None:
            return self.app(environ, without_mark(start_response))
        stored = self.last()
        page = self.find(key, stored)
        if page is None:
            return self.ask(key, stored, environ, start_response)
        return answer(page, environ, start_response)

    def find(self, key: Key, stored: bytes) -> Page | None:
        """Return a page that still holds."""
        with self.lock:
            page = self.pages.get(key)
            if page is None:
                return None
            if page.stored != stored or self.clock() - page.at > HOLDS:
                del self.pages[key]
                return None
            self.pages.move_to_end(key)
            return page

    def ask(self, key: Key, stored: bytes, environ: dict, start_response: Callable):
        """Have the site answer, and keep its answer if it is marked."""
        began: list[tuple] = []

        def start(status, headers, exc_info=None):
            began[:] = [(status, headers, exc_info)]
            return _no_write

        body = self.app(environ, start)
        status, headers, exc_info = began[0]
        if not is_marked(status, headers):
            start_response(status, unmarked(headers), exc_info)
            return body
        try:
            whole = b"".join(body)
        finally:
            if hasattr(body, "close"):
                body.close()
        tag = f'"{sha256(whole).hexdigest()[:24]}"'
        page = Page(tuple(unmarked(headers)), whole, tag, stored, self.clock())
        if len(whole) <= LARGEST:
            self.keep(key, page)
        return answer(page, environ, start_response)

    def keep(self, key: Key, page: Page) -> None:
        """Keep a page, and let go of the one that nobody has asked for longest."""
        with self.lock:
            self.pages[key] = page
            while len(self.pages) > MOST:
                self.pages.popitem(last=False)


def key_of(environ: dict) -> Key | None:
    """Return what tells a page that may be kept from others, None for a request that is not for
    one: by somebody known, with a question or other cookies, for data."""
    accept = environ.get("HTTP_ACCEPT", "*/*")
    cookies = [each.strip() for each in environ.get("HTTP_COOKIE", "").split(";") if each.strip()]
    if (
        environ.get("REQUEST_METHOD") != "GET"
        or environ.get("QUERY_STRING")
        or environ.get("HTTP_AUTHORIZATION")
        or has_session(environ)
        or "json" in accept
        or not all(each.startswith(LANGUAGE) for each in cookies)
    ):
        return None
    host = environ.get("HTTP_HOST", "")
    return environ.get("wsgi.url_scheme", ""), host, environ.get("PATH_INFO", "")


def is_marked(status: str, headers: list[tuple[str, str]]) -> bool:
    """Tell whether the site says that an answer is the same for everybody."""
    names = {name.lower(): value for name, value in headers}
    page = names.get("content-type", "").startswith("text/html")
    if "no-store" in names.get("cache-control", ""):
        return False
    return status.startswith("200") and MARK.lower() in names and page and "set-cookie" not in names


def unmarked(headers: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return headers as they leave."""
    return [(name, value) for name, value in headers if name.lower() != MARK.lower()]


def without_mark(start_response: Callable) -> Callable:
    """Return what begins an answer without the mark."""

    def start(status, headers, exc_info=None):
        return start_response(status, unmarked(headers), exc_info)

    return start


def answer(page: Page, environ: dict, start_response: Callable) -> list[bytes]:
    """Answer with a page, or with 304 to who has it already."""
    headers = [*page.headers, ("ETag", page.tag)]
    if page.tag in environ.get("HTTP_IF_NONE_MATCH", ""):
        kept = [row for row in headers if not row[0].lower().startswith("content-")]
        start_response("304 Not Modified", kept)
        return []
    start_response("200 OK", headers)
    return [page.body]


def _no_write(data: bytes) -> None:
    raise RuntimeError("Return the body as an iterable.")


def last_transaction() -> bytes:
    """Return the last transaction that this process knows of."""
    import Zope2

    return bytes(Zope2.DB.lastTransaction())


def make_filter(global_conf, **settings):
    """Return the filter for a PasteDeploy pipeline (`paste.filter_factory`)."""
    return lambda app: KeptPages(app, last_transaction)
