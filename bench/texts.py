"""Fills both sites with documents whose texts can be searched.

All documents are in the catalog as they would be; only the newest, which a page of hits shows,
are there as objects as well: making 200,000 files takes hours and no search touches them.
"""

from bisect import bisect
from collections.abc import Iterator
from contextlib import contextmanager
from DateTime import DateTime
from filling import file_in
from filling import fill_centre
from filling import fill_register
from filling import open_one
from filling import PASSWORD
from filling import pdf
from filling import register_people
from filling import shared_folder
from filling import SUPERVISOR
from filling import WORKER
from itertools import accumulate
from pathlib import Path
from plone import api
from server import OURS
from server import PLAIN
from server import Server
from typing import Any

import random
import sys


#: Documents of a case, and as objects (more than a page of hits shows).
EACH, REAL = 100, 60
#: File in a folder that is kept: how many documents are there.
TOLD = "filled"
#: Objects that are kept in memory while both sites are filled.
FILLING = 3_000_000
#: Words of a text, and different words in all.
LENGTH, VOCABULARY = 150, 20_000
#: Words that are looked for, and of how many texts one has them.
SOUGHT = {"kekerasan": 3, "keluarga": 3, "mediasi": 100, "perceraian": 5_000}


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


def fill(server: Server, documents: int, folder: Path | None = None) -> None:
    """Fill both sites with as many documents. folder: where they stay; it is told when it is done."""
    with all_in_memory(server):
        with server.root(OURS) as site:
            fill_ours(site, documents)
        with server.root(PLAIN) as site:
            fill_beside(site, documents)
    if folder is not None:
        (folder / TOLD).write_text(str(documents))


def filled(folder: Path) -> int:
    """Return how many documents the sites in a folder were filled with."""
    try:
        return int((folder / TOLD).read_text())
    except FileNotFoundError:
        sys.exit(f"{folder} holds no filled sites: fill them with --keep {folder} before.")


def let_in(server: Server) -> None:
    """Give those who ask the password of this run."""
    for name, user_ids in ((OURS, (WORKER, SUPERVISOR)), (PLAIN, (WORKER,))):
        with server.root(name):
            for user_id in user_ids:
                api.user.get(user_id).setSecurityProfile(password=PASSWORD)
