"""Measures pages and actions of case files against plain Plone, in one run: see README.md."""

from measure import Pair
from pathlib import Path
from scenes import of_case
from scenes import of_caseload
from scenes import of_register
from scenes import People
from server import OURS
from server import PLAIN
from server import Server
from server import serving

import argparse
import os
import report
import sys


CASELOADS = (1, 15, 50, 400)
RESULTS = Path(__file__).resolve().parent / "results.md"


def options(argv: list[str]) -> argparse.Namespace:
    """Return what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=numbers, default=[10, 200, 2000])
    parser.add_argument("--cases", type=numbers, default=[200, 20000])
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--quick", action="store_true", help="10,50 documents, 60 cases, 3 rounds")
    parser.add_argument("--write", action="store_true", help=f"keep the tables in {RESULTS.name}")
    chosen = parser.parse_args(argv)
    if chosen.quick:
        chosen.documents, chosen.cases, chosen.rounds = [10, 50], [60], 3
    return chosen


def numbers(text: str) -> list[int]:
    """Return numbers that stand between commas, ascending."""
    return sorted(int(part) for part in text.split(","))


class Run:
    """Fills the sites step by step and measures at each step."""

    def __init__(self, server: Server, chosen: argparse.Namespace):
        self.server, self.chosen = server, chosen
        self.people = People(server)
        self.by_documents: dict[int, list[Pair]] = {}
        self.by_cases: dict[int, list[Pair]] = {}
        self.by_caseload: list[Pair] = []
        self.creation: dict[int, float] = {}

    def __call__(self) -> str:
        """Return the report."""
        self.fill_people()
        filled = 0
        for size in self.chosen.cases:
            self.fill_register(filled, size)
            filled = size
            if not self.by_documents:
                self.measure_cases()
            say(f"Measuring the register with {size} cases")
            self.by_cases[size] = list(of_register(self.people, self.chosen.rounds))
        self.measure_caseloads()
        return self.report()

    def fill_people(self) -> None:
        """Make the accounts, and all of plain Plone."""
        from filling import fill_centre
        from filling import fill_plain

        say(f"Plain Plone: folders of {self.chosen.documents} files")
        with self.server.root(PLAIN) as site:
            fill_plain(site, self.chosen.documents)
        with self.server.root(OURS) as site:
            fill_centre(site)

    def fill_register(self, already: int, size: int) -> None:
        """Open the cases that are missing, as a polite neighbour."""
        from filling import fill_register

        say(f"Opening cases up to {size}")
        with self.server.root(OURS) as site:
            self.creation[size] = fill_register(site["perkara"], size, already)

    def measure_cases(self) -> None:
        """Make the cases with documents and measure them, the smallest first."""
        from filling import fill_case

        for documents in self.chosen.documents:
            say(f"A case of {documents} documents")
            with self.server.root(OURS) as site:
                case = fill_case(site["perkara"], documents)
            pairs = of_case(self.people, case, documents, self.chosen.rounds)
            self.by_documents[documents] = list(pairs)

    def measure_caseloads(self) -> None:
        """Measure what assignments cost a request."""
        from filling import fill_caseloads

        say(f"People with {CASELOADS} assignments")
        with self.server.root(OURS) as site:
            case, user_ids = fill_caseloads(site["perkara"], CASELOADS)
        self.by_caseload = list(of_caseload(self.people, case, user_ids, self.chosen.rounds))

    def report(self) -> str:
        """Return the tables."""
        parts = [f"Measured on {report.machine()}", ""]
        for size, pairs in self.by_documents.items():
            parts.append(report.table(f"A case of {size} documents", pairs))
        for size, pairs in self.by_cases.items():
            parts.append(report.table(f"A register of {size} cases", pairs))
        parts.append(report.table("Assignments of the person who asks", self.by_caseload))
        parts.append(report.aims(self.by_documents, self.by_cases))
        for size, each in self.creation.items():
            parts.append(f"Opening a case in bulk, up to {size}: {each * 1000:.0f} ms each.")
        return "\n".join(parts) + "\n"


def say(line: str) -> None:
    """Tell the progress, beside the tables."""
    print(line, file=sys.stderr, flush=True)


def main(argv: list[str]) -> int:
    """Measure, print the tables, and keep them if asked to."""
    chosen = options(argv)
    os.nice(10)
    with serving() as server:
        text = Run(server, chosen)()
    print(text)
    if chosen.write:
        RESULTS.write_text(f"# The last run that was kept\n\n{text}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
