"""The WSGI filter that gives every answer of the site its security headers.

It stands outermost, before the guard: pages, files, services, static resources, redirects and
errors leave by it. What an answer said of itself is replaced, except for its own content policy:
that is sent as well, and a browser obeys both, so that it can only be narrower.
"""

from baleharum.guard.doors import closed
from baleharum.guard.doors import is_management
from baleharum.guard.doors import is_public
from baleharum.guard.doors import readable
from collections.abc import Callable
from collections.abc import Iterable
from dataclasses import dataclass
from dataclasses import replace

import logging
import re


logger = logging.getLogger(__name__)

Header = tuple[str, str]

#: Key in the WSGI environ: that this filter saw the request. The security check looks for it.
SEEN = "baleharum.headers"

#: What a page may load and do. Styles of its own are written by the editor of texts.
PAGE = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self' 'unsafe-inline'",
    "img-src": "'self' data: blob:",
    "font-src": "'self' data:",
    "media-src": "'self'",
    "connect-src": "'self'",
    "manifest-src": "'self'",
    "object-src": "'none'",
    "base-uri": "'self'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
}
#: Scripts that stand in pages of Plone's own: `form.submit()` of a list, the question before an
#: action is removed, the panel of resources, the form that restricts what a folder takes.
HASHES = (
    "U2jHzcJroMbkJDy1d+p5YdXgm7A4+XRYRXKoZ2OoPw0=",
    "4ZLCELHk0ytKRi7kePRkxVW/qdSY/iuxJA5oNlQqaiI=",
    "LaXqE58L200e4Qwjjl4rC3SjpbmBbe7dJIYwlUYYeD4=",
    "DW/7b+0FlMqxlwdJLJ3tZ5qpcO7WJvP8gGsDFh0SV7k=",
)
#: Templates of Plone's own bundle are functions made of text (plone/mockup#1306): only who is
#: logged in meets them.
STAFF_SCRIPTS = " ".join(
    ("'self'", "'unsafe-eval'", "'unsafe-hashes'", *(f"'sha256-{value}'" for value in HASHES))
)
STAFF_PAGE = {**PAGE, "script-src": STAFF_SCRIPTS}
#: The management screens of Zope are frames with scripts in them. They are shown where no
#: virtual host stands before them: on the machine itself.
MANAGEMENT = {
    **PAGE,
    "script-src": "'self' 'unsafe-inline' 'unsafe-eval'",
    "frame-src": "'self'",
    "frame-ancestors": "'self'",
}
#: What is no page: data, files, scripts, pictures.
BARE = {"default-src": "'none'", "base-uri": "'none'", "frame-ancestors": "'none'"}

#: Names that browsers know: each of the others is a warning in their console.
DENIED = (
    "accelerometer autoplay browsing-topics camera display-capture geolocation gyroscope hid "
    "idle-detection local-fonts magnetometer microphone midi payment picture-in-picture "
    "publickey-credentials-create publickey-credentials-get screen-wake-lock serial usb "
    "xr-spatial-tracking"
).split()

#: The same for every answer.
ALWAYS: tuple[Header, ...] = (
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "same-origin"),
    ("Permissions-Policy", ", ".join(f"{name}=()" for name in DENIED)),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
)
#: A page may ask for more: that no link of it tells where it stood, not even on this site. A page
#: with a form cannot: browsers then hide from us that it was sent from here.
SILENT: Header = ("Referrer-Policy", "no-referrer")
HSTS: Header = ("Strict-Transport-Security", "max-age=63072000")
NO_STORE: Header = ("Cache-Control", "private, no-store")

#: What decides about a page besides its address: who asks, and for a page or for data. A cache that
#: keeps what a stranger was shown does not give it to somebody who is known, nor as a page.
DECIDES = ("Accept", "Authorization", "Cookie")

#: What tells about the machine, or is ours to say.
DROPPED = frozenset(
    ("x-powered-by", "server", "via", "x-frame-options", "strict-transport-security")
) | {name.lower() for name, _value in ALWAYS}
#: Zope names the kind and value of an error, Plone what its theme did and by which rule it keeps.
DROPPED_PREFIXES = ("bobo-exception-", "x-theme-", "x-cache-")

STATIC = re.compile(r"/\+\+(?:plone|resource|theme|webresource|unique)\+\+")
SESSION = re.compile(r"(?:^|[;,\s])__ac\s*=")
SECURE_HOST = re.compile(r"/VirtualHostBase/https/")

PAGE_OF_ITS_OWN = (
    '<!DOCTYPE html>\n<html lang="id"><head><meta charset="utf-8"><title>{0}</title></head>'
    '<body><h1>{0}</h1><p>{1}</p><p lang="en">{2}</p></body></html>\n'
)
#: What the filter itself answers: (status, body).
ERROR = (
    "500 Internal Server Error",
    PAGE_OF_ITS_OWN.format(
        500,
        "Terjadi kesalahan. Coba lagi, lalu hubungi pengelola.",
        "Something went wrong. Try again, then tell the administrator.",
    ).encode(),
)
NO_DOOR = (
    "404 Not Found",
    PAGE_OF_ITS_OWN.format(
        404, "Halaman ini tidak ada di sini.", "There is no such page here."
    ).encode(),
)


