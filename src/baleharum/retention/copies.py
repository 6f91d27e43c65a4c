"""What an access package can hold beside the record of a person: files, and what was written here.

A file is released by whom it concerns, whatever part the person has. What colleagues have written
in a case, assessments, plans and notes, is about its clients: others get no copy of it. A consent or
a letter names the person whom it is about.
"""

from baleharum import _
from baleharum.cases.interfaces import ICopy
from baleharum.retention.refusals import RetentionRefused
from plone import api
from plone.uuid.interfaces import IUUID
from typing import Any


FILE = "CaseFile"
CLIENT = "client"
GONE = "withdrawn"


def kind_of(content: Any) -> str:
    """Return the token of the list `document-kinds` that says what something is."""
    return str(content.kind if content.portal_type == FILE else ICopy(content).kind)


def is_for(content: Any, person: Any) -> bool:
    """Tell whether a package of somebody can hold something of their case now."""
    if content is None or person is None:
        return False
    if content.portal_type == FILE:
        return bool(api.content.get_state(content) != GONE)
    copy = ICopy(content, None)
    if copy is None or not copy.stands:
        return False
    return bool(copy.person == IUUID(person) if copy.person else person.part == CLIENT)


def is_about(content: Any) -> bool:
    """Tell whether something that was written here names the person whom it is about."""
    return content.portal_type != FILE and bool(ICopy(content).person)


def offered(case: Any, person: Any) -> list[Any]:
    """Return what a package of somebody can hold, by kind and number."""
    found = [each for each in case.objectValues() if is_for(each, person)]
    return sorted(found, key=lambda each: (each.portal_type != FILE, *_number(each.getId())))


def asked_names(case: Any, person: Any, typed: str) -> tuple[str, ...]:
    """Return the names of what is asked for ('D1 A2'). Raises RetentionRefused."""
    names = [name.lower() for name in typed.replace(",", " ").split()]
    for name in names:
        if not is_for(case.get(name), person):
            raise RetentionRefused(
                _(
                    "error_no_document_for_person",
                    default="There is no document ${name} that can be handed out to this person.",
                    mapping={"name": name.upper()},
                )
            )
    return tuple(dict.fromkeys(names))


def _number(name: str) -> tuple[str, int]:
    letter = name.rstrip("0123456789")
    return letter, int(name.removeprefix(letter) or 0)


def opens(content: Any) -> bool:
    """Tell whether something may be opened: a file once a virus is ruled out, a text always."""
    return content.portal_type != FILE or bool(content.openable)


def size_of(content: Any) -> int:
    """Return the bytes of a file, 0 for what is a text."""
    return int(content.file.getSize()) if content.portal_type == FILE else 0


def texts(content: Any) -> dict[str, Any]:
    """Return what was written as JSON values, {} for a file."""
    if content.portal_type == FILE:
        return {}
    copy = ICopy(content)
    return {"number": content.title, "kind": copy.kind, "rows": copy.rows()}
