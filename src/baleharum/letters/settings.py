"""Keeping the settings of letters: looked at as a whole, by a sample letter, before any is kept."""

from baleharum import _
from baleharum.letters import letterhead
from baleharum.letters import office
from baleharum.letters.interfaces import ILetterSettings
from baleharum.letters.logo import logo
from baleharum.letters.logo import MEDIA_TYPE
from baleharum.letters.numbers import problems
from baleharum.letters.refusals import LetterRefused
from baleharum.letters.typeset import letter_pdf
from collections.abc import Iterator
from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from zope.interface import Invalid
from zope.schema import getFieldsInOrder
from zope.schema import ValidationError


SETTINGS = dict(getFieldsInOrder(ILetterSettings))
OFFICE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def save_texts(site: Any, values: Mapping[str, Any]) -> None:
    """Keep settings by their names. Raises LetterRefused with all that is wrong; then none is kept.

    values: texts; `lines` is a list of them. Other names are refused.
    """
    wanted = {name: _value(name, value) for name, value in values.items()}
    found = [problem for name, value in wanted.items() for problem in _problems(name, value)]
    if found:
        raise LetterRefused(*found)
    head = letterhead.letterhead(site)
    shown = {name: value for name, value in wanted.items() if hasattr(head, name)}
    # A character that no font has would stop every letter from now on.
    letter_pdf(office.sample(), replace(head, **shown))
    kept = letterhead.settings()
    for name, value in wanted.items():
        setattr(kept, name, value)


def save_logo(site: Any, data: bytes | None, filename: str = "") -> None:
    """Keep a logo, or go without one (None). Raises LetterRefused."""
    if data is None:
        letterhead.drop_file(site, letterhead.LOGO)
        return
    drawing = logo(data, filename)
    letter_pdf(office.sample(), replace(letterhead.letterhead(site), logo=drawing))
    letterhead.keep_file(site, letterhead.LOGO, drawing.encode(), "logo.svg", MEDIA_TYPE)


def save_template(site: Any, data: bytes | None, filename: str = "") -> None:
    """Keep the centre's own template of office letters, or go back to the product's (None).

    Raises LetterRefused with all that is wrong in it.
    """
    if data is None:
        letterhead.drop_file(site, letterhead.TEMPLATE)
        return
    good = office.checked(data, filename)
    letterhead.keep_file(site, letterhead.TEMPLATE, good, "surat.docx", OFFICE)


def report(site: Any) -> dict[str, Any]:
    """Return the settings as JSON values; of logo and template whether there is one."""
    kept = letterhead.settings()
    texts = {name: getattr(kept, name) for name in SETTINGS}
    return {
        **texts,
        "lines": list(texts["lines"] or ()),
        "logo": letterhead.kept_file(site, letterhead.LOGO) is not None,
        "template": letterhead.kept_file(site, letterhead.TEMPLATE) is not None,
    }


def _value(name: str, value: Any) -> Any:
    if name == "lines" and isinstance(value, list | tuple):
        return tuple(each.strip() if isinstance(each, str) else each for each in value)
    return value.strip() if isinstance(value, str) else value


def _problems(name: str, value: Any) -> Iterator[Any]:
    if name not in SETTINGS:
        yield _(
            "error_letter_setting",
            default="There is no setting “${name}”. There are: ${known}.",
            mapping={"name": name, "known": ", ".join(SETTINGS)},
        )
        return
    if name == "pattern" and isinstance(value, str) and (found := problems(value)):
        yield from found
        return
    field = SETTINGS[name].bind(None)
    try:
        field.validate(value)
    except (ValidationError, Invalid):
        yield _(
            "error_letter_value",
            default="“${title}” does not fit: one line of text without strange signs, not too long.",
            mapping={"title": field.title},
        )
