"""What happened, day by day, and on which page it stands: the chronology of a litigation file.

Facts are rows of a sealed field with numbers that are never given twice.
"""

from baleharum import _
from baleharum.bundles import ranges
from baleharum.litigation import policy
from baleharum.litigation.exhibits import check_open
from baleharum.litigation.exhibits import write
from baleharum.litigation.ranges import count
from baleharum.litigation.ranges import parsed
from baleharum.litigation.refusals import ExhibitRefused
from baleharum.terms.lists import terms
from collections.abc import Iterable
from collections.abc import Sequence
from datetime import date
from typing import Any
from typing import NamedTuple

import hashlib


STANDINGS = "fact-standings"
#: The most facts of a file, pages of one fact, and letters of its text.
MOST, PINS, LONGEST = 500, 10, 2000


class Pin(NamedTuple):
    """Where a fact stands. exhibit: its number in the file; pages: of its document, `3-4`."""

    exhibit: int
    pages: str


class Fact(NamedTuple):
    """Something that happened. number: in the file; day, until: of a period, both days of it; text: in
    words; standing: token of `fact-standings`; pins: rows of Pin."""

    number: int
    day: date
    until: date | None = None
    text: str = ""
    standing: str = "unknown"
    pins: tuple[Pin, ...] = ()


def facts_of(context: Any) -> list[Fact]:
    """Return the facts of a file in the order in which they happened."""
    rows = (Fact(*row[:5], tuple(Pin(*pin) for pin in row[5])) for row in context.chronology or ())
    return sorted(rows, key=lambda fact: (fact.day, fact.until or fact.day, fact.number))


def fact_with(context: Any, number: int) -> Fact:
    """Return a fact. Raises ExhibitRefused."""
    for fact in facts_of(context):
        if fact.number == number:
            return fact
    raise ExhibitRefused(
        _("error_fact_gone", default="There is no such fact any more. Look at the chronology.")
    )


def mark(fact: Fact) -> str:
    """Return what is another text as soon as something of a fact is changed."""
    return hashlib.sha256(repr(fact).encode()).hexdigest()[:16]


def save(context: Any, number: int, seen: str = "", **fields: Any) -> int:
    """Write a fact, 0 for a new one; returns its number.

    fields: day and until (texts as in 2026-03-05), text, standing, pins (pairs of an exhibit's number
    and pages). seen: mark of what was shown to who writes it, '' asks nothing. Raises ExhibitRefused.
    """
    check_open(context)
    known = {fact.number: fact for fact in facts_of(context)}
    if number:
        _check_seen(fact_with(context, number), seen)
    elif len(known) >= MOST:
        raise ExhibitRefused(
            _(
                "error_facts_many",
                default="A chronology holds ${most} facts at most. Leave out what nobody needs.",
                mapping={"most": MOST},
            )
        )
    else:
        number = (context.facts_given or 0) + 1
        context.facts_given = number
    known[number] = _fact(context, number, **fields)
    _keep(context, known.values())
    return number


def remove(context: Any, number: int, seen: str = "") -> None:
    """Take a fact out. Raises ExhibitRefused."""
    check_open(context)
    _check_seen(fact_with(context, number), seen)
    _keep(context, (fact for fact in facts_of(context) if fact.number != number))


def _check_seen(fact: Fact, seen: str) -> None:
    if seen and seen != mark(fact):
        raise ExhibitRefused(
            _(
                "error_fact_stale",
                default="Somebody else has changed this fact meanwhile. Nothing was written: copy what"
                " you typed, open the fact anew, and write it there.",
            )
        )


def _keep(context: Any, facts: Iterable[Fact]) -> None:
    context.chronology = tuple((*fact[:5], tuple(map(tuple, fact.pins))) for fact in facts)
    write(context, context.entries)


def _fact(
    context: Any,
    number: int,
    day: str = "",
    until: str = "",
    text: str = "",
    standing: str = "unknown",
    pins: Sequence[tuple[int, str]] = (),
) -> Fact:
    first, last = _day(day), _day(until) if until else None
    if last is not None and last < first:
        raise ExhibitRefused(
            _("error_fact_period", default="The last day of a period is not before its first one.")
        )
    if not text.strip() or len(text) > LONGEST:
        raise ExhibitRefused(
            _(
                "error_fact_text",
                default="Write what happened, in ${most} letters at most.",
                mapping={"most": LONGEST},
            )
        )
    if standing not in {term.token for term in terms(STANDINGS)}:
        raise ExhibitRefused(_("error_exhibit_token", default="Choose one of the list."))
    if len(pins) > PINS:
        raise ExhibitRefused(
            _(
                "error_fact_pins",
                default="A fact names ${most} places at most. Name the ones that prove it.",
                mapping={"most": PINS},
            )
        )
    found = tuple(_pin(context, exhibit, pages) for exhibit, pages in pins)
    return Fact(number, first, None if last == first else last, text.strip(), standing, found)


def _day(value: str) -> date:
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError) as error:
        raise ExhibitRefused(
            _("error_exhibit_day", default="Write a day as year, month, day: 2026-03-05.")
        ) from error


def _pin(context: Any, exhibit: int, pages: str) -> Pin:
    entries = context.entries
    try:
        entry = entries[policy.place_of(entries, exhibit)]
    except KeyError as error:
        raise ExhibitRefused(
            _("error_pin_exhibit", default="Choose an exhibit that is in this file.")
        ) from error
    numbers, most = parsed(pages), count(context, entry)
    mine = ranges.pages(entry.included) or (range(1, most + 1) if most else ())
    if mine and not set(numbers) <= set(mine):
        raise ExhibitRefused(
            _(
                "error_pin_pages",
                default="Name pages of the document that are in this exhibit: ${pages}.",
                mapping={"pages": ranges.spelled(tuple(mine))},
            )
        )
    return Pin(exhibit, ranges.spelled(numbers))
