"""Measures searching the text of 200,000 documents, against plain Plone with the same texts.

    search.py [--documents 200000] [--rounds 9] [--write] [--keep FOLDER | --from FOLDER]

See README.md.
"""

from collections.abc import Callable
from collections.abc import Iterator
from filling import SUPERVISOR
from filling import WORKER
from measure import Pair
from measure import pair
from pathlib import Path
from plone import api
from scenes import People
from server import Answer
from server import OURS
from server import PLAIN
from server import Server
from server import serving
from texts import fill
from texts import filled
from texts import let_in
from time import perf_counter
from time import process_time
from urllib.parse import quote

import argparse
import os
import report
import sys


RESULTS = Path(__file__).resolve().parent / "results-search.md"

#: What is asked, by what it shows.
QUERIES = {
    "a rare word": "perceraian",
    "a word in 1 % of the texts": "mediasi",
    "a word in a third of the texts": "kekerasan",
    "two of those": "kekerasan keluarga",
    "a phrase of two of those": '"kekerasan keluarga"',
    "one without the other": "kekerasan NOT keluarga",
    "one or the other": "kekerasan OR keluarga",
}


def measured(server: Server, rounds: int) -> Iterator[Pair]:
    """Yield the pages of hits, of a worker with 40 cases and of who reads all."""
    people = People(server)
    plain = people(PLAIN, WORKER)
    for user_id, name in ((WORKER, "40 cases"), (SUPERVISOR, "all cases")):
        visitor = people(OURS, user_id)
        for label, query in QUERIES.items():
            text = quote(query)
            yield pair(
                f"{label} ({name})",
                lambda visitor=visitor, text=text: visitor.get(f"/perkara/@@find?text={text}"),
                "@@search",
                lambda text=text: plain.get(
                    f"/@@search?SearchableText={text}&sort_on=Date&sort_order=reverse"
                ),
                rounds,
            )


def asked(server: Server, rounds: int) -> Iterator[Pair]:
    """Yield the questions to the catalog alone, a page of hits long, without the pages.

    Each is asked twice, and the second time counts: both sites share one cache of objects, from
    which each drives out what the other one needs.
    """
    for user_id, name in ((WORKER, "40 cases"), (SUPERVISOR, "all cases")):
        for label, query in QUERIES.items():
            yield pair(
                f"{label} ({name})",
                lambda user_id=user_id, query=query: [
                    ours(server, user_id, query) for _again in range(2)
                ][1],
                "SearchableText",
                lambda query=query: [theirs(server, query) for _again in range(2)][1],
                rounds,
            )


def ours(server: Server, user_id: str, query: str) -> Answer:
    """Ask as the page does."""
    from baleharum.cases.files.search import find

    with server.root(OURS) as site, api.env.adopt_user(username=user_id):
        return timed(lambda: find(site["perkara"], query))


def theirs(server: Server, query: str) -> Answer:
    """Ask the catalog of plain Plone the same."""
    # Plone's own index wants a word before each NOT.
    words = query.replace(" NOT ", " AND NOT ")
    asked = {"SearchableText": words, "sort_on": "created", "sort_limit": 25}
    with server.root(PLAIN) as site, api.env.adopt_user(username=WORKER):
        return timed(lambda: site.portal_catalog(sort_order="descending", **asked))


def timed(call: Callable[[], object]) -> Answer:
    """Return how long a call took, as if it were an answer."""
    wall, cpu = perf_counter(), process_time()
    call()
    return Answer(200, [], b"", perf_counter() - wall, process_time() - cpu)


def main(argv: list[str]) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=200_000)
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--write", action="store_true", help=f"keep the table in {RESULTS.name}")
    parser.add_argument("--keep", type=Path, help="a new folder for the filled sites; it stays")
    parser.add_argument("--from", type=Path, dest="kept", help="measure what --keep has filled")
    chosen = parser.parse_args(argv)
    os.nice(10)
    documents = filled(chosen.kept) if chosen.kept else chosen.documents
    with serving(chosen.kept or chosen.keep) as server:
        if chosen.kept:
            let_in(server)
        else:
            print("Filling both sites", file=sys.stderr, flush=True)
            fill(server, documents, chosen.keep)
        print("Measuring", file=sys.stderr, flush=True)
        questions = list(asked(server, chosen.rounds))
        pages = list(measured(server, chosen.rounds))
    slowest = max(questions, key=lambda each: each.ms)
    text = (
        f"Measured on {report.machine()}\n\n"
        f"{report.table(f'Questions to {documents:,} documents', questions)}\n"
        f"{report.table('The whole page of hits', pages)}\n"
        f"The slowest: {slowest.name}, {slowest.ms:.0f} ms (aim: under 100).\n"
    )
    print(text)
    if chosen.write:
        RESULTS.write_text(f"# The last run that was kept\n\n{text}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
