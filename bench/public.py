"""Measures a service page for visitors: against plain Plone, and from memory against a plain "hello".

.venv/bin/python bench/public.py           # a minute; --rounds 15
.venv/bin/python bench/public.py --write   # keeps the table in results-public.md
"""

from baleharum.demo.past import write_history
from baleharum.demo.public import join
from baleharum.public.kept import KeptPages
from datetime import date
from datetime import timedelta
from http.client import HTTPConnection
from measure import Pair
from measure import pair
from pathlib import Path
from report import HEAD
from report import machine
from report import row
from server import Answer
from server import Failed
from server import OURS
from server import PLAIN
from server import Server
from server import serving
from threading import Thread
from time import perf_counter
from time import process_time
from waitress import create_server

import argparse
import sys


SERVICE = f"/{OURS}/layanan/rumah-aman"
TIMES = 200
RESULTS = Path(__file__).resolve().parent / "results-public.md"
PAGE = f"/{PLAIN}/rumah-aman"


def fill_ours(site) -> None:
    """Make both trees with one service."""
    from baleharum.cases.moments import today
    from baleharum.demo.data import read
    from baleharum.demo.public import add_english
    from baleharum.demo.public import folders
    from baleharum.demo.public import OWN
    from DateTime import DateTime
    from plone import api

    told, words = read("public"), read("services")
    service = next(each for each in words["services"] if each["id"] == "rumah-aman")
    english = add_english(site, told["english"])
    pair = folders(site, english, "layanan", told["folders"]["layanan"])
    pages = []
    for language, folder in pair.items():
        page = api.content.create(
            folder,
            "ServicePage",
            id=service["id" if language == "id" else "en"],
            title=service["title"][language],
            description=service["description"][language],
            review_on=today() + timedelta(days=300),
            **words["shared"][language],
            **{name: service[name][language] for name in OWN},
        )
        state = {"action": "publish", "actor": "head1", "comments": "", "time": DateTime()}
        write_history(page, "service_page_workflow", [{**state, "review_state": "published"}])
        page.reindexObject()
        pages.append(page)
    join(*pages)


def fill_plain(site) -> None:
    """Make a page of Plone with the same words."""
    from baleharum.demo.data import read
    from baleharum.demo.public import OWN
    from baleharum.demo.public import rich
    from plone import api

    words = read("services")
    service = next(each for each in words["services"] if each["id"] == "rumah-aman")
    texts = [*words["shared"]["id"].values(), *(service[name]["id"] for name in OWN)]
    text = rich("\n\n".join(texts))
    page = api.content.create(site, "Document", id="rumah-aman", title="Rumah aman", text=text)
    api.content.transition(page, "publish")


def asked(server: Server, pipeline, path: str) -> Answer:
    """Ask as a visitor; the time is that of the pipeline."""
    told: list = []
    environ = server._environ("GET", path, "")

    def start_response(status, headers, exc_info=None):
        told[:] = [int(status.split()[0]), headers]

    wall, cpu = perf_counter(), process_time()
    parts = pipeline(environ, start_response)
    body = b"".join(parts)
    if hasattr(parts, "close"):
        parts.close()
    answer = Answer(told[0], told[1], body, perf_counter() - wall, process_time() - cpu)
    if answer.status != 200:
        raise Failed(f"{path} answers with {answer.status}.")
    return answer


def hello(size: int):
    """Return a WSGI application that says as much as a page, with the headers of a small one."""
    body = b"x" * size

    def application(environ, start_response):
        kind = ("Content-Type", "text/html; charset=utf-8")
        start_response("200 OK", [kind, ("Content-Length", str(size))])
        return [body]

    return application


def measured(server: Server, rounds: int) -> list[Pair]:
    """Return the pairs of a run."""
    from baleharum.guard.headers import Headers
    from baleharum.guard.uniform import make_filter
    from ZPublisher.httpexceptions import HTTPExceptionHandler
    from ZPublisher.WSGIPublisher import publish_module

    import Zope2

    site = HTTPExceptionHandler(publish_module)
    pages = KeptPages(site, Zope2.DB.lastTransaction)
    whole, with_pages = (Headers(make_filter({})(app)) for app in (site, pages))
    size = len(asked(server, with_pages, SERVICE).body)
    if not pages.pages:
        raise Failed("The page was not kept: its figures would be those of a page that is made.")
    return [
        pair(
            "service page, made anew",
            lambda: asked(server, whole, SERVICE),
            "page of Plone with the same words",
            lambda: asked(server, whole, PAGE),
            rounds,
        ),
        *from_memory(with_pages, size, rounds),
    ]


def from_memory(pipeline, size: int, rounds: int) -> list[Pair]:
    """Return the pair of what is kept, both asked by HTTP of the same kind of server."""
    ours, theirs = served(pipeline), served(hello(size))
    try:
        return [
            pair(
                f"kept service page by HTTP, {TIMES} requests ({size} bytes)",
                lambda: many(ours.effective_port, SERVICE),
                "plain WSGI, as many bytes",
                lambda: many(theirs.effective_port, "/"),
                rounds,
            )
        ]
    finally:
        ours.close(), theirs.close()


def served(application):
    """Serve a WSGI application on a free port of this machine, in a thread."""
    server = create_server(application, host="127.0.0.1", port=0, threads=2)
    Thread(target=server.run, daemon=True).start()
    return server


def many(port: int, path: str) -> Answer:
    """Ask again and again on one connection, and return the time of all: one takes too little."""
    connection = HTTPConnection("127.0.0.1", port)
    wall, cpu = perf_counter(), process_time()
    for _ in range(TIMES):
        connection.request("GET", path, headers={"Host": "localhost:8080", "Accept": "text/html"})
        answer = connection.getresponse()
        body = answer.read()
        if answer.status != 200:
            raise Failed(f"{path} answers with {answer.status}.")
    taken = perf_counter() - wall, process_time() - cpu
    connection.close()
    return Answer(answer.status, answer.getheaders(), body, *taken)


def told(pairs: list[Pair]) -> str:
    """Return the report: what it was measured on, the aims, the table."""
    return "\n".join(
        [
            "# Public pages",
            "",
            f"{date.today().isoformat()}. {machine()}",
            "",
            "Aims: a service page made anew under 60 ms; from memory at most 3 times a plain WSGI"
            f" answer of as many bytes ({TIMES} requests in a row).",
            "",
            HEAD,
            *(row(each) for each in pairs),
            "",
        ]
    )


def main(argv: list[str]) -> int:
    """Measure, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--write", action="store_true", help=f"keep the table in {RESULTS.name}")
    chosen = parser.parse_args(argv)
    with serving() as server:
        with server.root(OURS) as site:
            fill_ours(site)
        with server.root(PLAIN) as site:
            fill_plain(site)
        pairs = measured(server, chosen.rounds)
    report = told(pairs)
    print(report)
    if chosen.write:
        RESULTS.write_text(report, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
