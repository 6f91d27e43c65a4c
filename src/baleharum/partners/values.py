"""The cells of a row of partners as the values of their fields, and what is wrong with them."""

from baleharum import _
from baleharum.cases.identity import NotAPhoneNumber
from baleharum.cases.identity import phone_number
from baleharum.partners.content import IPartner
from baleharum.partners.content import WAYS
from baleharum.partners.kinds import in_use
from baleharum.partners.table import BEYOND
from baleharum.partners.table import Cells
from baleharum.terms.lists import terms
from datetime import date
from typing import Any
from zope.i18nmessageid import Message
from zope.schema import ValidationError
from zope.schema.interfaces import TooLong


#: Columns of tokens -> code list; those of which a cell may have several.
LISTED = {
    "services": "simfoni-services",
    "skills": "partner-skills",
    "areas": "provinces-ntb",
    "sub_districts": "sub-districts",
    "availability": "partner-availability",
}
SEVERAL = ("services", "skills", "areas", "sub_districts")
YES = ("yes", "ya", "y", "1", "true")
NO = ("no", "tidak", "n", "0", "false")
#: What a cell says that takes away what was there.
CLEAR = "-"


def values_of(row: Cells) -> tuple[dict[str, Any], list[Message]]:
    """Return the values of a row's cells, and what is wrong with them."""
    values: dict[str, Any] = {"title": row.get("name", ""), "kind": row.get("kind", "")}
    errors: list[Message] = []
    errors += _name(values["title"])
    if row.get(BEYOND):
        errors.append(
            _(
                "error_partner_beyond",
                default="'${value}' stands in no column that the first row names. Put a text that"
                " holds the sign between the columns into quotes.",
                mapping={"value": row[BEYOND][:60]},
            )
        )
    if values["kind"] not in in_use():
        errors.append(_unknown("kind", values["kind"]))
    for name, read in CELLS.items():
        if row.get(name):
            values[name], wrong = read(name, row[name])
            errors += wrong
    return values, errors


def _name(typed: str) -> list[Message]:
    """Return what is wrong with a name; only a name that fits its field is ever filed."""
    if not typed:
        return [_("error_partner_name", default="The name is missing.")]
    try:
        IPartner["title"].validate(typed)
    except TooLong:
        most = str(IPartner["title"].max_length)
        return [
            _(
                "error_partner_name_long",
                default="The name has more than ${number} characters: shorten it.",
                mapping={"number": most},
            )
        ]
    except ValidationError:
        return [_unknown("name", typed)]
    return []


def _text(name: str, typed: str) -> tuple[str | None, list[Message]]:
    if typed == CLEAR:
        return None, []
    try:
        value = phone_number(typed) if name == "phone" else typed
        IPartner[name].validate(value)
    except NotAPhoneNumber as refused:
        return typed, [refused.args[0]]
    except ValidationError:
        return typed, [_unknown(name, typed)]
    return value, []


def _tokens(name: str, cell: str) -> tuple[tuple[str, ...], list[Message]]:
    if cell == CLEAR:
        return (), []
    found = tuple(part.strip() for part in cell.replace(",", ";").split(";") if part.strip())
    allowed = {known.token for known in terms(LISTED[name]) if not known.retired}
    return found, [_unknown(name, token) for token in found if token not in allowed]


def _token(name: str, cell: str) -> tuple[str | None, list[Message]]:
    found, wrong = _tokens(name, cell)
    return (found[0] if len(found) == 1 else None), wrong or (
        [_unknown(name, cell)] if len(found) > 1 else []
    )


def _day(name: str, cell: str) -> tuple[date | None, list[Message]]:
    """Return a day that is written as 2026-12-31; a spreadsheet adds the hours of midnight."""
    if cell == CLEAR:
        return None, []
    try:
        return date.fromisoformat(cell.removesuffix(" 00:00:00")), []
    except ValueError:
        return None, [_unknown(name, cell)]


def _yes_or_no(name: str, cell: str) -> tuple[bool, list[Message]]:
    said = cell.casefold()
    return said in YES, [] if said in (*YES, *NO) else [_unknown(name, cell)]


def _unknown(column: str, value: str) -> Message:
    return _(
        "error_partner_value",
        default="'${value}' is no value of the column '${column}'.",
        mapping={"value": value[:60], "column": column},
    )


#: column -> what reads a cell of it: (name, text) -> value, what is wrong.
CELLS = {
    **dict.fromkeys(SEVERAL, _tokens),
    "availability": _token,
    "away_until": _day,
    "sheltering": _yes_or_no,
    **dict.fromkeys(WAYS, _text),
}
