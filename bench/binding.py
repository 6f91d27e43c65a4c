"""A bundle from the click to the sealed package, as the worker makes it, and pages meanwhile.

    binding.py [--rounds 3]

Documents and renditions lie sealed in the database, as they do when an advocate asks for the bundle:
renditions are made when documents come in, and are not measured here. Beside it, in the same run: all
bytes copied, with SHA-256 and fsync.
"""

from argparse import ArgumentParser
from bundles import copy
from bundles import document
from bundles import timed
from consents import lowest_first
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

import gc
import hashlib
import random
import sys
import transaction


# The centre is that of the tests.
sys.path.insert(0, str(Path(__file__).parent.parent))

#: Documents of ten pages: a bundle of a day, and a whole trial.
SIZES = (20, 200)


def main() -> None:
    """Print a table."""
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    rounds = parser.parse_args().rounds
    layer = layer_set_up()
    print(
        "| documents | pages | MB | copy, fsync, SHA-256 | click to package | ratio | most memory |"
    )
    print("|---|---|---|---|---|---|---|")
    with TemporaryDirectory() as place:
        for count in SIZES:
            print(row(layer, Path(place), count, rounds), flush=True)


def layer_set_up() -> Any:
    """Return the centre of the tests, ready for requests and jobs."""
    from tests.layers import FUNCTIONAL_TESTING

    for layer in lowest_first(FUNCTIONAL_TESTING, []):
        layer.setUp()
    FUNCTIONAL_TESTING.testSetUp()
    return FUNCTIONAL_TESTING


def row(layer: Any, place: Path, count: int, rounds: int) -> str:
    """Bind a bundle of so many documents, each time of other documents; returns its line."""
    floors, times, peaks, size = [], [], [], 0
    for turn in range(rounds):
        context, files = approved_file(layer, place, count, turn)
        size = sum(path.stat().st_size for path in files.values())
        floors.append(timed(lambda files=files: copy(place, files)))
        for path in files.values():
            path.unlink()
        gc.collect()
        forget_peak()
        times.append(timed(lambda context=context: bind(layer, context)))
        peaks.append(peak())
    low, high = median(floors), median(times)
    return (
        f"| {count} | {10 * count} | {size / 1e6:.0f} | {low:.2f} s | {high:.2f} s |"
        f" {high / low:.1f} | {max(peaks):.0f} MB |"
    )


def approved_file(layer: Any, place: Path, count: int, turn: int) -> tuple[Any, dict[str, Path]]:
    """Return an approved litigation file, and its documents as files."""
    from baleharum.litigation.renditions import keep
    from baleharum.renditions.making import Rendition
    from tests.centre import sample_case
    from tests.litigation_made import agreed
    from tests.litigation_made import checked
    from tests.litigation_made import court_of
    from tests.litigation_made import sample_file
    from tests.litigation_made import taken_in
    from tests.litigation_made import worked
    from tests.referrals_made import approved

    portal, dice = layer["portal"], random.Random(turn)  # noqa: S311  the same in each run
    case, to = sample_case(portal["perkara"]), court_of(portal)
    agreed(case, to)
    context, files, documents = sample_file(case, to), {}, []
    for number in range(count):
        data = document(dice, scanned=number % 5 < 2)
        path = files[f"P-{number + 1}"] = place / f"{count}-{turn}-{number}.pdf"
        path.write_bytes(data)
        filed = approved(case, data=data)
        keep(filed, Rendition(data, hashlib.sha256(data).hexdigest(), 10, (), (), (), (), ()))
        documents.append(filed)
        transaction.commit()
    taken_in(context, *documents)
    checked(context)
    # Texts to be read, mails to be sent: all that waits but the bundle.
    worked(layer["app"])
    return context, files


def bind(layer: Any, context: Any) -> None:
    """Ask for the bundle, and have the worker make it."""
    from baleharum.jobs.running import run_pending
    from baleharum.litigation import exporting
    from plone import api
    from tests.centre import acting

    with acting("advocate1"):
        exporting.ask(context)
    transaction.commit()
    run_pending(layer["app"])
    transaction.begin()
    if api.content.get_state(context) != "exported":
        raise RuntimeError("The bundle was not made: its time would mean nothing.")


def forget_peak() -> None:
    """Have the system count the most memory anew."""
    Path("/proc/self/clear_refs").write_text("5")


def peak() -> float:
    """Return the most memory since, in MB."""
    status = Path("/proc/self/status").read_text()
    return next(
        int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith("VmHWM")
    )


if __name__ == "__main__":
    main()
