"""Measures searching the text of 200,000 documents, against plain Plone with the same texts.

    search.py [--documents 200000] [--rounds 9] [--write]

See README.md. All documents are in the catalog as they would be; only the newest, which a page
of hits shows, are there as objects as well: making 200,000 files takes hours and no search
touches them.
"""

from bisect import bisect
from collections.abc import Callable
from collections.abc import Iterator
from contextlib import contextmanager
from DateTime import DateTime
from filling import file_in
from filling import fill_centre
from filling import fill_register
from filling import open_one
from filling import pdf
from filling import register_people
from filling import shared_folder
from filling import SUPERVISOR
from filling import WORKER
from itertools import accumulate
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
from time import perf_counter
from time import process_time
from typing import Any
from urllib.parse import quote

import argparse
import os
import random
import report
import sys


RESULTS = Path(__file__).resolve().parent / "results-search.md"

#: Documents of a case, and as objects (more than a page of hits shows).
EACH, REAL = 100, 60
#: Objects that are kept in memory while both sites are filled.
FILLING = 3_000_000
#: Words of a text, and different words in all.
LENGTH, VOCABULARY = 150, 20_000
#: Words that are looked for, and of how many texts one has them.
SOUGHT = {"kekerasan": 3, "keluarga": 3, "mediasi": 100, "perceraian": 5_000}
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


