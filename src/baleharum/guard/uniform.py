"""The WSGI filter that makes every answer from inside a realm look like the one 404.

It stands outermost in the pipeline: whatever is said further in (a redirect to the login form,
an error that names an object, an exception) does not leave unless the guard let the request pass.
"""

from collections.abc import Callable
from collections.abc import Iterable


#: Key in the WSGI environ: a list that realm and guard append to.
MARKS = "baleharum.guard"
ENTERED = "entered"
PASSED = "passed"

BODY = (
    b"<!DOCTYPE html>\n"
    b'<html lang="id"><head><meta charset="utf-8"><title>404</title>'
    b'<meta name="viewport" content="width=device-width, initial-scale=1"></head>'
    b"<body><h1>404</h1>"
    b"<p>Halaman ini tidak ada, atau Anda perlu masuk dahulu.</p>"
    b'<p lang="en">There is no such page, or you need to log in first.</p>'
    b"</body></html>\n"
)
HEADERS = [
    ("Content-Type", "text/html; charset=utf-8"),
    ("Content-Length", str(len(BODY))),
    ("Cache-Control", "private, no-store"),
    ("X-Content-Type-Options", "nosniff"),
    ("X-Frame-Options", "DENY"),
]


class Uniform:
    """Answers the constant 404 for a request that entered a realm and was not let pass."""

    def __init__(self, app: Callable):
        self.app = app

    def __call__(self, environ: dict, start_response: Callable) -> Iterable[bytes]:
        marks: list[str] = []
        environ[MARKS] = marks
        held: list[tuple] = []

        def hold(status, headers, exc_info=None):
            held[:] = [(status, headers, exc_info)]
            return _no_write

        try:
            body = self.app(environ, hold)
        except Exception:
            if refused(marks):
                return self._not_found(environ, start_response)
            raise
        if refused(marks):
            _close(body)
            return self._not_found(environ, start_response)
        status, headers, exc_info = held[0]
        start_response(status, headers, exc_info)
        return body

    def _not_found(self, environ, start_response):
        start_response("404 Not Found", list(HEADERS))
        return [] if environ.get("REQUEST_METHOD") == "HEAD" else [BODY]


def refused(marks: list[str]) -> bool:
    """Tell whether a request entered a realm without being let pass."""
    return ENTERED in marks and PASSED not in marks


def _no_write(data: bytes) -> None:
    raise RuntimeError("Return the body as an iterable; write() would pass by the guard.")


def _close(body) -> None:
    close = getattr(body, "close", None)
    if close is not None:
        close()


def make_filter(global_conf, **settings):
    """Return the filter for a PasteDeploy pipeline (`paste.filter_factory`)."""
    return Uniform
