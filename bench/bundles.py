"""Bundles for a court, against a plain copy of the same bytes with its hash, in one run.

200 documents of 2,000 pages, three fifths of them text and two fifths scans, 284 MB; and 20 documents.
"""

from argparse import ArgumentParser
from baleharum.bundles.package import build
from baleharum.bundles.spec import Bundle
from baleharum.bundles.spec import Exhibit
from baleharum.bundles.spec import SEALED
from baleharum.bundles.spec import Section
from baleharum.vault.blobs import ToDisk
from datetime import datetime
from datetime import UTC
from io import BytesIO
from pathlib import Path
from PIL import Image
from statistics import median
from tempfile import TemporaryDirectory
from typing import BinaryIO

import hashlib
import os
import pikepdf
import random
import resource
import time


PIECE = 1 << 20


def main() -> None:
    """Print a table."""
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    rounds = parser.parse_args().rounds
    print("| bundle | pages | MB | copy, fsync, SHA-256 | built and packed | ratio |")
    print("|---|---|---|---|---|---|")
    with TemporaryDirectory() as place:
        for count in (20, 200):
            measure(Path(place), count, rounds)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"\nMost memory of the process: {peak:.0f} MB, with making the documents.")


def measure(place: Path, count: int, rounds: int) -> None:
    """Build a bundle of so many documents and print its row."""
    bundle, files = documents(place, count)
    size = sum(path.stat().st_size for path in files.values()) / 1e6
    floors, times = [], []
    for _round in range(rounds):
        floors.append(timed(lambda: copy(place, files)))
        times.append(timed(lambda: packed(place, bundle, files)))
    low, high = median(floors), median(times)
    pages = sum(each.pages for each in bundle.exhibits)
    print(f"| {count} | {pages} | {size:.0f} | {low:.2f} s | {high:.2f} s | {high / low:.1f} |")


def documents(place: Path, count: int) -> tuple[Bundle, dict[str, Path]]:
    """Write documents of ten pages each."""
    dice, files, exhibits = random.Random(7), {}, []  # noqa: S311  the same each time
    for number in range(1, count + 1):
        path = place / f"{count}-{number}.pdf"
        path.write_bytes(document(dice, scanned=number % 5 < 2))
        code = f"P-{number}"
        files[code] = path
        came_in, found = (
            hashlib.sha256(data).hexdigest() for data in (code.encode(), path.read_bytes())
        )
        exhibits.append(Exhibit(code, f"Surat {number}", "A", 10, came_in, found))
    told = Bundle(
        number="LF-2026-001",
        title="Permohonan",
        court="Pengadilan Contoh",
        case_number="1/Pdt.P/2026",
        party="Pendamping hukum",
        profile="id-perdata",
        rule_version="1",
        edition=SEALED,
        sections=(Section("A", "Bukti surat"),),
        exhibits=tuple(exhibits),
        approved_at=datetime(2026, 11, 29, tzinfo=UTC),
    )
    return told, files


def document(dice: random.Random, scanned: bool) -> bytes:
    """Return a PDF of ten pages."""
    pdf, target = pikepdf.new(), BytesIO()
    font = pikepdf.Dictionary(
        Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
    )
    for _page in range(10):
        page = pdf.add_blank_page(page_size=(595, 842))
        if scanned:
            page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(I=scan(pdf, dice)))
            page.Contents = pikepdf.Stream(pdf, b"q 595 0 0 842 0 0 cm /I Do Q")
        else:
            page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=font))
            lines = "".join(
                f"BT /F 11 Tf 72 {780 - 15 * row} Td ({dice.random()} Surat keterangan) Tj ET\n"
                for row in range(45)
            )
            page.Contents = pikepdf.Stream(pdf, lines.encode())
    pdf.save(target, deterministic_id=True)
    return target.getvalue()


def scan(pdf: pikepdf.Pdf, dice: random.Random) -> pikepdf.Stream:
    """Return a page of 150 dots an inch, about 350 KB."""
    noise = Image.frombytes("L", (310, 438), dice.randbytes(310 * 438)).resize((1240, 1754))
    target = BytesIO()
    noise.save(target, "JPEG", quality=62)
    return pikepdf.Stream(
        pdf,
        target.getvalue(),
        Type=pikepdf.Name.XObject,
        Subtype=pikepdf.Name.Image,
        Width=1240,
        Height=1754,
        BitsPerComponent=8,
        ColorSpace=pikepdf.Name.DeviceGray,
        Filter=pikepdf.Name.DCTDecode,
    )


def copy(place: Path, files: dict[str, Path]) -> None:
    """What nobody can be faster than: all bytes copied, hashed and on the disk."""
    seen = hashlib.sha256()
    with (place / "copy").open("wb") as target:
        for path in files.values():
            with path.open("rb") as source:
                while piece := source.read(PIECE):
                    seen.update(piece)
                    target.write(piece)
        target.flush()
        os.fsync(target.fileno())


def packed(place: Path, bundle: Bundle, files: dict[str, Path]) -> None:
    """The bundle, and the package without the documents one by one."""
    pdf, package = OnDisk(place / "bundle.pdf"), OnDisk(place / "bag.zip")
    build(bundle, lambda code: files[code].open("rb"), originals, pdf, package)


class OnDisk:
    """A place on the disk, written as a sealed file is."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def open(self, mode: str = "r") -> BinaryIO:
        """See bundles.package.Place."""
        file = self.path.open(f"{mode}b")
        return file if mode == "r" else ToDisk(file)


def originals(code: str) -> BytesIO:
    """What came in is not measured: it is copied into the package as it is."""
    return BytesIO(code.encode())


def timed(work) -> float:
    """Return the seconds that something takes."""
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


if __name__ == "__main__":
    main()
