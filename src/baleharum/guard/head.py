"""The WSGI filter that answers HEAD as GET, without the body.

Zope asks other methods of an object for HEAD than for GET: a case had none of them, and pages sent
their body along, which the next answer on the same connection was then mistaken for.
"""

from collections.abc import Callable
from collections.abc import Iterable


#: How far an upload has come is asked with HEAD; plone.restapi has no GET there.
ITS_OWN = "/@tus-upload/"

#: What makes a part of an answer, or none, is for GET alone.
FOR_GET_ALONE = ("HTTP_RANGE", "HTTP_IF_RANGE")


class Head:
    """Asks the application for what GET would give, and sends status and headers alone."""

    def __init__(self, app: Callable):
        self.app = app

    def __call__(self, environ: dict, start_response: Callable) -> Iterable[bytes]:
        if environ.get("REQUEST_METHOD") != "HEAD":
            return self.app(environ, start_response)
        if ITS_OWN in environ.get("PATH_INFO", ""):
            asked = environ
        else:
            asked = {k: v for k, v in environ.items() if k not in FOR_GET_ALONE}
            asked["REQUEST_METHOD"] = "GET"
        held: list[tuple] = []

        def hold(status, headers, exc_info=None):
            held[:] = [(status, headers, exc_info)]

        body = self.app(asked, hold)
        try:
            status, headers, exc_info = held[0]
            start_response(status, measured(headers, body), exc_info)
        finally:
            close = getattr(body, "close", None)
            if close is not None:
                close()
        return []


def measured(headers: list[tuple[str, str]], body: Iterable[bytes]) -> list[tuple[str, str]]:
    """Return the headers with the length of the body: without it a server sends an end of one."""
    if any(name.lower() == "content-length" for name, _value in headers):
        return headers
    return [*headers, ("Content-Length", str(sum(len(part) for part in body)))]
