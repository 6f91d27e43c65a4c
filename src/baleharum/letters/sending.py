"""What is sent out sealed: a letter and its enclosures in a ZIP that opens with a password.

It is sealed by WinZip's AES-256, never by ZipCrypto, which is no lock.
"""

from baleharum.documents.filenames import clean_name
from baleharum.documents.filenames import split_extension
from collections.abc import Iterable
from collections.abc import Iterator
from contextlib import contextmanager
from mnemonic import Mnemonic
from typing import Any
from typing import BinaryIO

import pyzipper
import re
import secrets
import shutil


LETTER = "surat.pdf"
#: What of a name a ZIP may show.
ENDING = re.compile(r"\.[a-z0-9]{1,8}")
WORDS = 6
BITS = 256


def new_password() -> str:
    """Return six words of a list of 2,048 (66 bits)."""
    book = Mnemonic("english").wordlist
    return "-".join(secrets.choice(book) for _word in range(WORDS))


@contextmanager
def sealed_zip(target: BinaryIO, password: str, *, packed: bool = False) -> Iterator[Any]:
    """A ZIP to write into by `writestr`, and `open(name, "w")`. Its names are not sealed.

    packed: what comes in is small already.
    """
    way = pyzipper.ZIP_STORED if packed else pyzipper.ZIP_DEFLATED
    with pyzipper.AESZipFile(target, "w", compression=way) as bundle:
        bundle.setpassword(password.encode("ascii"))
        bundle.setencryption(pyzipper.WZ_AES, nbits=BITS)
        yield bundle


def sealed(
    letter: bytes, enclosures: Iterable[tuple[str, BinaryIO]], target: BinaryIO, password: str
) -> None:
    """Write a letter and its enclosures, byte for byte, as a ZIP that opens with a password.

    enclosures: (name, open file). In the ZIP they are numbers (`lampiran-01.pdf`), in the order of
    the letter's list: a ZIP shows its names to everybody.
    """
    with sealed_zip(target, password) as bundle:
        bundle.writestr(LETTER, letter)
        for place, (name, stream) in enumerate(enclosures, 1):
            stream.seek(0)
            with bundle.open(safe_name(place, name), "w") as inside:
                shutil.copyfileobj(stream, inside, 1 << 20)


def safe_name(place: int, name: str) -> str:
    """Return the name of an enclosure in a ZIP, which tells its kind alone.

    >>> safe_name(1, "Visum Melati.PDF"), safe_name(2, "../../etc/passwd")
    ('lampiran-01.pdf', 'lampiran-02')
    """
    ending = split_extension(clean_name(name))[1].lower()
    return f"lampiran-{place:02d}{ending if ENDING.fullmatch(ending) else ''}"
