"""The KEK on paper: as 24 words, as a QR code, and back."""

from baleharum.vault import keys
from baleharum.vault.interfaces import VaultError
from datetime import date
from mnemonic import Mnemonic
from pathlib import Path

import io
import segno
import typst


WORDS = 24
#: What the QR code says: this, the check value, the key in hexadecimal digits.
QR = "baleharum-kek:"
TEMPLATE = Path(__file__).with_name("recovery.typ")


class NotTheWords(VaultError):
    """What was typed is not the content of a recovery sheet."""


def words_of(kek: bytes) -> str:
    """The key as 24 English words (BIP-39) with a checksum in the last one."""
    return Mnemonic("english").to_mnemonic(kek)


def kek_of(typed: str) -> bytes:
    """The key from its 24 words, or from what the QR code says. Raises NotTheWords."""
    typed = typed.strip()
    if typed.startswith(QR):
        return _scanned(typed)
    book = Mnemonic("english")
    words = typed.lower().split()
    for number, word in enumerate(words, start=1):
        if word not in book.wordlist:
            raise NotTheWords(f"Word {number} is in no recovery sheet: look at it again.")
    if len(words) != WORDS:
        raise NotTheWords(f"A recovery sheet has {WORDS} words, and these are {len(words)}.")
    if not book.check(" ".join(words)):
        raise NotTheWords("The words don't fit each other: one is wrong or in the wrong place.")
    return bytes(book.to_entropy(" ".join(words)))


def sheet(kek: bytes, today: date) -> bytes:
    """The recovery sheet as PDF: QR code, words, check value, date."""
    check = keys.kek_id(kek)
    inputs = {
        "words": words_of(kek),
        "check": check,
        "date": today.isoformat(),
        "qr": _qr(f"{QR}{check}:{kek.hex()}"),
    }
    return typst.compile(TEMPLATE.read_bytes(), sys_inputs=inputs, format="pdf")


def _qr(text: str) -> str:
    drawn = io.BytesIO()
    segno.make(text, error="q", micro=False).save(drawn, kind="svg", xmldecl=False)
    return drawn.getvalue().decode("utf-8")


def _scanned(text: str) -> bytes:
    check, _colon, digits = text.removeprefix(QR).partition(":")
    try:
        kek = bytes.fromhex(digits)
    except ValueError:
        kek = b""
    if len(kek) != 32 or keys.kek_id(kek) != check:
        raise NotTheWords("What was scanned is not whole: scan the QR code again.")
    return kek
