"""What the vault raises and tells; every message says what to do."""

from dataclasses import dataclass
from zExceptions import HTTPGone
from zExceptions import HTTPServiceUnavailable
from zope.interface import Attribute
from zope.interface import implementer
from zope.interface import Interface


class VaultError(Exception):
    """Something about keys or sealed values that a person has to mend."""


class VaultUnavailable(VaultError, HTTPServiceUnavailable):
    """The key-encryption key or the keystore can't be found, opened or used.

    The message says what an operator has to do. Visitors see the page of `vault.unavailable`, 503.
    """


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


class ISealBroken(Interface):
    """Something was opened and is not what was sealed; nothing of it is handed out."""

    case = Attribute("UID of the case that it belongs to.")
    subject = Attribute("UID of the content, or an empty string.")
    what = Attribute("What was opened: fields, name or content.")


@implementer(ISealBroken)
@dataclass(frozen=True)
class SealBroken:
    """Told before the error leaves the vault."""

    case: str
    subject: str
    what: str
