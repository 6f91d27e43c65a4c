"""The WSGI filter that makes every answer from inside a realm look like the one 404.

It stands outermost in the pipeline: whatever is said further in (a redirect to the login form,
an error that names an object, an exception) does not leave unless the guard let the request pass,
and nothing at all leaves before the record of access has what was noted about the request.

Nor does the time tell: looking who may see a case takes a millisecond that a case which is not
there does not take, so what is refused leaves on the beats of a clock that began with the request.
So does the answer to a search, see `pace`.
"""

from baleharum.guard.head import Head
from baleharum.trail import unavailable
from baleharum.trail.notes import NOTES
from baleharum.trail.notes import Notes
from baleharum.trail.unavailable import TrailUnavailable
from baleharum.vault.interfaces import VaultUnavailable
from baleharum.vault.unavailable import PAGE as NO_KEYS
from collections.abc import Callable
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape

import logging
import time


logger = logging.getLogger(__name__)

#: Key in the WSGI environ: the `Marks` of the request. The publisher copies the environ, not them.
MARKS = "baleharum.guard"

PAGE = (
    "<!DOCTYPE html>\n"
    '<html lang="id"><head><meta charset="utf-8"><title>404</title>'
    '<meta name="viewport" content="width=device-width, initial-scale=1"></head>'
    "<body><h1>404</h1>"
    '<p>Halaman ini tidak ada, atau Anda perlu <a href="{login}">masuk</a> dahulu.</p>'
    '<p lang="en">There is no such page, or you need to <a href="{login}">log in</a> first.</p>'
    "</body></html>\n"
)
HEADERS = (
    ("Content-Type", "text/html; charset=utf-8"),
    ("Cache-Control", "private, no-store"),
    ("X-Content-Type-Options", "nosniff"),
    ("X-Frame-Options", "DENY"),
)


def page(login: str) -> bytes:
    """Return the one page of a site for what is not there; login: address of its login form."""
    return PAGE.format(login=escape(login)).encode("utf-8")


#: Milliseconds between two beats: several times what any refusal takes on a machine at rest.
BEAT = 20


def until_next_beat(passed: float, beat: float) -> float:
    """Return how long to wait for a whole number of beats, all in seconds; 0 without a beat.

    >>> until_next_beat(passed=0.5, beat=2.0)
    1.5
    """
    return -passed % beat if beat else 0.0


@dataclass
class Marks:
    """What realm and guard note about a request.

    login: address of the site's login form; case: path of the case that was let in to, or '';
    beat: seconds between two beats; asked: whether the answer waits for one, see `pace`.
    """

    entered: bool = False
    passed: bool = False
    login: str = ""
    case: str = ""
    beat: float = 0.0
    asked: bool = False

    @property
    def refused(self) -> bool:
        """Whether the request came into a realm and was not let pass."""
        return self.entered and not self.passed


class Uniform:
    """Answers the constant 404 for a request that entered a realm and was not let pass."""

    def __init__(self, app: Callable, beat: float = BEAT / 1000):
        """beat: seconds between two moments at which something leaves that waits; 0: at once."""
        self.app = app
        self.beat = beat

    def __call__(self, environ: dict, start_response: Callable) -> Iterable[bytes]:
        begun = time.monotonic()
        marks = environ[MARKS] = Marks(beat=self.beat)
        notes = environ[NOTES] = Notes()
        held: list[tuple] = []

        def hold(status, headers, exc_info=None):
            held[:] = [(status, headers, exc_info)]
            return _no_write

        try:
            body = self.app(environ, hold)
        except Exception as error:
            instead = _instead(marks, notes, error)
            self.wait(marks, begun)
            if instead is None:
                raise
            return instead(environ, start_response)
        instead = _instead(marks, notes)
        if instead is not None:
            _close(body)
            self.wait(marks, begun)
            return instead(environ, start_response)
        self.wait(marks, begun)
        status, headers, exc_info = held[0]
        start_response(status, headers, exc_info)
        return body

    def wait(self, marks: Marks, begun: float) -> None:
        """Let what is refused, or was searched for, leave no sooner for being about nothing."""
        if self.beat and (marks.refused or marks.asked):
            time.sleep(until_next_beat(time.monotonic() - begun, self.beat))


@dataclass(frozen=True)
class Constant:
    """An answer that is the same whatever was asked for."""

    status: str
    headers: tuple[tuple[str, str], ...]
    body: bytes

    def __call__(self, environ: dict, start_response: Callable) -> list[bytes]:
        start_response(self.status, [*self.headers, ("Content-Length", str(len(self.body)))])
        return [] if environ.get("REQUEST_METHOD") == "HEAD" else [self.body]


DOWN = "503 Service Unavailable"
UNWRITTEN = Constant(DOWN, unavailable.HEADERS, unavailable.PAGE.encode())
UNOPENED = Constant(DOWN, unavailable.HEADERS, NO_KEYS.encode())


def _instead(marks: Marks, notes: Notes, error: Exception | None = None) -> Constant | None:
    """Return what is answered instead of what the site says, None to let that pass."""
    try:
        notes.flush()
    except TrailUnavailable:
        return UNWRITTEN
    if notes.down or isinstance(error, TrailUnavailable):
        return UNWRITTEN
    # Whoever was not let pass learns nothing of the keys either.
    if isinstance(error, VaultUnavailable) and not marks.refused:
        logger.error("%s", *error.args[:1] or ("",))
        return UNOPENED
    return Constant("404 Not Found", HEADERS, page(marks.login)) if marks.refused else None


def _no_write(data: bytes) -> None:
    raise RuntimeError("Return the body as an iterable; write() would pass by the guard.")


def _close(body) -> None:
    close = getattr(body, "close", None)
    if close is not None:
        close()


def make_filter(global_conf, beat=BEAT, **settings):
    """Return the filter for a PasteDeploy pipeline (`paste.filter_factory`).

    beat: milliseconds between two moments at which leaves what waits for one; 0: at once.
    """
    return lambda app: Head(Uniform(app, float(beat) / 1000))
