"""What a letter says, before anything is typeset: one dataclass for the PDF and the DOCX."""

from dataclasses import dataclass
from datetime import date

import unicodedata


#: Characters of no width that letters are spelled with; the others hide or turn what is read.
JOINERS = "\u200c\u200d"
DROPPED = ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")
ONES = "nol satu dua tiga empat lima enam tujuh delapan sembilan sepuluh sebelas".split()


@dataclass(frozen=True)
class Signatory:
    """Who signs. office: 'Kepala Dinas Sosial'; rank and number (NIP) may be ''."""

    office: str
    name: str
    rank: str = ""
    number: str = ""


@dataclass(frozen=True)
class Enclosed:
    """A line of the list of enclosures. pages: None where nobody counted; sha256: hexadecimal."""

    name: str
    pages: int | None
    sha256: str


@dataclass(frozen=True)
class Letter:
    """An official letter. number: '' for a draft; nature: a token of `letter-natures`.

    addressee: its lines, the name first; paragraphs: plain text, in which a line break stays.
    """

    subject: str
    addressee: tuple[str, ...]
    paragraphs: tuple[str, ...]
    day: date
    signatory: Signatory
    number: str = ""
    nature: str = "biasa"
    copies: tuple[str, ...] = ()
    enclosures: tuple[Enclosed, ...] = ()


def plain(text: str) -> str:
    """Return text as it may stand in a letter: NFC, no control characters, no turned directions.

    >>> plain("Surat\\u202e rujukan\\r\\nke\\tRSUD\\x00")
    'Surat rujukan\\nke RSUD'
    """
    lines = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\t", " ")
    kept = "".join(
        sign
        for sign in lines
        if sign == "\n" or sign in JOINERS or unicodedata.category(sign) not in DROPPED
    )
    return kept.strip()


def spelled(number: int) -> str:
    """Return a number below 1,000 in Indonesian words.

    >>> [spelled(n) for n in (3, 11, 15, 20, 47, 100, 118, 250)]
    ['tiga', 'sebelas', 'lima belas', 'dua puluh', 'empat puluh tujuh', 'seratus',
     'seratus delapan belas', 'dua ratus lima puluh']
    """
    if number < 12:
        return ONES[number]
    if number < 20:
        return f"{ONES[number - 10]} belas"
    if number < 100:
        tens, rest = divmod(number, 10)
        return f"{ONES[tens]} puluh {ONES[rest] if rest else ''}".strip()
    hundreds, rest = divmod(number, 100)
    first = "seratus" if hundreds == 1 else f"{ONES[hundreds]} ratus"
    return f"{first} {spelled(rest) if rest else ''}".strip()


def counted(number: int) -> str:
    """Return how many enclosures there are, as a letter says it.

    >>> counted(0), counted(3)
    ('-', '3 (tiga) berkas')
    """
    return f"{number} ({spelled(number)}) berkas" if number else "-"
