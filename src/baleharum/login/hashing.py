"""Argon2id as a scheme of AuthEncoding, by its own API: old hashes still verify."""

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError
from argon2.exceptions import VerificationError
from AuthEncoding import AuthEncoding
from functools import cache


NAME = "ARGON2ID"
PREFIX = b"{ARGON2ID}"
#: OWASP's: 19 MiB and two passes, about 20 ms; more would let logins exhaust a small machine.
HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)


class Argon2Scheme:
    """What AuthEncoding asks of a scheme: `encrypt` and `validate`, with bytes as hashes."""

    def encrypt(self, pw: str | bytes) -> bytes:
        """Return the hash of a password."""
        return HASHER.hash(pw).encode()

    def validate(self, reference: str | bytes, attempt: str | bytes) -> bool:
        """Tell whether a password fits a hash."""
        text = reference.decode() if isinstance(reference, bytes) else reference
        try:
            return HASHER.verify(text, attempt)
        except (VerificationError, InvalidHashError):
            return False


def register() -> None:
    """Make the scheme known, once; from then on hashes that begin with {ARGON2ID} verify."""
    if NAME not in AuthEncoding.listSchemes():
        AuthEncoding.registerScheme(NAME, Argon2Scheme())


def hashed(password: str | bytes) -> bytes:
    """Return what is stored of a new password."""
    return AuthEncoding.pw_encrypt(password, NAME)


def costs_argon2(reference: str | bytes) -> bool:
    """Tell whether checking against this hash takes the time of Argon2."""
    start = reference.encode() if isinstance(reference, str) else reference
    return start.startswith(PREFIX)


def burn(password: str | bytes) -> None:
    """Take the time of a check: an unknown name must not be told from a known one by it."""
    Argon2Scheme().validate(_nobody(), password)


@cache
def _nobody() -> bytes:
    return Argon2Scheme().encrypt("nobody")


register()
