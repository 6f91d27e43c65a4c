"""The text of scans, by Tesseract where it is installed: laid unseen over the picture."""

from baleharum.documents.confinement import Unreadable
from baleharum.documents.pages import render
from baleharum.renditions import running
from baleharum.renditions.besides import beside
from baleharum.renditions.boxes import Box
from baleharum.renditions.frames import Frame
from baleharum.renditions.frames import number
from collections.abc import Callable
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

import csv
import pikepdf
import time


#: Seconds for a page, and for a document; pages of a document.
SECONDS, TOTAL, PAGES = 60.0, 1800.0, 1000
PROGRAM = "tesseract"
#: Of these the ones that are installed; and what knows which way up a page is, its word for how sure it
#: is, and from where on that counts.
LANGUAGES = ("ind", "eng")
UPRIGHT, SURE, SUREST = "osd", "Orientation confidence", 5.0
#: Pixels across, and dots an inch of a page of A4 that is that wide.
WIDTH, DOTS = 2400, 290
NAME = "/BaleharumText"
#: Letters of words in percents: how sure the program must be of a page as a whole, which word it has
#: guessed, and how many of its letters may be in such words. A scan of 100 dots an inch gives 95 and
#: none; one that is blurred, noisy or half written by hand falls below.
LEAST, GUESSED, SHARE = 80.0, 60.0, 5.0
#: Columns of the table of what was read, and the kind of row that is a word.
LEVEL, SURENESS, WORD_TEXT, WORD = 0, 10, 11, "5"


@dataclass(frozen=True)
class Read:
    """data: a PDF; numbers: of its pages that have their text now; unsure: of those among them of
    which much was guessed."""

    data: bytes
    numbers: tuple[int, ...] = ()
    unsure: tuple[int, ...] = ()


def program() -> str:
    """Return the path of the program that reads scans, '' for none."""
    return running.found(PROGRAM)


def languages() -> list[str]:
    """Return those of LANGUAGES that are installed."""
    installed = _installed()
    return [each for each in LANGUAGES if each in installed]


def _installed() -> list[str]:
    try:
        with running.workplace() as place:
            return running.run([program(), "--list-langs"], SECONDS, place).decode().split()
    except (OSError, TimeoutError, Unreadable):
        return []


def read(
    data: bytes,
    numbers: Sequence[int],
    progress: Callable[[int, int], None] | None = None,
    hidden: Sequence[Box] = (),
) -> Read:
    """Return a PDF whose pages of these numbers have their text.

    data: a rendition; hidden: boxes into which no letter is laid. Pages that cannot be read, or where
    no program reads, stay as they are; so do those beyond PAGES, and what is left after TOTAL seconds.
    """
    known = languages() if program() else []
    if not known:
        return Read(data)
    done, unsure = [], []
    with pikepdf.open(BytesIO(data)) as pdf:
        end = time.monotonic() + TOTAL
        for place, sheet in enumerate(numbers[:PAGES], 1):
            if time.monotonic() > end:
                break
            found, sure = _text_of(data, sheet, known)
            if found is not None:
                found = beside(found, [box for box in hidden if box.page == sheet])
            if found is not None:
                _lay_over(pdf, pdf.pages[sheet - 1], found)
                done.append(sheet)
                unsure += [] if sure else [sheet]
            if progress is not None:
                progress(place, len(numbers))
        if not done:
            return Read(data)
        target = BytesIO()
        pdf.save(
            target,
            deterministic_id=True,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
        )
    return Read(target.getvalue(), tuple(done), tuple(unsure))


def turned(data: bytes, numbers: Sequence[int]) -> tuple[int, ...]:
    """Return which pages of these numbers stand on their head or lie on their side, as far as their
    letters tell; none where no program looks."""
    if not program() or UPRIGHT not in _installed():
        return ()
    end = time.monotonic() + TOTAL
    return tuple(
        number
        for number in numbers[:PAGES]
        if time.monotonic() < end and _is_turned(render(BytesIO(data), number, WIDTH))
    )


def _is_turned(picture: bytes) -> bool:
    with running.workplace() as place:
        command = [program(), "stdin", "stdout", "--psm", "0", "-l", UPRIGHT, "--dpi", str(DOTS)]
        try:
            told = running.run(command, SECONDS, place, given=picture).decode()
        except (OSError, TimeoutError, Unreadable):
            return False
    found = dict(line.split(": ", 1) for line in told.splitlines() if ": " in line)
    return found.get("Rotate", "0") != "0" and float(found.get(SURE, 0)) >= SUREST


def _text_of(data: bytes, number: int, known: Sequence[str]) -> tuple[bytes | None, bool]:
    """Return a PDF of one page with the text alone, None where there is none to read; and whether the
    program is sure of it."""
    picture = render(BytesIO(data), number, WIDTH)
    with running.workplace() as place:
        command = [program(), "stdin", "found", "-l", "+".join(known), "--dpi", str(DOTS)]
        try:
            running.run(
                [*command, "-c", "textonly_pdf=1", "pdf", "tsv"], SECONDS, place, given=picture
            )
            made, sure = (place / "found.pdf").read_bytes(), _is_sure(place / "found.tsv")
        except (OSError, TimeoutError, Unreadable):
            return None, False
    with pikepdf.open(BytesIO(made)) as pdf:
        shown = any(
            str(row.operator) in ("Tj", "TJ") for row in pikepdf.parse_content_stream(pdf.pages[0])
        )
    return (made, sure) if shown else (None, False)


def _is_sure(table: Path) -> bool:
    """Tell whether the program is sure of the words of its table, the longer the more they count."""
    with table.open(encoding="utf-8", errors="replace", newline="") as stream:
        rows = [row for row in csv.reader(stream, delimiter="\t", quoting=csv.QUOTE_NONE) if row]
    words = [
        (float(row[SURENESS]), len(row[WORD_TEXT].strip()))
        for row in rows
        if row[LEVEL] == WORD and len(row) > WORD_TEXT
    ]
    letters = sum(length for _sure, length in words)
    guessed = sum(length for sure, length in words if sure < GUESSED)
    mean = sum(sure * length for sure, length in words) / max(1, letters)
    return mean >= LEAST and 100 * guessed < SHARE * letters


def _lay_over(pdf: pikepdf.Pdf, page: pikepdf.Page, text: bytes) -> None:
    """Lay the text over the page as it is seen, whatever its turn."""
    frame = Frame.of(page)
    with pikepdf.open(BytesIO(text)) as found:
        sheet = found.pages[0]
        width, height = (float(edge) for edge in list(sheet.mediabox)[2:])
        content = pikepdf.Stream(found, sheet.Contents.read_bytes())
        content.Type, content.Subtype = pikepdf.Name.XObject, pikepdf.Name.Form
        content.BBox, content.Resources = sheet.mediabox, sheet.resources
        drawing = pdf.copy_foreign(found.make_indirect(content))
    # A name by chance, as libraries make them, would give other bytes each time.
    resources: Any = pikepdf.Dictionary(dict(page.resources))
    resources.XObject = pikepdf.Dictionary(dict(resources.get("/XObject", {})))
    resources.XObject[NAME] = drawing
    page.Resources = resources
    a, b, c, d, e, f = frame.matrix(0, 0)
    across, up = frame.seen_width / width, frame.seen_height / height
    place = " ".join(number(each) for each in (a * across, b * across, c * up, d * up, e, f))
    page.contents_add(b"q\n", prepend=True)
    page.contents_add(f"\nQ q {place} cm {NAME} Do Q".encode())
