"""The book of letters of a register: which number went to which letter, without gaps in a year.

The number is taken in the transaction that signs the letter: if that fails there is no gap; if
two people sign at once, the database refuses one of them and Zope tries it again with the next
number. What was given stays in the book and is never given twice.
"""

from baleharum import _
from baleharum.letters.numbers import codes
from baleharum.letters.numbers import LetterNumber
from baleharum.letters.numbers import written
from baleharum.letters.refusals import LetterRefused
from BTrees.IOBTree import IOBTree
from BTrees.OOBTree import OOBTree
from datetime import date
from persistent import Persistent
from typing import Any
from typing import NamedTuple
from zope.annotation.interfaces import IAnnotations


KEY = "baleharum.letters.book"


class NumberBook(Persistent):
    """years: year -> sequence -> (number, letter, ISO day); letters: letter -> (year, sequence)."""

    def __init__(self):
        self.years = IOBTree()
        self.letters = OOBTree()
        self.numbers = OOBTree()


class Issued(NamedTuple):
    """A line of the book. letter: the UID of what was signed."""

    year: int
    sequence: int
    number: str
    letter: str
    signed_on: date


def issue(
    register: Any, letter: str, signed_on: date, code: str, *, pattern: str, unit: str
) -> Issued:
    """Return the line of the book with the next number of the year, for a letter that is signed.

    register: any object that can carry annotations; letter: its UID; code: such as 400.9.8.
    Raises LetterRefused for a letter that has a number, and for what can't be in one.
    """
    found = _book(register)
    if known := line_of(register, letter):
        raise LetterRefused(
            _(
                "error_number_issued",
                default="This letter is signed already, with the number ${number}.",
                mapping={"number": known.number},
            )
        )
    if code not in codes():
        raise LetterRefused(
            _(
                "error_number_code",
                default="“${code}” is no classification code of letters. Choose one of the list.",
                mapping={"code": code},
            )
        )
    lines = found.years.get(signed_on.year)
    sequence = lines.maxKey() + 1 if lines else 1
    number = written(pattern, LetterNumber(code, sequence, unit, signed_on))
    if number in found.numbers:
        raise LetterRefused(
            _(
                "error_number_taken",
                default="The number ${number} is given to another letter. Ask an administrator to"
                " look at the pattern of letter numbers.",
                mapping={"number": number},
            )
        )
    if lines is None:
        lines = found.years[signed_on.year] = IOBTree()
    lines[sequence] = (number, letter, signed_on.isoformat())
    found.letters[letter] = (signed_on.year, sequence)
    found.numbers[number] = letter
    return _line(signed_on.year, sequence, lines[sequence])


def line_of(register: Any, letter: str) -> Issued | None:
    """Return the line of a letter, None for one without a number."""
    found = IAnnotations(register).get(KEY)
    if found is None or letter not in found.letters:
        return None
    year, sequence = found.letters[letter]
    return _line(year, sequence, found.years[year][sequence])


def lines(register: Any, year: int) -> list[Issued]:
    """Return the lines of a year, in the order of their numbers."""
    found = IAnnotations(register).get(KEY)
    kept = found.years.get(year) if found is not None else None
    return [_line(year, *each) for each in kept.items()] if kept else []


def _line(year: int, sequence: int, kept: tuple[str, str, str]) -> Issued:
    number, letter, day = kept
    return Issued(year, sequence, number, letter, date.fromisoformat(day))


def _book(register: Any) -> NumberBook:
    notes = IAnnotations(register)
    if KEY not in notes:
        notes[KEY] = NumberBook()
    return notes[KEY]
