"""A shared cache as RFC 9111 lets one be, and as eager as it lets one be.

What has no lifetime of its own stays fresh for ever, as with caches that have a default for it.
"""

from collections.abc import Callable
from collections.abc import Iterable
from dataclasses import dataclass
from email.utils import parsedate_to_datetime

import re


#: 15.1 of RFC 9110: what may be kept although nothing says for how long.
HEURISTIC = frozenset((200, 203, 204, 206, 300, 301, 308, 404, 405, 410, 414, 501))
#: A directive, alone or with a value; 'private="x"' speaks of a header and not of the answer.
DIRECTIVE = re.compile(r'\s*([\w-]+)(?:=("[^"]*"|[^,\s]*))?\s*(?:,|$)')
SAFE = ("GET", "HEAD")


def directives(value: str) -> dict[str, str | None]:
    """Return the directives of a Cache-Control header."""
    found = DIRECTIVE.finditer(value)
    return {m[1].lower(): None if m[2] is None else m[2].strip('"') for m in found}


@dataclass(frozen=True)
class Stored:
    """An answer in the cache, and what of its request it depends on."""

    status: str
    headers: tuple[tuple[str, str], ...]
    body: bytes
    asked: tuple[tuple[str, str], ...]

    def header(self, name: str) -> str:
        """Return all values of a header, '' for none."""
        return ", ".join(v for k, v in self.headers if k.lower() == name)


class SharedCache:
    """Stands between visitors and an application. store: address -> answers; hits: addresses."""

    def __init__(self, app: Callable):
        self.app = app
        self.store: dict[str, list[Stored]] = {}
        self.hits: list[str] = []

    def __call__(self, environ: dict, start_response: Callable) -> Iterable[bytes]:
        key = f"{environ['HTTP_HOST']}{environ['PATH_INFO']}?{environ['QUERY_STRING']}"
        found = self._kept(key, environ)
        if found is not None:
            self.hits.append(key)
            start_response(found.status, list(found.headers))
            return [b"" if environ["REQUEST_METHOD"] == "HEAD" else found.body]
        began: list[tuple] = []
        body = self.app(environ, lambda *args: began.append(args))
        whole = b"".join(body)
        if hasattr(body, "close"):
            body.close()
        status, headers = began[-1][:2]
        answer = Stored(status, tuple(headers), whole, _depends(environ, headers))
        if environ["REQUEST_METHOD"] not in SAFE:
            self.store.pop(key, None)
        elif may_store(environ, answer):
            self.store.setdefault(key, []).append(answer)
        start_response(status, headers)
        return [whole]

    def _kept(self, key: str, environ: dict) -> Stored | None:
        if environ["REQUEST_METHOD"] not in SAFE:
            return None
        for answer in self.store.get(key, ()):
            if fresh(answer) and answer.asked == _depends(environ, answer.headers):
                return answer
        return None


def may_store(environ: dict, answer: Stored) -> bool:
    """Tell whether a shared cache may keep an answer: section 3, to the letter."""
    said = directives(answer.header("cache-control"))
    whole = "private" in said and said["private"] is None
    if environ["REQUEST_METHOD"] != "GET" or "no-store" in said or whole:
        return False
    if "no-store" in directives(environ.get("HTTP_CACHE_CONTROL", "")):
        return False
    if environ.get("HTTP_AUTHORIZATION") and not {"public", "must-revalidate", "s-maxage"} & {
        *said
    }:
        return False
    explicit = {"public", "max-age", "s-maxage"} & {*said} or answer.header("expires")
    return bool(explicit) or int(answer.status.split()[0]) in HEURISTIC


def fresh(answer: Stored) -> bool:
    """Tell whether an answer may be given again without asking: section 4.2."""
    said = directives(answer.header("cache-control"))
    if "no-cache" in said or answer.header("vary") == "*":
        return False
    for name in ("s-maxage", "max-age"):
        if name in said:
            return int(said[name] or 0) > 0
    expires, date = answer.header("expires"), answer.header("date")
    if not expires:
        return True
    try:
        return bool(date) and parsedate_to_datetime(expires) > parsedate_to_datetime(date)
    except ValueError:
        return False


def _depends(environ: dict, headers) -> tuple[tuple[str, str], ...]:
    """Return what a request says in the headers that an answer varies by, and its range."""
    names = {"Range"}
    for name, value in headers:
        if name.lower() == "vary":
            names |= {word.strip() for word in value.split(",")}
    keys = {name: f"HTTP_{name.upper().replace('-', '_')}" for name in names}
    return tuple(sorted((name.lower(), environ.get(key, "")) for name, key in keys.items()))