@dataclass(frozen=True)
class Asked:
    """What of a request decides about the headers of its answer."""

    known: bool
    secure: bool
    static: bool
    managed: bool

    @classmethod
    def of(cls, environ: dict) -> "Asked":
        """Read a WSGI environ."""
        path = environ.get("PATH_INFO", "")
        secure = bool(SECURE_HOST.match(path)) or environ.get("wsgi.url_scheme") == "https"
        return cls(
            known=bool(environ.get("HTTP_AUTHORIZATION")) or has_session(environ),
            secure=secure,
            static=bool(STATIC.search(path)),
            managed=is_management(path) and not is_public(path),
        )


def has_session(environ: dict) -> bool:
    """Tell whether a request brings the cookie of somebody who is logged in."""
    return bool(SESSION.search(environ.get("HTTP_COOKIE", "")))


def policy(directives: dict[str, str]) -> str:
    """Return a content security policy as it is sent."""
    return "; ".join(f"{name} {value}" for name, value in directives.items())


def directives(asked: Asked, is_page: bool) -> dict[str, str]:
    """Return the content policy of an answer."""
    if not is_page:
        return BARE
    if asked.managed:
        return MANAGEMENT
    return STAFF_PAGE if asked.known else PAGE


def secured(
    asked: Asked, headers: Iterable[Header], fleeting: bool = False, unchanged: bool = False
) -> list[Header]:
    """Return the headers of an answer as they leave. fleeting: the next may be told otherwise;
    unchanged: it says that what a browser has kept still holds."""
    kept, own = [], []
    said, varies = {}, [] if asked.static else list(DECIDES)
    for name, value in headers:
        low = name.lower()
        said[low] = value.lower()
        if low == "content-security-policy":
            own.append((name, value))
        elif low == "vary":
            varies.extend(word.strip() for word in value.split(","))
        elif low not in DROPPED and not low.startswith(DROPPED_PREFIXES):
            kept.append((name, value))
    is_page = said.get("content-type", "").startswith("text/html")
    is_page = is_page and not said.get("content-disposition", "").startswith("attachment")
    private = "set-cookie" in said or "no-store" in said.get("cache-control", "")
    if ((asked.known or fleeting) and not asked.static) or private:
        kept = [h for h in kept if h[0].lower() not in ("cache-control", "expires", "pragma")]
        kept.append(NO_STORE)
    if varies:
        kept.append(("Vary", ", ".join(sorted({word.capitalize() for word in varies}))))
    silent = said.get("referrer-policy") == SILENT[1]
    always = [SILENT if silent and name == SILENT[0] else (name, value) for name, value in ALWAYS]
    if unchanged:
        # A browser takes the headers of a 304 for those of the page that it has kept, and the policy
        # of an answer without a type would leave that page without its styles.
        own = []
    else:
        own.append(("Content-Security-Policy", policy(directives(asked, is_page))))
    framing = ("X-Frame-Options", "SAMEORIGIN" if asked.managed and is_page else "DENY")
    return [*kept, *always, *own, framing, *([HSTS] if asked.secure else [])]


class Headers:
    """Adds the headers; an error that nobody answered leaves as a page that tells nothing."""

    def __init__(self, app: Callable):
        self.app = app

    def __call__(self, environ: dict, start_response: Callable) -> Iterable[bytes]:
        environ[SEEN] = True
        asked = Asked.of(environ)

        def start(status, headers, exc_info=None):
            # A refusal has one shape, whatever was asked for.
            about = asked if status.startswith("2") else replace(asked, managed=False)
            # Where somebody is sent, and what they are refused, depends on who they are and when.
            fleeting = not status.startswith(("2", "304"))
            unchanged = status.startswith("304")
            return start_response(status, secured(about, headers, fleeting, unchanged), exc_info)

        path = environ.get("PATH_INFO", "")
        if closed(path) or not readable(path):
            return own_page(environ, start, *NO_DOOR)
        try:
            return self.app(environ, start)
        except Exception:
            logger.exception("an error that nothing answered")
            return own_page(environ, start, *ERROR)


def own_page(environ: dict, start: Callable, status: str, body: bytes) -> list[bytes]:
    """Answer with a page of the filter's own."""
    kind = ("Content-Type", "text/html; charset=utf-8")
    start(status, [kind, ("Content-Length", str(len(body)))])
    return [] if environ.get("REQUEST_METHOD") == "HEAD" else [body]


def make_filter(global_conf, **settings):
    """Return the filter for a PasteDeploy pipeline (`paste.filter_factory`)."""
    return Headers
