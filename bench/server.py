"""The server under measurement: a real Zope in this process, on a database in a folder of its own.

It holds two sites made alike: `baleharum` with the product, and `plain`, Plone as it comes.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextlib import nullcontext
from contextlib import redirect_stdout
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from time import perf_counter
from time import process_time
from urllib.parse import urlsplit

import logging
import sys
import tempfile


ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tools"))

OURS = "baleharum"
PLAIN = "plain"
HOST = "localhost"
PORT = "8080"
PREFIX = "baleharum-bench-"
ADDRESS = f"http://{HOST}:{PORT}"
# The cache of objects is that of profiles/base.cfg.
ZOPE_CONF = """\
instancehome {folder}/instance
clienthome {folder}/instance
<environment>
    BALEHARUM_JOBS {folder}/jobs/jobs.sqlite3
    BALEHARUM_KEK {folder}/vault/kek
    BALEHARUM_KEYSTORE {folder}/vault/keys.sqlite3
    BALEHARUM_TRAIL {folder}/trail/trail.sqlite3
    BALEHARUM_LOGIN {folder}/login/login.sqlite3
    BALEHARUM_LOGIN_KEY {folder}/login/key
    CHAMELEON_CACHE {folder}/cache
    zope_i18n_compile_mo_files true
</environment>
<zodb_db main>
    cache-size 30000
    <filestorage>
      path {folder}/filestorage/Data.fs
      blob-dir {folder}/blobstorage
    </filestorage>
    mount-point /
