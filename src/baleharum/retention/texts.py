"""What people wrote of a case that may be destroyed meanwhile, and the word for what is gone."""

from baleharum import _
from baleharum.retention.lists import ListedCase
from baleharum.retention.lists import reason_of
from baleharum.retention.requests import OPEN
from baleharum.retention.requests import SubjectRequest
from baleharum.vault.interfaces import Shredded
from baleharum.vault.values import is_stored
from typing import Any


GONE = _("words_destroyed", default="(destroyed)")


def text_of(found: SubjectRequest, name: str) -> Any:
    """Return `asked` or `reason` of a request: '' before there is one, GONE once it is destroyed."""
    if not is_stored(found, name):
        return GONE if name == "asked" or found.state != OPEN else ""
    try:
        return getattr(found, name)
    except Shredded:
        # An older copy of the database came back, and its keys did not.
        return GONE


def off_text(register: Any, row: ListedCase) -> Any:
    """Return why a case was taken off a list: '' if it was not, GONE once it is destroyed."""
    try:
        return reason_of(register, row) or (GONE if row.off else "")
    except Shredded:
        return GONE
