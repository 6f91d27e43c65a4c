"""The rules of assistance: what is noted when, what counts as the same help twice, money in words.

Pure functions. domain.md 1g and 2b (`bantuan`) are the tables.
"""

from collections.abc import Hashable
from collections.abc import Iterable


WORKFLOW = "batch_workflow"

#: group of fields -> states in which they may be written; '' is a batch that is being filed.
WINDOWS = {
    "text": ("", "draft"),
    "check": ("verification",),
    "handing": ("decreed", "distributed"),
    "rest": ("distributed",),
    "report": ("accounted",),
}

#: State in which recipients are taken in, and the one in which it is noted what became of them.
LISTING, HANDING = "draft", "distributed"
#: What was here is no help that anybody got.
VOID = "cancelled"

WAITING, RECEIVED, RETURNED = "waiting", "received", "returned"
OUTCOMES = (WAITING, RECEIVED, RETURNED)

#: Unit of the list `programmes` that is money.
MONEY = "Rp"


def is_money(unit: str) -> bool:
    """Tell whether amounts of a unit are rupiah; what is given in goods as well is, too."""
    return unit.split("/")[0] == MONEY


def same_help(rule: str, year: int, period: str) -> Hashable:
    """Return what two batches of a programme share if nobody may be in both of them.

    rule: token of the list `repeat-rules`.

    >>> same_help("year", 2026, "1") == same_help("year", 2026, "2")
    True
    >>> same_help("period", 2026, "1") == same_help("period", 2026, "2")
    False
    """
    return {"ever": (), "year": (year,)}.get(rule, (year, period.strip().casefold()))


def may_decree(submitters: Iterable[str], person: str) -> bool:
    """Tell whether somebody may decree a batch: nobody who has handed it in or taken a list in."""
    return person not in set(submitters)


def with_points(number: int) -> str:
    """Return a whole number as it is written in Indonesian.

    >>> with_points(2720), with_points(1500000)
    ('2.720', '1.500.000')
    """
    return f"{number:,}".replace(",", ".")


def amount_text(number: int, unit: str) -> str:
    """Return an amount with its unit; rupiah as they are written on a cheque.

    >>> amount_text(1500000, "Rp/goods")
    'Rp1.500.000'
    """
    return f"Rp{with_points(number)}" if is_money(unit) else with_points(number)
