"""Whether a consent holds, and all the reasons why not; pure functions over plain rows.

Law 27/2022: consent is shown by proof (art. 22-24), a child's is given by its guardian (art. 25)
until it comes of age, processing stops 3x24 hours after a withdrawal (art. 40).
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from datetime import datetime
from datetime import time
from datetime import timedelta
from datetime import timezone


OF_AGE = 18

#: What the guards and the demo ask for.
SERVICES = "layanan"
REFERRAL = "rujukan"
VITAL = "kepentingan-vital"
CONSENT = "persetujuan"

#: Art. 40 of Law 27/2022, and what a centre gives itself after an emergency response (domain.md 2a).
CLOCK = timedelta(hours=72)

#: States in which a consent was never given, or no longer holds: each is a reason of its own.
STATES_WITHOUT = ("draft", "refused", "expired", "withdrawn", "replaced", "void")

#: Steps that begin the services and carry them on: each asks whether they rest on something on that
#: day (art. 20 and 40 of Law 27/2022). What an emergency response rests on, vital interest, is a
#: basis as well until somebody ends it.
ONWARD = frozenset(
    "start_assessment make_plan approve_plan start_monitoring continue_service revise_plan".split()
)

#: States in which everybody who got the data is told, within the time of art. 40.
TOLD_OF = ("withdrawn", "void")

#: What becomes of a document that shows a consent, or the authority of who gave it.
GONE, REPLACED = "gone", "replaced"

#: method -> how many witnesses it needs at least; and which of them at most.
WITNESSES = {"cap-jempol": 2, "lisan-terekam": 1}


@dataclass(frozen=True)
class Row:
    """A consent as it is stored.

    recipient: UID of a partner, '' for the centre itself; person: UID of whose data it is about;
    until: the last day; of_age_on: the first day on which the person is 18, None where nobody
    knows or it is long ago; by_guardian: whether somebody else gives it; own: whether the person
    gives it as well; disabled: whether the person has a disability; perpetrator: whether one of
    those who give it is an alleged perpetrator; stranger: whether somebody else who gives it is no
    guardian; client: whether the person is a client; renamed: whether the recipient is called
    otherwise than on the day on which it was given; proof: GONE or REPLACED where a document that
    shows it was withdrawn, or has a newer version.
    """

    state: str
    purpose: str
    recipient: str = ""
    person: str = ""
    given_on: date | None = None
    until: date | None = None
    of_age_on: date | None = None
    by_guardian: bool = False
    own: bool = False
    disabled: bool = False
    perpetrator: bool = False
    stranger: bool = False
    client: bool = True
    renamed: bool = False
    proof: str = ""


@dataclass(frozen=True)
class LawRow:
    """Another lawful basis as it is recorded; recipient: '' for everybody who needs it."""

    state: str
    purpose: str
    recipient: str = ""


def reasons(row: Row, purpose: str, recipient: str, day: date, person: str = "") -> tuple[str, ...]:
    """Return all the reasons why a consent does not hold, none where it does.

    person: UID; '' for any client of the case.
    """
    found = {
        row.state: row.state in STATES_WITHOUT,
        "not_yet": row.given_on is not None and day < row.given_on,
        "of_age": came_of_age(row, day),
        "needs_guardian": row.state != "draft"
        and (a_childs_own(row, day) or was_a_childs_own(row)),
        "adult": was_adult(row),
        "perpetrator": row.perpetrator,
        "no_guardian": row.stranger,
        "other_purpose": row.purpose != purpose,
        "other_recipient": row.recipient != recipient,
        "renamed": row.renamed,
        "proof_gone": row.proof == GONE,
        "proof_replaced": row.proof == REPLACED,
        "other_person": row.person != person if person else not row.client,
    }
    found["expired"] = found.get("expired", False) or (row.until is not None and day > row.until)
    return tuple(reason for reason, holds in found.items() if holds)


def in_force(row: Row, purpose: str, recipient: str, day: date, person: str = "") -> bool:
    """Tell whether a consent holds on a day for one purpose and one recipient."""
    return row.state == "in_force" and not reasons(row, purpose, recipient, day, person)


def void_reasons(row: Row) -> tuple[str, ...]:
    """Return why a consent that was given is void: what it was given on is gone.

    Art. 22, 24 and 25 of Law 27/2022: a consent that cannot be shown, or that somebody gave who may
    not, is none. A proof with a newer version shows it still; it is asked for on that one.
    """
    if row.state != "in_force":
        return ()
    found = {
        "perpetrator": row.perpetrator,
        "no_guardian": row.stranger,
        "adult": was_adult(row),
        "needs_guardian": was_a_childs_own(row),
        "proof_gone": row.proof == GONE,
    }
    return tuple(reason for reason, holds in found.items() if holds)


def came_of_age(row: Row, day: date) -> bool:
    """Tell whether a guardian gave it for a child who has come of age: it is asked anew then."""
    if not row.by_guardian or row.of_age_on is None or row.given_on is None:
        return False
    return row.given_on < row.of_age_on <= day


def was_adult(row: Row) -> bool:
    """Tell whether a guardian alone gave it for a grown person who can give it: no disability is
    noted that would let somebody else speak."""
    if not row.by_guardian or row.own or row.disabled:
        return False
    if row.of_age_on is None or row.given_on is None:
        return False
    return row.of_age_on <= row.given_on


def a_childs_own(row: Row, day: date) -> bool:
    """Tell whether a child has given it alone."""
    return not row.by_guardian and row.of_age_on is not None and day < row.of_age_on


def was_a_childs_own(row: Row) -> bool:
    """Tell whether a child gave it alone: coming of age later does not make it good."""
    return row.given_on is not None and a_childs_own(row, row.given_on)


def ended(row: Row, day: date) -> bool:
    """Tell whether the time of a consent is over: the worker lets it expire."""
    over = row.until is not None and day > row.until
    return row.state == "in_force" and (over or came_of_age(row, day))


def law_reasons(row: LawRow, purpose: str, recipient: str) -> tuple[str, ...]:
    """Return all the reasons why a recorded basis does not serve, none where it does."""
    found = {
        "ended": row.state != "recorded",
        "other_purpose": row.purpose != purpose,
        "other_recipient": row.recipient not in ("", recipient),
    }
    return tuple(reason for reason, holds in found.items() if holds)


def of_age_on(born: date | None, year: int | None) -> date | None:
    """Return the first day on which somebody is 18 for certain, None where nobody knows.

    >>> of_age_on(date(2008, 2, 29), None), of_age_on(None, 2008)
    (datetime.date(2026, 3, 1), datetime.date(2027, 1, 1))
    """
    if born is not None:
        try:
            return born.replace(year=born.year + OF_AGE)
        except ValueError:
            return date(born.year + OF_AGE, 3, 1)
    return None if year is None else date(year + OF_AGE + 1, 1, 1)


def months_later(day: date, months: int) -> date:
    """Return the same day so many months later, or the last day of that month.

    >>> months_later(date(2026, 8, 31), 6)
    datetime.date(2027, 2, 28)
    """
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def last_day(given_on: date, months: int, asked: date | None, adult_on: date | None) -> date:
    """Return the last day of a consent that is given now.

    asked: the day that was agreed, None for so many months; adult_on: when the person for whom a
    guardian gives it comes of age, None for everybody else.
    """
    agreed = asked or months_later(given_on, months)
    if adult_on is None or adult_on <= given_on:
        return agreed
    return min(agreed, adult_on - timedelta(days=1))


def shown_end(until: date, adult_on: date | None) -> date:
    """Return the day for lists that are not sealed: none that would tell a birthday.

    A consent that ends because somebody comes of age is due at the end of the month before.
    """
    if adult_on is None or until < adult_on - timedelta(days=1):
        return until
    return adult_on.replace(day=1) - timedelta(days=1)


def stopped_by(recorded: datetime, on: date, zone: timezone) -> datetime:
    """Return until when everybody has to be told of a withdrawal.

    Where it came in on an earlier day than it was recorded, the clock runs from that day's begin.
    """
    begin = datetime.combine(on, time(0), zone)
    return (recorded if recorded.astimezone(zone).date() <= on else begin) + CLOCK
