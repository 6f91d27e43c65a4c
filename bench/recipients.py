"""Lists of recipients, from handing in to the last row filed, and the memory of the worker.

    recipients.py [--rows 2720,100000]

The site lies in memory, so what is stored counts as well: a worker of a centre needs less.
"""

from argparse import ArgumentParser
from binding import forget_peak
from binding import layer_set_up
from binding import peak
from bundles import timed
from typing import Any

import gc
import transaction


#: Aims: rows -> most seconds; and the most memory, in MB.
SECONDS, MEMORY = {2720: 20}, 512


def main() -> None:
    """Print a table."""
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--rows", default="2720,100000")
    sizes = [int(each) for each in parser.parse_args().rows.split(",")]
    layer = layer_set_up()
    programme = programme_of(layer)
    print("| rows | list | MB | seconds | rows a second | memory before | most memory | page |")
    print("|---|---|---|---|---|---|---|---|")
    for number, rows in enumerate(sizes):
        for kind in ("csv", "xlsx"):
            print(line(layer, programme, rows, kind, f"{number}{kind}"), flush=True)


def programme_of(layer: Any) -> Any:
    """Make a programme that may be given in every period."""
    from tests.programmes_made import sample_folder
    from tests.programmes_made import sample_programme

    programme = sample_programme(sample_folder(layer["portal"]))
    transaction.commit()
    return programme


def line(layer: Any, programme: Any, rows: int, kind: str, period: str) -> str:
    """Take a list of so many rows into a batch of its own; returns its line."""
    from baleharum.programmes.recipients import rows_of
    from tests.programmes_made import as_csv
    from tests.programmes_made import as_xlsx
    from tests.programmes_made import sample_batch
    from tests.programmes_made import some_rows
    from tests.programmes_made import take_in

    batch = sample_batch(programme, period=period)
    data = {"csv": as_csv, "xlsx": as_xlsx}[kind](some_rows(rows))
    gc.collect()
    forget_peak()
    before = peak()
    seconds = timed(lambda: take_in(layer["portal"], batch, data))
    most = peak()
    if len(batch.recipients) != rows:
        raise RuntimeError(f"The list was not taken in: {batch.last}. Its time means nothing.")
    wanted = batch.recipients.numbers("selaparang")[-50:]
    page = timed(lambda: list(rows_of(batch, wanted)))
    told = "" if seconds <= SECONDS.get(rows, seconds) and most <= MEMORY else " (too much)"
    return (
        f"| {rows} | {kind} | {len(data) / 1e6:.1f} | {seconds:.1f}{told} | {rows / seconds:.0f} |"
        f" {before:.0f} MB | {most:.0f} MB | {page * 1000:.0f} ms |"
    )


if __name__ == "__main__":
    main()
