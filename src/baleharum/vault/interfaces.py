"""What the vault raises and tells; every message says what to do."""

from baleharum.trail.unavailable import LAYOUT
from dataclasses import dataclass
from zExceptions import HTTPGone
from zExceptions import HTTPServiceUnavailable
from zope.interface import Attribute
from zope.interface import implementer
from zope.interface import Interface


PAGE = LAYOUT.format(
    "Kunci untuk membuka kasus sedang tidak tersedia, karena itu tidak ada yang dibuka atau "
    "disimpan. Coba lagi sebentar lagi; bila tetap begini, beri tahu pengelola situs.",
    "The keys of the cases are not available at the moment, so nothing is opened or kept. "
    "Try again shortly; if it stays so, tell the administrator of the site.",
)


class VaultError(Exception):
    """Something about keys or sealed values that a person has to mend."""


class VaultUnavailable(VaultError, HTTPServiceUnavailable):
    """The key-encryption key or the keystore can't be found, opened or used.

    The message says what an operator has to do; visitors see the page and nothing of it.
    """

    title = "The keys of the cases are not available."
    body = PAGE


class KeyGone(VaultError, HTTPGone):
    """There is no key for what is asked, so nobody can read it."""


class Shredded(KeyGone):
    """The key of this case was destroyed on purpose; it can't come back."""


class Broken(VaultError):
    """Sealed data is not what was sealed: changed, cut, reordered, exchanged or under another key."""


class Unsealed(VaultError):
    """Something that holds sealed values was to be stored before its key was wrapped for a case."""


class IKeyUsed(Interface):
    """A key was unwrapped: from here on somebody can read what it seals."""

    case = Attribute("UID of the case whose key was used.")
    subject = Attribute("UID of the content that is opened, or an empty string.")
    what = Attribute("What is opened: fields, name, content or move.")


@implementer(IKeyUsed)
@dataclass(frozen=True)
class KeyUsed:
    """Told before any plaintext is there; whoever raises here refuses the reading."""

    case: str
    subject: str
    what: str
