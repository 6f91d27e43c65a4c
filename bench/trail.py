"""Measures the record of access: rows a second on the disk, a check, a page with and without it.

    trail.py [--rows 1000000] [--seconds 5]

See README.md. The record of this run is a file in a temporary folder.
"""

from baleharum.trail import api
from baleharum.trail import verify
from baleharum.trail.row import Draft
from baleharum.trail.sqlite import SQLite
from contextlib import contextmanager
from itertools import islice
from measure import Pair
from measure import pair
from multiprocessing import get_context
from pathlib import Path
from time import perf_counter

import argparse
import os
import report
import sys
import tempfile


PORTION = 20_000
CASE, SUBJECT = "a" * 32, "b" * 32
DOCUMENTS = 10


def drafts():
    """Yield rows as a centre writes them."""
    number = 0
    while True:
        number += 1
        yield Draft(
            f"worker{number % 40}",
            "view",
            f"{number % 5000:032x}",
            SUBJECT,
            "document",
            "GET",
            f"{number:016x}",
            0,
            "192.0.2.0/24",
        )


def page(number: int) -> tuple[str, ...]:
    """Return the cases of a page of the register."""
    return tuple(f"{(number * 25 + at) % 5000:032x}" for at in range(25))


def append_for(seconds: float) -> int:
    """Write rows one by one for a while; return how many are on the disk."""
    end, told = perf_counter() + seconds, 0
    for draft in drafts():
        api.append([draft])
        told += 1
        if perf_counter() > end:
            return told
    return told


def appending(seconds: float) -> str:
    """Return the rows a second of one process, of four, and in portions of ten."""
    lines = []
    for processes in (1, 4):
        with get_context("fork").Pool(processes) as pool:
            told = sum(pool.map(append_for, [seconds] * processes))
        lines.append(f"| one row a commit, processes: {processes} | {told / seconds:.0f} |")
    several, told, begin = drafts(), 0, perf_counter()
    while perf_counter() < begin + seconds:
        api.append(list(islice(several, 10)))
        told += 10
    lines.append(f"| ten rows a commit, one process | {told / (perf_counter() - begin):.0f} |")
    told, begin = 0, perf_counter()
    while perf_counter() < begin + seconds:
        api.append([Draft("worker1", "list", detail="cases=25", cases=page(told))])
        told += 1
    lines.append(f"| a list of 25 cases a commit | {told / (perf_counter() - begin):.0f} |")
    return "\n".join(["| written, on the disk | rows/s |", "|---|---|", *lines, ""])


def verifying(rows: int) -> str:
    """Return how long a check of so many rows takes."""
    several = drafts()
    for start in range(0, rows, PORTION):
        api.append(list(islice(several, min(PORTION, rows - start))))
    begin = perf_counter()
    found = verify.verify()
    seconds = perf_counter() - begin
    if found.bad is not None:
        raise SystemExit(found.problem)
    return f"A check of {found.rows:,} rows: {seconds:.1f} s (aim: under 30 s a million).\n"


@contextmanager
def record_in(folder: str):
    """Keep the record in a folder for a while."""
    place = Path(folder) / "trail" / "trail.sqlite3"
    os.environ["BALEHARUM_TRAIL"] = str(place)
    yield
    del os.environ["BALEHARUM_TRAIL"]


def paging(rounds: int) -> list[Pair]:
    """Return the case page and the register, with the record and with one that writes nothing."""
    from filling import fill_case
    from filling import fill_centre
    from filling import LEAD
    from filling import SUPERVISOR
    from scenes import People
    from server import OURS
    from server import serving

    with serving() as server:
        with server.root(OURS) as site:
            fill_centre(site)
            case = fill_case(site["perkara"], DOCUMENTS)
        people = People(server)
        lead, overseer = people(OURS, LEAD), people(OURS, SUPERVISOR)
        return [
            with_and_without(name, visitor, path, rounds)
            for name, visitor, path in (
                ("case page", lead, f"/perkara/{case}"),
                ("register page", overseer, "/perkara"),
            )
        ]


def with_and_without(name: str, visitor, path: str, rounds: int) -> Pair:
    """Return a page in pairs: the second of each with a record that writes nothing."""

    def without():
        write = SQLite.append
        SQLite.append = lambda self, told: None
        try:
            return visitor.get(path)
        finally:
            SQLite.append = write

    return pair(name, lambda: visitor.get(path), "writing no row", without, rounds)


def main(argv: list[str]) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--seconds", type=float, default=5)
    parser.add_argument("--rounds", type=int, default=25)
    chosen = parser.parse_args(argv)
    with tempfile.TemporaryDirectory(prefix="baleharum-bench-") as folder, record_in(folder):
        first = appending(chosen.seconds)
    with tempfile.TemporaryDirectory(prefix="baleharum-bench-") as folder, record_in(folder):
        second = verifying(chosen.rows)
    pages = paging(chosen.rounds)
    print(f"Measured on {report.machine()}\n\n### The record of access\n\n{first}\n{second}")
    print(report.table("Pages with the record, and without a row", pages))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
