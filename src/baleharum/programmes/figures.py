"""What is counted of batches: days, sub-districts, outcomes and sums; no recipient is opened."""

from baleharum.cases.history import rows_of
from baleharum.cases.history import state_of
from baleharum.cases.moments import WITA
from baleharum.programmes import policy
from baleharum.terms.lists import term
from collections.abc import Iterator
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any


#: Step with which a list of recipients is handed in, and the one with which they are decreed.
SUBMIT, DECREE = "submit", "decree"


@dataclass(frozen=True)
class Counted:
    """A batch. kind: token of `programmes`; money: whether its amounts are rupiah; handed_in: day of
    the last handing in for verification, or of the decree where that is earlier; decreed: of the
    decree; None before; tallies: (sub-district,
    outcome) -> (rows, amount); days: (sub-district, outcome, ISO day) -> likewise."""

    number: str
    kind: str
    money: bool
    handed_in: date | None
    decreed: date | None
    tallies: Mapping[tuple[str, str], tuple[int, int]]
    days: Mapping[tuple[str, str, str], tuple[int, int]]


def batches(folder: Any) -> Iterator[Counted]:
    """Yield the batches of a folder, whoever asks, but those that were cancelled."""
    for programme in folder.objectValues():
        for each in programme.objectValues():
            if each.portal_type == "AssistanceBatch" and state_of(each) != policy.VOID:
                yield counted(each, programme)


def counted(batch: Any, programme: Any) -> Counted:
    """Return what is counted of a batch. A list that was sent back is not handed in."""
    book = batch.recipients
    rows = rows_of(batch)
    sent = [_day(row) for row in rows if row["action"] == SUBMIT]
    signed = [_day(row) for row in rows if row["action"] == DECREE]
    decreed = batch.decree_date if signed else None
    handed_in = sent[-1] if sent and state_of(batch) != policy.LISTING else None
    if handed_in and decreed:
        # What was decreed was planned before; it may have been entered here only afterwards.
        handed_in = min(handed_in, decreed)
    return Counted(
        batch.getId(),
        programme.programme,
        policy.is_money(term("programmes", programme.programme).extra["unit"]),
        handed_in,
        decreed,
        book.tallies,
        book.days,
    )


def _day(row: dict[str, Any]) -> date:
    return row["time"].asdatetime().astimezone(WITA).date()
