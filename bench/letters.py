"""Measures how long a letter takes: `.venv/bin/python bench/letters.py`. Aims: a PDF under 0.5 s, ten
consents looked at for it under 5 ms."""

from datetime import date
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from statistics import median

import sys
import time


ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

AIM = 0.5
#: Seconds in which ten consents are looked at for the page of a referral letter.
LOOK = 0.005
ROUNDS = 20


def letters(enclosed: int, paragraphs: int):
    """Yield letters that differ: Typst remembers what it has set before."""
    from baleharum.letters.letter import Enclosed
    from baleharum.letters.letter import Letter
    from baleharum.letters.letter import Signatory

    for turn in range(ROUNDS):
        hashes = [sha256(b"%d-%d" % (turn, n)).hexdigest() for n in range(enclosed)]
        yield Letter(
            subject=f"Rujukan layanan {turn}",
            addressee=("Kepala Lembaga Contoh", "di Mataram"),
            paragraphs=tuple(
                f"Alinea {turn}-{n}. " + "Bersama ini kami merujuk satu orang. " * 12
                for n in range(paragraphs)
            ),
            day=date(2026, 9, 28),
            signatory=Signatory("Kepala Dinas", "Lalu Contoh"),
            number=f"400.9.8/{turn:04d}/BH/IX/2026",
            enclosures=tuple(Enclosed(f"berkas-{n}.pdf", n, h) for n, h in enumerate(hashes)),
        )


def measured(make, letters_) -> list[float]:
    """Return the seconds that each letter took."""
    found = []
    for letter in letters_:
        begun = time.perf_counter()
        make(letter)
        found.append(time.perf_counter() - begun)
    return found


def main() -> int:
    """Print a table; 1 if a letter as PDF misses the aim."""
    from baleharum.letters import office
    from baleharum.letters.merging import one_pdf
    from baleharum.letters.sending import sealed
    from baleharum.letters.typeset import letter_pdf
    from tests.letters import HEAD
    from tests.letters import pages

    template = office.DEFAULT.read_bytes()

    def docx(letter):
        office.letter_docx(letter, HEAD, template)

    def pdf(letter):
        return letter_pdf(letter, HEAD)

    def merged(letter):
        one_pdf(pdf(letter), [(each.name, pages(5)) for each in letter.enclosures], BytesIO())

    def zipped(letter):
        files = [(each.name, BytesIO(b"x" * 1_000_000)) for each in letter.enclosures]
        sealed(pdf(letter), files, BytesIO(), "password")

    rows = (
        ("PDF, one page", pdf, letters(0, 3)),
        ("PDF, 20 enclosures", pdf, letters(20, 6)),
        ("PDF, ten pages", pdf, letters(20, 40)),
        ("DOCX, 20 enclosures", docx, letters(20, 6)),
        ("PDF merged with 10 of 5 pages", merged, letters(10, 6)),
        ("ZIP with 10 of 1 MB", zipped, letters(10, 6)),
    )
    print("| letter | first, ms | median, ms | most, ms |\n|---|---|---|---|")
    slow = False
    for name, make, each in rows:
        took = measured(make, each)
        first, middle, most = (1000 * value for value in (took[0], median(took), max(took)))
        print(f"| {name} | {first:.0f} | {middle:.0f} | {most:.0f} |")
        slow = slow or (make is pdf and most > 1000 * AIM)
    slow_look = looked_at_consents() > LOOK
    print(f"\nA letter as PDF under {AIM} s: {'no' if slow else 'yes'}")
    print(f"Ten consents looked at under {1000 * LOOK:.0f} ms: {'no' if slow_look else 'yes'}")
    return 1 if slow or slow_look else 0


def looked_at_consents() -> float:
    """Print the row of the consents that the page of a letter looks at; return the median."""
    from consents import looked_at

    took = list(looked_at(ROUNDS))
    first, middle, most = (1000 * value for value in (took[0], median(took), max(took)))
    print(f"| ten consents for a referral page | {first:.1f} | {middle:.1f} | {most:.1f} |")
    return median(took)


if __name__ == "__main__":
    sys.exit(main())
