"""Taking people out of a batch: one of them, or all at the end of their time. What was counted stays."""

from baleharum.programmes.recipients import CHUNK
from baleharum.programmes.recipients import opened_rows
from baleharum.programmes.recipients import Recipient
from baleharum.programmes.recipients import sealed_rows
from baleharum.vault.holding import SEALED
from typing import Any


def erase(batch: Any, number: int) -> None:
    """Take a person out of their row, and out of what finds them by their NIK. Sub-district, amount,
    outcome and day stay: they are counted, and tell nothing of who it was."""
    book = batch._own_recipients()
    at, place = divmod(number - 1, CHUNK)
    rows = opened_rows(batch, at)
    row, outcome = rows[place], book.outcome(number)
    rows[place] = Recipient(number, "", "", row.sub_district, row.amount)
    book.chunks[at].sealed = sealed_rows(batch, at, rows)
    for digest in [each for each, known in book.hashes.items() if known == number]:
        del book.hashes[digest]
    if outcome.reason:
        book.outcomes[number] = tuple(outcome._replace(reason=""))


def forget_people(batch: Any) -> None:
    """Take all rows, and all that is sealed besides, away for good. What was counted stays."""
    book = batch._own_recipients()
    for kept in (book.chunks, book.hashes, book.outcomes):
        kept.clear()
    book.places, book.files, book.unchecked = b"", (), 0
    batch.incoming = batch.refusals = None
    batch.erasures = ()
    for name in [each for each in batch.__dict__ if each.startswith(SEALED)]:
        delattr(batch, name)
