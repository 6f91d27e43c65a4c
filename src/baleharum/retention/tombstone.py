"""What stays of a destroyed case: number, dates, class, and the hash of what it held."""

from baleharum.cases.files.text import kept_text
from baleharum.cases.machine import as_the_machine
from baleharum.retention import dates
from baleharum.retention.lists import DisposalList
from baleharum.retention.records import class_of
from baleharum.team.api import current_user_id
from baleharum.team.api import utcnow
from baleharum.vault.files import SealedFile
from baleharum.vault.interfaces import Broken
from baleharum.vault.interfaces import KeyGone
from baleharum.vault.values import SEALED
from collections.abc import Callable
from collections.abc import Iterable
from hashlib import sha256
from typing import Any

import json


#: Types of what was noted down once and for all, as a text.
NOTED = ("CaseNote", "ServiceRecord")
#: Who somebody is, is hashed nowhere: of a name or NIK a hash is the name or NIK.
PEOPLE = ("CaseSubject",)


def manifest_hash(hashes: Iterable[str]) -> str:
    """Return the SHA-256 over the sorted hashes, a line each.

    >>> manifest_hash(["b", "a"]) == manifest_hash(["a", "b"])
    True
    """
    return sha256("".join(f"{each}\n" for each in sorted(hashes)).encode("ascii")).hexdigest()


def tombstone(case: Any, found: DisposalList) -> dict[str, Any]:
    """Return the tombstone of a case that is whole: dates, tokens, counts and a hash.

    found: the list by which it is destroyed.
    """
    with as_the_machine():
        files, texts, unreadable = hashes_of(case)
    closed, archived = dates.closed_on(case), _archived_on(case)
    return {
        "number": case.getId(),
        "received_on": case.received_on,
        "closed_on": closed,
        "archived_on": archived,
        "destroyed_at": utcnow(),
        "destroyed_by": current_user_id(),
        "retention_class": class_of(case),
        "files": len(files),
        "texts": len(texts),
        "people": _count(case, "CaseSubject"),
        "unreadable": unreadable,
        "hash": manifest_hash([*files, *texts]),
        "list": found.number,
        "cause": found.cause,
        "shredded_at": None,
    }


def hashes_of(case: Any) -> tuple[list[str], list[str], int]:
    """Return the SHA-256 of all files as received and of all texts, and how many are unreadable.

    Texts: what was read out of files, notes, service records, the summary of the case, and of each
    other record (a consent, an assessment, a plan, a letter…) all that it says. Files: also letters
    as they were signed.
    """
    files: list[str] = []
    texts: list[str] = []
    failed = 0
    for content in case.objectValues():
        if content.portal_type == "CaseFile":
            failed += _added(files, lambda content=content: content.sha256)
            failed += _added(texts, lambda content=content: _hash(kept_text(content)))
        elif content.portal_type in NOTED:
            failed += _added(texts, lambda content=content: _hash(content.text))
        elif content.portal_type not in PEOPLE:
            failed += _added(texts, lambda content=content: _hash(_said(content)))
            for file in _files_of(content):
                failed += _added(files, lambda file=file: sha256(file.data).hexdigest())
    failed += _added(texts, lambda: _hash(case.summary or ""))
    return files, texts, failed


def _said(content: Any) -> str:
    """Return all sealed values of a record as one text, in the order of their names."""
    names = sorted(name.removeprefix(SEALED) for name in vars(content) if name.startswith(SEALED))
    return json.dumps([(name, getattr(content, name)) for name in names], default=str)


def _files_of(content: Any) -> list[SealedFile]:
    return [value for _name, value in sorted(vars(content).items()) if _is_file(value)]


def _is_file(value: Any) -> bool:
    return isinstance(value, SealedFile)


def _added(found: list[str], compute: Callable[[], str]) -> bool:
    """Add a hash if there is one; tell whether it could not be read."""
    try:
        value = compute()
    except (Broken, KeyGone):
        return True
    found.extend([value] if value else [])
    return False


def _hash(text: str) -> str:
    return sha256(text.encode("utf-8")).hexdigest() if text else ""


def _archived_on(case: Any) -> Any:
    times = [row["time"] for row in dates.history(case) if row["review_state"] == "archived"]
    return dates.day_of(times[-1] if times else None)


def _count(case: Any, portal_type: str) -> int:
    return sum(1 for content in case.objectValues() if content.portal_type == portal_type)
