"""What a page carries from its showing to its sending: when it was shown, and which sending it is.

The token names one sending. Who sends the same page twice, by a double click, by going back, from
two windows, files one report. It is signed, so nobody makes one up, and it tells nothing.
"""

from baleharum.login.secrets import fingerprint
from dataclasses import dataclass

import hashlib
import hmac
import re
import secrets


#: Seconds for which a page may lie open before it is sent; who writes such a text takes breaks.
LASTS = 48 * 3600
#: Leading bits of zero that a proof of work needs: a second of a telephone's time.
BITS = 16

_SHAPE = re.compile("([0-9]{1,12})-([0-9a-f]{32})-([0-9a-f]{32})")
_PROOF = re.compile("[0-9a-z]{1,20}")


@dataclass(frozen=True)
class Token:
    """issued: seconds since 1970; nonce: 32 hex digits."""

    issued: int
    nonce: str
    purpose: str = "report"

    @property
    def text(self) -> str:
        """As it stands in the page. Raises LoginUnavailable where the key cannot be read."""
        return f"{self.issued}-{self.nonce}-{_signature(self)}"

    def age(self, now: float) -> float:
        """Return how many seconds ago the page was shown."""
        return now - self.issued


def made(now: float, purpose: str = "report") -> Token:
    """Return a new token. purpose: a page takes only those of its own."""
    return Token(int(now), secrets.token_hex(16), purpose)


def read(text: str, now: float, purpose: str = "report", lasts: float = LASTS) -> Token | None:
    """Return the token that a page has sent; None for none of ours, or one that is too old.

    Raises LoginUnavailable where the key cannot be read.
    """
    match = _SHAPE.fullmatch(text)
    if match is None:
        return None
    token = Token(int(match[1]), match[2], purpose)
    genuine = hmac.compare_digest(_signature(token), match[3])
    return token if genuine and -60 <= token.age(now) <= lasts else None


def _signature(token: Token) -> str:
    return fingerprint(f"baleharum.{token.purpose}\n{token.issued}\n{token.nonce}")[:32]


def is_proof(text: str, proof: str) -> bool:
    """Tell whether a browser has worked for this token. text: the token as it stands in the page."""
    if not _PROOF.fullmatch(proof):
        return False
    digest = hashlib.sha256(f"{text}:{proof}".encode()).digest()
    return int.from_bytes(digest[:4], "big") >> (32 - BITS) == 0