</zodb_db>
"""


class Failed(RuntimeError):
    """A request that did not answer as it should: its time would mean nothing."""


@dataclass(frozen=True)
class Answer:
    """What a request returned. wall, cpu: seconds inside the server, request to last byte."""

    status: int
    headers: list[tuple[str, str]]
    body: bytes
    wall: float
    cpu: float

    def header(self, name: str) -> str:
        """Return the last header of this name, '' for none."""
        return ([v for k, v in self.headers if k.lower() == name.lower()] or [""])[-1]


class Server:
    """Requests go through the pipeline of profiles/base.cfg, the guard outermost; `pipeline` makes
    one with other settings of the guard.

    folder: one for database, blobs and queue, empty or as an earlier server has left it.
    """

    def __init__(self, folder: Path):
        self.zope_conf = configured(folder)
        from make_site import application

        self.application = application
        self._first = application(str(self.zope_conf))
        from baleharum.guard.headers import Headers
        from baleharum.guard.uniform import make_filter
        from ZPublisher.httpexceptions import HTTPExceptionHandler
        from ZPublisher.WSGIPublisher import publish_module

        def pipeline(**settings):
            return Headers(make_filter({}, **settings)(HTTPExceptionHandler(publish_module)))

        self.pipeline = pipeline
        self._pipeline = pipeline()
        logging.getLogger().setLevel(logging.ERROR)

    @contextmanager
    def root(self, site: str = "") -> Iterator:
        """Give a site (or the root) for set-up, with the request of its administrator.

        What is done is committed at the end; the connection goes back to the pool, so the
        requests that follow find its cache warm.
        """
        from AccessControl.SecurityManagement import newSecurityManager
        from AccessControl.SecurityManagement import noSecurityManager
        from Testing.makerequest import makerequest
        from zope.component.hooks import setSite
        from zope.globalrequest import clearRequest
        from zope.globalrequest import setRequest

        import transaction
        import Zope2

        app, self._first = self._first, None
        if app is None:
            app = makerequest(Zope2.app(), environ={"SERVER_NAME": HOST, "SERVER_PORT": PORT})
        setRequest(app.REQUEST)
        if app.acl_users.getUser("admin") is not None:
            newSecurityManager(None, app.acl_users.getUser("admin").__of__(app.acl_users))
        try:
            setSite(app[site] if site else None)
            yield app[site] if site else app
            transaction.commit()
        finally:
            transaction.abort()
            noSecurityManager()
            setSite(None)
            clearRequest()
            connection = app._p_jar
            # What hangs on the request would otherwise ask a closed connection for its state.
            app.REQUEST.close()
            connection.close()

    def forget(self) -> None:
        """Empty the caches of the database, as after a start."""
        import Zope2

        Zope2.DB.cacheMinimize()

    def close(self) -> None:
        """Close the database: it is opened again in no time, since its index is written."""
        import Zope2

        Zope2.DB.close()

    def request(self, method: str, path: str, cookie: str = "", **options) -> Answer:
        """Answer a request; its time is that of the whole pipeline.

        path: with its query, or a whole address on this server; options: body (bytes),
        type (its media type), accept.
        """
        environ = self._environ(method, path, cookie, **options)
        told: list = []

        def start_response(status, headers, exc_info=None):
            told[:] = [int(status.split()[0]), headers]

        wall, cpu = perf_counter(), process_time()
        parts = self._pipeline(environ, start_response)
        body = b"".join(parts)
        close = getattr(parts, "close", None)
        if close is not None:
            close()
        return Answer(told[0], told[1], body, perf_counter() - wall, process_time() - cpu)

    def _environ(self, method, path, cookie, body=b"", type="", accept="text/html"):
        parts = urlsplit(path)
        return {
            "REQUEST_METHOD": method,
            "SCRIPT_NAME": "",
            "PATH_INFO": parts.path,
            "QUERY_STRING": parts.query,
            "SERVER_NAME": HOST,
            "SERVER_PORT": PORT,
            "SERVER_PROTOCOL": "HTTP/1.1",
            "HTTP_HOST": f"{HOST}:{PORT}",
            "HTTP_ACCEPT": accept,
            "HTTP_ACCEPT_LANGUAGE": "id",
            "HTTP_COOKIE": cookie,
            "CONTENT_TYPE": type,
            "CONTENT_LENGTH": str(len(body)),
            "REMOTE_ADDR": "127.0.0.1",
            "wsgi.version": (1, 0),
            "wsgi.url_scheme": "http",
            "wsgi.input": BytesIO(body),
            "wsgi.errors": sys.stderr,
            "wsgi.multithread": False,
            "wsgi.multiprocess": False,
            "wsgi.run_once": False,
        }


def configured(folder: Path) -> Path:
    """Lay out a folder for an instance and return its zope.conf."""
    from plone.recipe.zope2instance.make import make_instance

    zope_conf = folder / "instance" / "etc" / "zope.conf"
    if zope_conf.exists():
        return zope_conf
    for part in ("filestorage", "blobstorage", "jobs", "vault", "cache"):
        (folder / part).mkdir(mode=0o700, parents=True)
    # An account name without a password writes no initial user.
    make_instance("admin:", str(folder / "instance"))
    zope_conf.write_text(ZOPE_CONF.format(folder=folder))
    return zope_conf


@contextmanager
def serving(folder: Path | None = None) -> Iterator[Server]:
    """Give a server with both sites. Its folder is removed at the end; one that is named stays,
    and is served as it is if it holds them already."""
    from make_site import ANSWERS
    from make_site import install
    from make_site import log_in_as_admin
    from make_site import make_site
    from plone.distribution.api.site import create

    import secrets

    if folder is not None and (folder / "instance").exists():
        yield (server := Server(folder))
        server.close()
        return
    with nullcontext(folder) if folder else tempfile.TemporaryDirectory(prefix=PREFIX) as name:
        server = Server(Path(name))
        # The output is for the tables.
        with redirect_stdout(sys.stderr), server.root() as app:
            log_in_as_admin(app, secrets.token_urlsafe())
            make_site(app)
            install(app[OURS], "baleharum:default")
            create(app, "classic", {**ANSWERS, "site_id": PLAIN})
            # A classic site answers REST requests after this profile, which the product brings.
            install(app[PLAIN], "plone.restapi:default")
        yield server
        server.close()
