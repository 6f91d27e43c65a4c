"""What became of recipients: received or returned, by their number; from a list or a page."""

from baleharum.programmes import policy
from baleharum.programmes import sayings
from baleharum.programmes.cells import Cells
from baleharum.programmes.cells import day_in
from baleharum.programmes.recipients import Outcome
from baleharum.programmes.table import Line
from baleharum.programmes.wrong import Wrong
from baleharum.terms.lists import terms
from dataclasses import dataclass
from dataclasses import field
from datetime import date
from functools import cache
from zope.i18nmessageid import Message


COLUMNS = {
    "nomor": "no nomor_penerima number",
    "hasil": "status outcome",
    "tanggal": "tgl tanggal_terima date",
    "alasan": "reason",
    # What a printed list says besides is passed over, so that it can be filled in and sent back.
    "nama": "name",
    "nik": "",
    "kecamatan": "sub_district",
    "jumlah": "amount",
}
ALIASES = {head: column for column, more in COLUMNS.items() for head in (column, *more.split())}
NEEDED = ("nomor", "hasil")


@cache
def outcomes_known() -> dict[str, str]:
    """Return how people write an outcome -> its token."""
    found = {}
    for each in terms("recipient-outcomes"):
        found |= {each.token: each.token, each.id.casefold(): each.token}
        found[each.en.casefold()] = each.token
    return {**found, "terima": policy.RECEIVED, "kembali": policy.RETURNED}


@cache
def reasons_known() -> dict[str, str]:
    """Return how people write a reason -> its token."""
    found = {}
    for each in terms("return-reasons"):
        found |= dict.fromkeys((each.token, each.id.casefold(), each.en.casefold()), each.token)
    return found


def outcome_of(what: str, day: date | None, reason: str, today: date) -> Outcome | Message:
    """Return an outcome, or why it cannot be noted. what, reason: tokens."""
    if what == policy.WAITING:
        return Outcome(policy.WAITING)
    if what not in policy.OUTCOMES:
        return sayings.OUTCOME
    if day is None:
        return sayings.NO_OUTCOME_DAY
    if day > today:
        return sayings.FUTURE
    if what == policy.RETURNED and reason not in reasons_known().values():
        return sayings.REASON
    return Outcome(what, day.isoformat(), reason if what == policy.RETURNED else "")


@dataclass
class Checker:
    """Looks at lines of a list of outcomes. rows: how many recipients there are."""

    rows: int
    today: date
    serials: bool = False
    seen: dict[int, int] = field(default_factory=dict)

    def look(self, line: Line) -> tuple[int, Outcome] | list[Wrong]:
        """Return number and outcome of a line, or what is wrong with it."""
        found = Cells(line)
        number = self._number(found)
        what = outcomes_known().get(found.text("hasil", 60).casefold(), "")
        reason = reasons_known().get(found.text("alasan", 120).casefold(), "")
        cell, day = found.cell("tanggal"), None
        if cell is not None and "tanggal" not in found.columns:
            said = day_in(cell, self.serials)
            if isinstance(said, Message):
                found.refuse("tanggal", said)
                return found.wrong
            day = said
        outcome = outcome_of(what, day, reason, self.today)
        if isinstance(outcome, Message):
            found.refuse(sayings.COLUMN_OF.get(outcome, "hasil"), outcome)
        if found.wrong or isinstance(outcome, Message):
            return found.wrong
        return number, outcome

    def _number(self, found: Cells) -> int:
        typed = found.text("nomor", 20)
        number = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 else 0
        if not 1 <= number <= self.rows:
            found.refuse("nomor", sayings.say(sayings.NO_ROW, rows=self.rows))
            return 0
        if number in self.seen:
            found.refuse("nomor", sayings.say(sayings.ROW_TWICE, line=self.seen[number]))
        self.seen[number] = found.line
        return number
