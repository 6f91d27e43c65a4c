"""The rules of the intake: pure functions; the clock is an argument.

Risks are tokens of the list `risks`, '' while nobody has looked.
"""

from collections.abc import Iterable
from collections.abc import Mapping
from datetime import datetime
from datetime import timedelta
from typing import Any


EMERGENCY = "darurat"
#: From the first to be looked at to the last; what nobody has looked at may be anything.
RISKS = (EMERGENCY, "tinggi", "", "sedang", "rendah")

#: States in which a report waits for somebody.
OPEN = ("received", "triage")
ENDED = ("converted", "redirected", "dismissed")

#: Days after which a report that ended without a case is erased, unless the centre sets others.
KEPT_DAYS = 365

#: Days after which one is erased on which nobody has decided and in which nothing happens any more,
#: and how long before that its officers are reminded (art. 43 and 44 of Law 27/2022: what is not
#: needed any more is erased; how long that is, is ours).
OPEN_DAYS, REMINDED_BEFORE = 730, 60

#: Files of one submission or message, bytes of each, and files and messages of a report in all.
FILES = 5
FILE_BYTES = 20 << 20
ALL_FILES = 50
MESSAGES = 500
MESSAGE_LENGTH = 10_000

#: Minutes within which an emergency is decided, unless the centre sets others (ours: domain.md
#: knows the days of a case alone).
ANSWER_MINUTES = 60

#: What a reporter has asked for, tokens of `reporter-wishes` in the order in which they are heeded;
#: by the field that says it. The first two are said later, with the code.
UNSAFE, STOP = "unsafe", "stop"
WISHES = {
    "call_dangerous": "call-dangerous",
    "no_message": "no-message",
    "no_police": "no-police",
}

#: Stands among the documents of a source for a report that was made by word of mouth, and typed.
ORAL = "lisan"


def first_risk(fields: Mapping[str, Any]) -> str:
    """Return the risk with which a report arrives."""
    return EMERGENCY if fields.get("danger_now") else ""


def channel_of(fields: Mapping[str, Any], by_source: Mapping[str, str]) -> str:
    """Return the token of `intake-channels`: as sent, else as the source says. by_source: source
    -> channel."""
    return str(fields.get("channel") or by_source[fields["source"]])


def order_of(risk: str, received: datetime, number: str) -> tuple[int, datetime, str]:
    """Return what sorts the queue: by risk, and of the same the one that waits longest first."""
    rank = RISKS.index(risk) if risk in RISKS else RISKS.index("")
    return rank, received, number


def wishes_of(fields: Mapping[str, Any], later: Iterable[str] = ()) -> tuple[str, ...]:
    """Return what a reporter asks for: with the fields of the report, and later by the code.

    >>> wishes_of({"no_police": True, "call_dangerous": True}, ["stop"])
    ('stop', 'call-dangerous', 'no-police')
    """
    said = {token for name, token in WISHES.items() if fields.get(name)} | set(later)
    return tuple(token for token in (UNSAFE, STOP, *WISHES.values()) if token in said)


def answer_until(received: datetime, minutes: int) -> datetime:
    """Return the moment until which an emergency is taken up, and decided."""
    return received + timedelta(minutes=minutes)


def is_late(risk: str, state: str, received: datetime, now: datetime, minutes: int) -> bool:
    """Tell whether an emergency has waited for longer than it may; minutes: of the centre. That
    somebody has taken it up helps nobody yet: it waits until it is decided."""
    waits = risk == EMERGENCY and state in OPEN
    return waits and now >= answer_until(received, minutes)


def documents_missing(
    demanded: Iterable[str], kinds: Iterable[str], fields: Mapping[str, Any]
) -> tuple[str, ...]:
    """Return the kinds of documents of which one is missing, () where one of them is there.

    demanded: tokens of `document-kinds`, and ORAL for a report that is typed.
    """
    wanted = tuple(demanded)
    if not wanted or set(wanted) & set(kinds):
        return ()
    if ORAL in wanted and str(fields.get("narrative") or "").strip():
        return ()
    return tuple(kind for kind in wanted if kind != ORAL)


def ends_at(state: str, since: datetime, kept_days: int, open_days: int) -> datetime | None:
    """Return when a report is to be erased, None for one that became a case. since: when it ended, or
    when something last happened with one that is open.

    >>> day = datetime(2026, 1, 1)
    >>> ends_at("dismissed", day, 365, 730), ends_at("converted", day, 365, 730)
    (datetime.datetime(2027, 1, 1, 0, 0), None)
    """
    days = {"received": open_days, "triage": open_days}.get(state, kept_days)
    return None if state == "converted" else since + timedelta(days=days)


def answer_due(received: datetime) -> datetime:
    """Return until when a request about a report is answered (art. 30 to 41 of Law 27/2022)."""
    return received + timedelta(hours=72)
