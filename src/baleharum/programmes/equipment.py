"""Equipment of a programme (prosthetic legs, hearing aids): measured, fitted, looked at again.

Each piece is a row of the programme, sealed; who has it is told by the number of a case or of a
recipient, as for attendance.
"""

from baleharum import _
from baleharum.programmes.attendance import CASE
from baleharum.programmes.attendance import entries
from baleharum.programmes.attendance import is_recipient
from baleharum.programmes.attendance import NO_NUMBER
from baleharum.vault.objects import opened_with
from baleharum.vault.objects import sealed_with
from collections.abc import Mapping
from datetime import date
from typing import Any
from typing import NamedTuple
from zope.i18nmessageid import Message


#: Unit of the list `programmes` of what is given by the piece.
BY_THE_PIECE = "item"
#: Days in the order in which they come.
DAYS = ("measured_on", "fitted_on", "look_on", "looked_on")
MOST = {"item": 120, "result": 500}


class Piece(NamedTuple):
    """One row. number: in the programme, from 1; who: number of a case or recipient; item: what it
    is; days: ISO, '' for not yet; look_on: when it is looked at again; result: what came of that."""

    number: int
    who: str
    item: str
    measured_on: str = ""
    fitted_on: str = ""
    look_on: str = ""
    looked_on: str = ""
    result: str = ""

    def late(self, today: date) -> bool:
        """Tell whether it should have been looked at again."""
        return bool(self.look_on and not self.looked_on) and self.look_on < today.isoformat()


class EquipmentRefused(ValueError):
    """A row that is not kept; its only argument is the message, with the remedy."""


def has_equipment(programme: Any) -> bool:
    """Tell whether a programme gives pieces of equipment."""
    return bool(programme.unit == BY_THE_PIECE)


def pieces(programme: Any) -> list[Piece]:
    """Return all rows, the newest first."""
    rows = programme.equipment_rows.items()
    found = [Piece(number, *opened_with(programme, row, place(number))) for number, row in rows]
    return found[::-1]


def keep(programme: Any, data: Mapping[str, str], today: date, number: int = 0) -> Piece:
    """Keep a row, a new one without a number. Raises EquipmentRefused, before anything is kept."""
    book = programme._own_equipment()
    if number and number not in book:
        raise EquipmentRefused(GONE)
    piece = checked(data, today)._replace(number=number or (book.maxKey() + 1 if book else 1))
    book[piece.number] = sealed_with(programme, list(piece[1:]), place(piece.number))
    return piece


def checked(data: Mapping[str, str], today: date) -> Piece:
    """Return the row that was sent, without its number. Raises EquipmentRefused."""
    who = next(iter(entries(data.get("who", ""))), "")
    if not CASE.fullmatch(who) and not is_recipient(who):
        raise EquipmentRefused(Message(NO_NUMBER, mapping={"entry": who[:40]}))
    texts = {name: " ".join(data.get(name, "").split()) for name in MOST}
    if not texts["item"]:
        raise EquipmentRefused(NO_ITEM)
    if any(len(text) > MOST[name] for name, text in texts.items()):
        raise EquipmentRefused(LONG)
    days = [_day(data.get(name, "")) for name in DAYS]
    said = [day for day in days if day]
    if said != sorted(said):
        raise EquipmentRefused(ORDER)
    measured, fitted, _look, looked = days
    if any(day and day > today.isoformat() for day in (measured, fitted, looked)):
        raise EquipmentRefused(TO_COME)
    return Piece(0, who, texts["item"], *days, texts["result"])


def place(number: int) -> str:
    """Return as what a row is sealed."""
    return f"equipment:{number}"


def _day(typed: str) -> str:
    try:
        return date.fromisoformat(typed.strip()).isoformat() if typed.strip() else ""
    except ValueError:
        raise EquipmentRefused(NO_DAY) from None


GONE = _("error_equipment_gone", default="There is no piece of this number. Load the page again.")
NO_ITEM = _("error_equipment_item", default="Write what it is, for example: left, below the knee.")
LONG = _("error_equipment_long", default="A text is too long: shorten it.")
NO_DAY = _("error_equipment_day", default="A day is none: choose it anew.")
ORDER = _(
    "error_equipment_order",
    default="The days do not follow each other: measured, fitted, to be looked at, looked at.",
)
TO_COME = _("error_equipment_to_come", default="What was done cannot be on a day still to come.")