class Texts:
    """Texts of words that are as unevenly frequent as those of a language (Zipf's law)."""

    def __init__(self) -> None:
        self._random = random.Random(2026)  # noqa: S311 (the same texts in every run)
        self._weights = list(accumulate(1 / rank for rank in range(1, VOCABULARY + 1)))
        self._words = [self._invented(number) for number in range(VOCABULARY)]

    def _invented(self, number: int) -> str:
        word = ""
        while number or not word:
            number, part = divmod(number, 100)
            word += "bdgjklmnpr"[part % 10] + "aiueo"[part // 10 % 5] + "nks"[part % 3]
        return f"z{word}"

    def text(self) -> str:
        """Return one of them."""
        total = self._weights[-1]
        chosen = [
            self._words[bisect(self._weights, self._random.random() * total)]
            for _number in range(LENGTH)
        ]
        for word, one_of in SOUGHT.items():
            if self._random.randrange(one_of) == 0:
                chosen[self._random.randrange(LENGTH)] = word
        if self._random.randrange(30) == 0:
            chosen[10:10] = ["kekerasan", "keluarga"]
        return " ".join(chosen)


class StandIn:
    """A document as the catalog sees it: the values of a real one, with a path and a text."""

    def __init__(self, values: dict[str, Any], folder: tuple[str, ...], name: str, words: dict):
        self._values = {**values, **words, "getId": name, "id": name, "UID": f"{folder[-1]}{name}"}
        self._path = (*folder, name)

    def getPhysicalPath(self) -> tuple[str, ...]:
        """Return the path."""
        return self._path

    def __getattr__(self, name: str) -> Any:
        try:
            return self.__dict__["_values"][name]
        except KeyError:
            raise AttributeError(name) from None


def values_of(catalog: Any, content: Any) -> dict[str, Any]:
    """Return what the catalog reads from an object, ready to be read again."""
    from plone.indexer.interfaces import IIndexableObject
    from zope.component import getMultiAdapter

    seen = getMultiAdapter((content, catalog), IIndexableObject)
    names = set(catalog.schema())
    for index in catalog.getIndexObjects():
        names.update(index.getIndexSourceNames())
    values = {}
    for name in names:
        value = getattr(seen, name, None)
        value = value() if callable(value) else value
        if value is not None:
            values[name] = value
    # The index of days knows minutes: what is measured must be younger than all of these.
    before = DateTime() - 30
    return {**values, "created": before, "modified": before, "Date": before.ISO()}


def stand_ins(catalog: Any, content: Any, texts: Texts, attribute: str, count: int) -> None:
    """Put as many documents like a real one into the catalog, with texts of their own."""
    values = values_of(catalog, content)
    folder = content.getPhysicalPath()[:-1]
    for number in range(count):
        other = StandIn(values, folder, f"x{number}", {attribute: texts.text()})
        catalog._catalog.catalogObject(other, "/".join(other.getPhysicalPath()))


def with_all_words(texts: Texts) -> str:
    """Return a text that every query finds but that with NOT."""
    return f"{texts.text()} {' '.join(SOUGHT)} kekerasan keluarga"


def fill_ours(site: Any, documents: int) -> None:
    """Open the cases, and spread the documents over them."""
    import transaction

    register = fill_centre(site)
    fill_register(register, documents // EACH)
    catalog, texts = site.portal_catalog, Texts()
    for number, case in enumerate(list(register.objectValues())):
        first = paper(case, texts.text())
        stand_ins(catalog, first, texts, "document_words", EACH - 1)
        if number % 20 == 19:
            transaction.commit()
    newest = open_one(register, WORKER)
    for number in range(REAL):
        text = with_all_words(texts)
        paper(newest, text.replace("keluarga", "") if number % 2 else text)
    transaction.commit()


def paper(case: Any, text: str) -> Any:
    """Add a document and keep its text, as the worker does; returns it."""
    from baleharum.cases.api import add_document
    from baleharum.cases.files.text import keep_text
    from baleharum.team.api import book

    lead = next(r.principal for r in book(case).values() if r.function == "lead")
    with api.env.adopt_user(username=lead):
        document = add_document(case, pdf(1000), "catatan.pdf", kind="catatan-kasus")
    keep_text(document, text)
    document.reindexObject(idxs=["document_words"])
    return document


def fill_beside(site: Any, documents: int) -> None:
    """Make as many folders and documents in plain Plone."""
    import transaction

    register_people((WORKER,))
    catalog, texts = site.portal_catalog, Texts()
    for number in range(documents // EACH):
        folder = shared_folder(site, f"folder-{number}")
        first = file_in(folder, f"Berkas {number}", pdf(1000))
        stand_ins(catalog, first, texts, "SearchableText", EACH - 1)
        if number % 20 == 19:
            transaction.commit()
    folder = shared_folder(site, "newest")
    for number in range(REAL):
        first = file_in(folder, f"Baru {number} {with_all_words(texts)}", pdf(1000))
    transaction.commit()


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
    """Yield the questions to the catalog alone, a page of hits long, without the pages."""
    for user_id, name in ((WORKER, "40 cases"), (SUPERVISOR, "all cases")):
        for label, query in QUERIES.items():
            yield pair(
                f"{label} ({name})",
                lambda user_id=user_id, query=query: ours(server, user_id, query),
                "SearchableText",
                lambda query=query: theirs(server, query),
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


@contextmanager
def all_in_memory(server: Server) -> Iterator[None]:
    """Let the database keep what is filled in: trees that are read anew for each document take
    most of the time. What is measured has the cache of a real site."""
    import Zope2

    usual = Zope2.DB.getCacheSize()
    Zope2.DB.setCacheSize(FILLING)
    yield
    Zope2.DB.setCacheSize(usual)
    server.forget()


def main(argv: list[str]) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=200_000)
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--write", action="store_true", help=f"keep the table in {RESULTS.name}")
    chosen = parser.parse_args(argv)
    os.nice(10)
    with serving() as server:
        with all_in_memory(server):
            print("Filling both sites", file=sys.stderr, flush=True)
            with server.root(OURS) as site:
                fill_ours(site, chosen.documents)
            with server.root(PLAIN) as site:
                fill_beside(site, chosen.documents)
        print("Measuring", file=sys.stderr, flush=True)
        questions = list(asked(server, chosen.rounds))
        pages = list(measured(server, chosen.rounds))
    slowest = max(questions, key=lambda each: each.ms)
    text = (
        f"Measured on {report.machine()}\n\n"
        f"{report.table(f'Questions to {chosen.documents:,} documents', questions)}\n"
        f"{report.table('The whole page of hits', pages)}\n"
        f"The slowest: {slowest.name}, {slowest.ms:.0f} ms (aim: under 100).\n"
    )
    print(text)
    if chosen.write:
        RESULTS.write_text(f"# The last run that was kept\n\n{text}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
