"""The one place through which every opening of a sealed value passes."""

from baleharum.vault.interfaces import Broken
from baleharum.vault.interfaces import KeyUsed
from baleharum.vault.interfaces import SealBroken
from collections.abc import Iterator
from contextlib import contextmanager
from zope.event import notify


def opened(case_uid: str, subject_uid: str, what: str) -> None:
    """Tell that the key of `subject_uid` in the case is about to be used.

    what: fields, name, content or move. Called before the key is unwrapped, once a
    transaction for the same three. A subscriber that raises refuses the opening.
    """
    notify(KeyUsed(case_uid, subject_uid, what))


@contextmanager
def watched(case_uid: str, subject_uid: str, what: str) -> Iterator[None]:
    """Tell of what is opened in the block if it is not what was sealed; the error goes on."""
    try:
        yield
    except Broken:
        notify(SealBroken(case_uid, subject_uid, what))
        raise
