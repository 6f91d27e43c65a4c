"""Measures the reports over the figures of 100,000 cases.

    figures.py [--cases 100000] [--rounds 5]

The rows are written straight into the BTree of a register, as the product would; the people of each are
sealed. Nothing else of a case is there, because no report asks for it. See README.md.
"""

from baleharum.statistics.figures import Figures
from baleharum.statistics.figures import Question
from baleharum.statistics.periods import period
from baleharum.statistics.reports import REPORTS
from baleharum.statistics.rows import Client
from baleharum.statistics.rows import People
from baleharum.statistics.rows import Row
from baleharum.statistics.sealed import sealed
from baleharum.terms.lists import terms
from baleharum.vault import keystore
from baleharum.vault import tables
from BTrees.OOBTree import OOBTree
from datetime import date
from pathlib import Path
from plone.uuid.adapter import attributeUUID
from plone.uuid.interfaces import ATTRIBUTE_NAME
from plone.uuid.interfaces import IAttributeUUID
from tempfile import TemporaryDirectory
from time import perf_counter
from time import process_time
from uuid import uuid4
from ZODB.DB import DB
from ZODB.FileStorage import FileStorage
from zope.component import provideAdapter
from zope.interface import implementer

import argparse
import os
import random
import statistics
import transaction


#: Days of ten years of a centre, and how long a case is worked on.
FIRST, DAYS = date(2017, 1, 1).toordinal(), 3650


@implementer(IAttributeUUID)
class Register:
    """What the figures ask of a register: a UID, and a place for annotations."""


def made(uid: str, number: int, chance: random.Random) -> tuple[str, tuple]:
    """Return (UID, row) of an invented case."""
    entered = FIRST + chance.randrange(DAYS)
    left = entered + chance.randrange(20, 400)
    spell = (entered, left if left < FIRST + DAYS else 0, "tujuan-tercapai")
    clients = tuple(
        Client(chance.choice("lp"), chance.randrange(80), "sd")
        for _n in range(chance.choice((1, 1, 1, 2)))
    )
    facts = tuple(
        (entered + chance.randrange(60), what, token, chance.randrange(12))
        for what, token in (("referred", "rsj"), ("service", "rujukan"), ("assessed", ""))
    )
    row = Row(
        f"BH-{number:06d}",
        chance.choice(terms("categories")).token,
        chance.choice(terms("sub-districts")).token,
        (spell,),
        facts,
        harm=("fisik",) if number % 3 else (),
        maltreatment=("penelantaran",),
        clients=len(clients),
        people=sealed(uid, People(clients)),
    )
    return uid, tuple(row)


def filled(folder: str, number: int) -> DB:
    """Return a database with the rows of so many cases."""
    database = DB(FileStorage(os.path.join(folder, "Data.fs")), cache_size=200_000)
    with database.transaction() as connection:
        rows = connection.root.rows = OOBTree()
        chance = random.Random(7)  # noqa: S311 (invented cases)
        uids = [uuid4().hex for _each in range(number)]
        with tables.writing() as table:
            for uid in uids:
                keystore.add_key(table, uid)
        for each, uid in enumerate(uids):
            rows[uid] = made(uid, each, chance)[1]
            if not each % 10_000:
                transaction.savepoint(optimistic=True)
    return database


def bare(rows: OOBTree) -> Register:
    """Return a register with these rows."""
    register = Register()
    setattr(register, ATTRIBUTE_NAME, "b" * 32)
    register.rows = rows
    return register


class Benched(Figures):
    """Figures whose register is nothing but its rows."""

    def kept(self):
        return ((uid, Row(*row)) for uid, row in self.register.rows.items())


def measured(database: DB, name: str, question: Question, rounds: int) -> list[float]:
    """Return seconds of the first count with cold caches and the median of the next ones, of the
    clock; and the same of the processor, which hardly moves with what else a machine does."""
    database.cacheMinimize()
    clock, processor = [], []
    for _round in range(rounds + 1):
        connection = database.open()
        begun = perf_counter(), process_time()
        REPORTS[name].count(Benched(bare(connection.root.rows), question), None)
        clock.append(perf_counter() - begun[0])
        processor.append(process_time() - begun[1])
        transaction.abort()
        connection.close()
    return [
        each for times in (clock, processor) for each in (times[0], statistics.median(times[1:]))
    ]


def main() -> None:
    """Measure, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    provideAdapter(attributeUUID)
    month, year = period("2026-06"), period("2026")
    questions = [(name, Question(month)) for name in REPORTS if name != "caseload"]
    questions += [("recap", Question(month, split=each)) for each in ("sex", "age", "sub_district")]
    questions += [("recap", Question(year)), ("recap", Question(year, split="age"))]
    with TemporaryDirectory() as folder:
        os.environ.setdefault("BALEHARUM_KEK", str(Path(folder, "kek")))
        os.environ.setdefault("BALEHARUM_KEYSTORE", str(Path(folder, "keystore")))
        database = filled(folder, options.cases)
        print(f"{options.cases:,} cases\n")
        print("| report | first, s | next, s | first, CPU s | next, CPU s |\n|---|---|---|---|---|")
        for name, question in questions:
            times = measured(database, name, question, options.rounds)
            words = " ".join(filter(None, (name, question.period.token, question.split)))
            print(f"| {words} | {' | '.join(f'{each:.2f}' for each in times)} |", flush=True)
        database.close()


if __name__ == "__main__":
    main()
