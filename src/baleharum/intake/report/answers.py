"""What the fields of a form are in a report.

A field that has the name of one of a report's (`intake.schema`) becomes it, if what was answered
fits. All else that was answered (fields that a centre has added, answers that it has reworded)
follows the narrative, with the title of its field: nothing that somebody tells us is lost.
"""

from baleharum.intake.schema import ISubmission
from collections.abc import Iterator
from collections.abc import Mapping
from plone.namedfile.interfaces import INamedField
from typing import Any
from z3c.form.interfaces import NOT_CHANGED
from zope.i18n import translate
from zope.schema import getFields
from zope.schema import getFieldsInOrder
from zope.schema import ValidationError
from zope.schema.interfaces import IBool
from zope.schema.interfaces import IChoice
from zope.schema.interfaces import ICollection
from zope.schema.interfaces import IText
from zope.schema.interfaces import ITuple

import re


NARRATIVE = "narrative"
#: One field for people, two of a report.
CONTACT = "contact"
PHONE = re.compile(r"\+?[0-9][0-9 ().-]{5,20}")
#: How a choice of yes and no is stored, whatever its words are.
YES, NO = "ya", "tidak"
#: Not for visitors to say.
OURS = ("source", "channel", "anonymous", NARRATIVE)
SOURCE = "formulir"

NOTHING: tuple[Any, ...] = (None, "", (), NOT_CHANGED)


def submission(schema: Any, answers: Mapping[str, Any], language: str) -> dict[str, Any]:
    """Return the fields of a report. schema: of the form; answers: name -> value as the form's
    fields have them; language: in which the titles of choices are written."""
    known = getFields(ISubmission)
    told: dict[str, Any] = {"source": SOURCE}
    rest: list[str] = []
    for name, field in getFieldsInOrder(schema):
        value = answers.get(name)
        if INamedField.providedBy(field) or name == NARRATIVE or _is_empty(value):
            continue
        target, fitting = _target(name, value, field, known, language)
        if target:
            told[target] = fitting
        else:
            rest.append(f"{said(field.title, language)}: {text_of(field, value, language)}")
    story = answers.get(NARRATIVE)
    parts = [story if isinstance(story, str) else "", "\n".join(rest)]
    told[NARRATIVE] = "\n\n".join(part.strip() for part in parts if part.strip())
    told["anonymous"] = not told.get("reporter_name")
    return told


def files_fields(schema: Any) -> Iterator[tuple[str, Any]]:
    """Yield the fields of a form by which files come."""
    return ((name, f) for name, f in getFieldsInOrder(schema) if INamedField.providedBy(f))


def text_of(field: Any, value: Any, language: str) -> str:
    """Return an answer in words: the titles of what was chosen."""
    if IBool.providedBy(field):
        return "✓" if value else "–"
    if ICollection.providedBy(field) and isinstance(value, list | tuple | set | frozenset):
        each = field.value_type or field
        return "; ".join(sorted(text_of(each, one, language) for one in value))
    if IChoice.providedBy(field):
        try:
            term = field.bind(None).vocabulary.getTerm(value)
        except (LookupError, AttributeError, ValueError):
            return str(value)
        return said(term.title or term.token, language)
    return str(getattr(value, "raw", value))


def said(message: Any, language: str) -> str:
    """Return a title in a language."""
    return translate(message, target_language=language) or ""


def _is_empty(value: Any) -> bool:
    return value is False or any(value is each or value == each for each in NOTHING)


def _target(
    name: str, value: Any, field: Any, known: Mapping[str, Any], language: str
) -> tuple[str, Any]:
    """Return the name of a report's field and the value that fits it; '' and None for none."""
    if name == CONTACT and isinstance(value, str):
        name = "reporter_phone" if PHONE.fullmatch(value.strip()) else "reporter_contact"
    target = known.get(name)
    if target is None or name in OURS:
        return "", None
    fitting = _fitting(target, value, field, language)
    try:
        target.bind(None).validate(fitting)
    except (ValidationError, TypeError):
        return "", None
    return name, fitting


def _fitting(target: Any, value: Any, field: Any, language: str) -> Any:
    if IBool.providedBy(target):
        return {YES: True, NO: False}.get(value, value) if isinstance(value, str) else value
    if ITuple.providedBy(target) and isinstance(value, list | set | frozenset):
        return tuple(sorted(value))
    if IText.providedBy(target):
        return text_of(field, value, language).strip()
    return value
