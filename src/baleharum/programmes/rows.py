"""Recipients for a page or a program: in words, found, and marked."""

from baleharum import _
from baleharum.cases.history import state_of
from baleharum.cases.identity import clean_number
from baleharum.cases.identity import mask_nik
from baleharum.cases.moments import today
from baleharum.cases.traces import shown
from baleharum.programmes import marking
from baleharum.programmes import policy
from baleharum.programmes import taking
from baleharum.programmes.reading import folder_of
from baleharum.programmes.receipts import number_of_code
from baleharum.programmes.recipients import hasher
from baleharum.programmes.recipients import mark
from baleharum.programmes.recipients import Outcome
from baleharum.programmes.recipients import Recipient
from baleharum.terms.lists import label
from baleharum.trail.actions import SEARCH
from collections.abc import Iterable
from datetime import date
from typing import Any
from zope.i18nmessageid import Message


def words(row: Recipient, outcome: Outcome, unit: str) -> dict[str, Any]:
    """Return a row as it is shown: its NIK is masked."""
    return {
        "number": row.number,
        "name": row.name or ERASED,
        "nik": mask_nik(row.nik) if row.nik else "",
        "sub_district": label("sub-districts", row.sub_district),
        "kelurahan": row.kelurahan,
        "amount": policy.amount_text(row.amount, unit),
        "outcome": outcome.what,
        "outcome_label": label("recipient-outcomes", outcome.what),
        "day": date.fromisoformat(outcome.day).strftime("%d/%m/%Y") if outcome.day else "",
        "reason": label("return-reasons", outcome.reason) if outcome.reason else "",
    }


def find(batch: Any, typed: str) -> int:
    """Return the number of who has exactly this NIK, or receipt; 0 for nobody."""
    shown(SEARCH, batch, "recipient", 1)
    number = number_of_code(batch, typed.strip())
    if number:
        return number
    return batch.recipients.hashes.get(hasher(folder_of(batch))(clean_number(typed)), 0)


def asked_outcome(what: str, on: str, reason: str) -> Outcome:
    """Return the outcome that was sent. Raises ListRefused. on: ISO day."""
    try:
        day = date.fromisoformat(on) if on else None
    except ValueError:
        day = None
    found = marking.outcome_of(what, day, reason, today())
    if isinstance(found, Message):
        raise taking.ListRefused(found)
    return found


def marked(batch: Any, numbers: Iterable[int], outcome: Outcome) -> int:
    """Note one outcome of several rows; returns how many have changed. Raises ListRefused."""
    if state_of(batch) != policy.HANDING:
        raise taking.ListRefused(taking.NOT_NOW)
    wanted = set(numbers)
    if not wanted or not all(1 <= number <= len(batch.recipients) for number in wanted):
        raise taking.ListRefused(NOBODY)
    done = mark(batch, dict.fromkeys(wanted, outcome))
    taking.changed(batch)
    taking.told(batch, f"marked={done}")
    return done


NOBODY = _("error_mark_nobody", default="Tick the recipients first.")
ERASED = _("recipient_erased", default="(erased)")
