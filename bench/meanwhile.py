"""Pages while the worker makes a bundle of 200 documents, against the same pages while it rests.

    meanwhile.py [--rounds 5]

The bundle is made in a process of its own, again and again, with the priority of the worker; pages are
asked for by one person after the other in the server of the other measurements.
"""

from argparse import ArgumentParser
from bundles import documents
from bundles import packed
from contextlib import contextmanager
from filling import fill_case
from filling import fill_centre
from filling import LEAD
from pathlib import Path
from scenes import People
from server import OURS
from server import serving
from statistics import median
from statistics import quantiles
from subprocess import PIPE
from subprocess import Popen
from tempfile import TemporaryDirectory

import os
import sys
import threading


#: Pages of a round, and documents of the case that is shown and of the bundle that is made.
PAGES, SHOWN, BOUND = 120, 50, 200


def main() -> None:
    """Print a table."""
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--bind", action="store_true", help="what the process of its own does")
    chosen = parser.parse_args()
    if chosen.bind:
        bind_until_told()
        return
    with serving() as server, binding() as worker:
        with server.root(OURS) as site:
            number = fill_case(fill_centre(site), SHOWN)
        lead = People(server)(OURS, LEAD)
        lasted: dict[bool, list[float]] = {False: [], True: []}
        for turn in range(2 * chosen.rounds):
            busy = turn % 2 == 1
            worker(busy)
            lasted[busy] += [lead.get(f"/perkara/{number}").wall for _page in range(PAGES)]
        worker(False)
    print("| page of a case | median ms | p95 ms |\n|---|---|---|")
    for busy, name in ((False, "the worker rests"), (True, "a bundle is being made")):
        found = [1000 * each for each in lasted[busy]]
        print(f"| {name} | {median(found):.1f} | {quantiles(found, n=20)[-1]:.1f} |")
    rest, work = (quantiles(lasted[busy], n=20)[-1] for busy in (False, True))
    print(f"\np95 with a bundle: {work / rest:.2f} times (aim: under 1.1).")


@contextmanager
def binding():
    """Give who tells another process to bind (True) or to rest (False)."""
    command = [sys.executable, __file__, "--bind"]
    with Popen(command, stdin=PIPE, stdout=PIPE, text=True) as process:
        process.stdout.readline()

        def tell(busy):
            process.stdin.write("go\n" if busy else "rest\n")
            process.stdin.flush()
            process.stdout.readline()

        try:
            yield tell
        finally:
            process.stdin.close()


def bind_until_told() -> None:
    """Bind while the last line of standard input says 'go'; answers each line when it is so."""
    from baleharum.jobs.worker import PRIORITY

    os.nice(PRIORITY)
    at_work, resting = threading.Event(), threading.Event()
    with TemporaryDirectory() as place:
        bundle, files = documents(Path(place), BOUND)

        def bind():
            while True:
                if not at_work.is_set():
                    resting.set()
                at_work.wait()
                packed(Path(place), bundle, files)

        threading.Thread(target=bind, daemon=True).start()
        resting.wait()
        print("ready", flush=True)
        for line in sys.stdin:
            if line.strip() == "go":
                resting.clear()
                at_work.set()
            elif at_work.is_set():
                at_work.clear()
                resting.wait()
            print("done", flush=True)
    os._exit(0)


if __name__ == "__main__":
    main()
