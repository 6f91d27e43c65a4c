"""What is wrong with a list as a whole, and with a line of it."""

from typing import NamedTuple
from zope.i18nmessageid import Message


class NotAList(ValueError):
    """A file that cannot be taken for a list; its only argument is the message, with the remedy."""


class Wrong(NamedTuple):
    """What is wrong at a place of a list. line: in the file; column: its name, '' for the line as a
    whole; message: with the remedy, without what stands there."""

    line: int
    column: str
    message: Message
