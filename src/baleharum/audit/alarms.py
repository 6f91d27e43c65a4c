"""Alarms: what in the record of access somebody has to look at. Nothing else is judged here.

Reading at night or on a Sunday is no alarm: this house works then.
"""

from baleharum.audit.places import cases_of
from baleharum.audit.places import is_box
from baleharum.audit.thresholds import listing_threshold
from baleharum.audit.thresholds import threshold
from baleharum.audit.through import THE_PRODUCT
from baleharum.public.policy import NAMED
from baleharum.team.records import book
from baleharum.trail import api as trail
from baleharum.trail.actions import ADMINISTER
from baleharum.trail.actions import BREAK_GLASS
from baleharum.trail.actions import DAMAGED
from baleharum.trail.actions import LOGIN_FAILED
from baleharum.trail.actions import READS
from baleharum.trail.actions import REFUSE
from collections.abc import Collection
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from datetime import timedelta
from plone.uuid.interfaces import IUUID
from typing import Any
from typing import TypedDict
from urllib.parse import unquote


#: So many refusals, or failed log-ins, within an hour are a series.
SERIES = 5

#: Rows of one kind that a page looks through at most; the oldest are left out.
MOST = 500

#: So many changes of one request stand in its alarm.
TOLD = 8

#: What these changes are about is an account or a group.
ABOUT_PRINCIPALS = ("account-", "password-", "group-", "member-", "factor-")

HOUR = timedelta(hours=1)


class Span(TypedDict):
    """Moments: `since` counts, `until` does not."""

    since: datetime
    until: datetime


@dataclass(frozen=True)
class Alarm:
    """kind: mass, reports, listed, emergency, refused, login, spread, setting, tried or damaged;
    person: user id, '' for an unknown one; at: begin of the hour, or the moment; number: cases,
    readings, refusals or log-ins; things: different objects read, or accounts tried; case: UID, '';
    network: of who was not known; detail: for settings what was changed, see `administered`.
    """

    kind: str
    person: str
    at: datetime
    number: int = 0
    things: int = 0
    case: str = ""
    network: str = ""
    detail: str = ""

    @property
    def key(self) -> str:
        """What stays the same while its number grows."""
        place = self.case or self.network or self.detail
        return ":".join((self.kind, self.at.strftime("%Y%m%dT%H%M%S.%f"), self.person, place))


def alarms(register: Any, since: datetime, until: datetime) -> list[Alarm]:
    """Return what happened in a register, or an intake box, in a span of time, the latest first.

    Raises TrailUnavailable.
    """
    found = each_alarm(register, since, until)
    return sorted(found, key=lambda alarm: (alarm.at, alarm.key), reverse=True)


def each_alarm(register: Any, since: datetime, until: datetime) -> Iterator[Alarm]:
    """Yield the same in no order; the record is asked for no more of them than are taken."""
    span = hours_of(since, until)
    yield from mass_reading(register, threshold(), span)
    yield from refusals(register, span)
    yield from failed_logins(register, span)
    yield from damages(register, span)
    if not is_box(register):
        yield from mass_listing(register, listing_threshold(), span)
        yield from emergencies(register, span, until)
        yield from settings(register, span)
        yield from tried_names(span)


def mass_reading(register: Any, most: int, span: Span) -> Iterator[Alarm]:
    """Yield each hour in which a person read more cases of this register, or reports of this box,
    than `most`."""
    for person, hour, number in _many(register, most, span, shown=False):
        yield Alarm("reports" if is_box(register) else "mass", person, hour, number)


def mass_listing(register: Any, most: int, span: Span) -> Iterator[Alarm]:
    """Yield each hour in which lists showed a person more cases of this register than `most`."""
    for person, hour, number in _many(register, most, span, shown=True):
        yield Alarm("listed", person, hour, number)


def _many(register: Any, most: int, span: Span, shown: bool) -> Iterator[tuple[str, datetime, int]]:
    """Yield (user id, hour, number of cases) where the number is above `most`; shown: in lists."""
    by = ("user", "hour")
    hours = trail.counts(by, distinct="case", actions=READS, shown=shown, least=most + 1, **span)
    for user, hour, _number in hours:
        person, within = unquote(user), within_hour(hour, span)
        if person in THE_PRODUCT:
            continue
        found = trail.counts(("case",), user=person, actions=READS, shown=shown, **within)
        own = cases_of(register, [uid for uid, _number in found if uid])
        if len(own) > most:
            yield person, hour, len(own)


def emergencies(register: Any, span: Span, now: datetime) -> Iterator[Alarm]:
    """Yield each emergency access, with how much was read under it until now."""
    rows = trail.rows(actions=(BREAK_GLASS,), limit=MOST, **span)
    own = cases_of(register, {row.case for row in rows if row.case})
    for row in rows:
        if row.case in own:
            person = unquote(row.subject)
            parts = trail.counts(
                ("subject",),
                case=row.case,
                user=person,
                actions=READS,
                since=row.at,
                until=min(now, _end(own[row.case], person, row.at)),
            )
            number = sum(count for _subject, count in parts)
            yield Alarm("emergency", person, row.at, number, len(parts), case=row.case)


def _end(brain: Any, person: str, began: datetime) -> datetime:
    """Return when an emergency access that began at a moment ended, or will."""
    for record in reversed(book(brain._unrestrictedGetObject()).values()):
        same = record.principal == person and record.starts <= began
        if same and record.function == "reader" and record.expires is not None:
            return min(record.expires, record.ended_at or record.expires)
    return began + timedelta(hours=24)


def refusals(register: Any, span: Span) -> Iterator[Alarm]:
    """Yield each hour in which somebody was refused often in this register."""
    uid = IUUID(register)
    for user, network, hour, _number in series((REFUSE,), span):
        by = ("network", "case", "subject")
        rows = trail.counts(by, user=unquote(user), actions=(REFUSE,), **within_hour(hour, span))
        rows = [row for row in rows if user or row[0] == network]
        own = cases_of(register, {case for _network, case, _subject, _number in rows if case})
        number = sum(n for _network, case, subject, n in rows if case in own or subject == uid)
        if number >= SERIES:
            yield Alarm("refused", unquote(user), hour, number, network=network)


def failed_logins(register: Any, span: Span) -> Iterator[Alarm]:
    """Yield each hour with a series of failed log-ins to one account of this register or box, or,
    for registers, from one network to accounts that nobody has."""
    staff = {record.principal for record in book(register).values()}
    for user, network, hour, number in series((LOGIN_FAILED,), span):
        person = unquote(user)
        if person in staff or not (person or is_box(register)):
            yield Alarm("login", person, hour, number, network=network)


def damages(register: Any, span: Span) -> Iterator[Alarm]:
    """Yield each hour in which something that a case, or the register, keeps was met that is not
    what was sealed, whoever met it."""
    found = trail.counts(("case", "hour"), actions=(DAMAGED,), **span)
    own = {IUUID(register), *cases_of(register, {case for case, _hour, _number in found})}
    for case, hour, number in found:
        if case in own:
            yield Alarm("damaged", "", hour, number, case=case)


def tried_names(span: Span) -> Iterator[Alarm]:
    """Yield each hour in which somebody was told often that a page for the public names somebody:
    who tries out names learns in this way who is in a case."""
    for user, _network, hour, _number in series((REFUSE,), span):
        asked: Any = {"user": unquote(user), "actions": (REFUSE,), "case": ""}
        rows = trail.rows(limit=MOST, **asked, **within_hour(hour, span)) if user else []
        number = sum(row.detail == NAMED for row in rows)
        if number >= SERIES:
            yield Alarm("tried", unquote(user), hour, number)


def series(actions: Collection[str], span: Span) -> Iterator[tuple[str, str, datetime, int]]:
    """Yield (user, network, hour, number) of what happened often; a network only for unknown users."""
    asked: Any = {"actions": actions, "least": SERIES, **span}
    for user, hour, number in trail.counts(("user", "hour"), **asked):
        if user:
            yield user, "", hour, number
    for network, hour, number in trail.counts(("network", "hour"), user="", **asked):
        yield "", network, hour, number


def settings(register: Any, span: Span) -> Iterator[Alarm]:
    """Yield each change of how the site works: of permissions, roles, accounts, add-ons, settings.

    One request is one alarm. What was set up before there was a register concerns nobody in it.
    """
    since = max(span["since"], register.created().asdatetime())
    found: dict[tuple[str, Any], list[trail.Row]] = {}
    for row in trail.rows(actions=(ADMINISTER,), limit=MOST, since=since, until=span["until"]):
        if unquote(row.user) not in THE_PRODUCT:
            # Rows of a script, which no request holds together, are written in one moment.
            found.setdefault((row.user, row.request or row.at), []).append(row)
    for rows in found.values():
        yield Alarm("setting", unquote(rows[-1].user), rows[-1].at, detail=administered(rows))


def administered(rows: list[trail.Row]) -> str:
    """Return what the rows of one request tell was changed, as 'area:name whom,…'."""
    found = dict.fromkeys(f"{row.detail} {_whom(row)}".strip() for row in reversed(rows))
    return ",".join(list(found)[:TOLD])


def _whom(row: trail.Row) -> str:
    """Return the account or group that a change was about, '' for none."""
    return row.subject if row.detail.startswith(ABOUT_PRINCIPALS) else ""


def hours_of(since: datetime, until: datetime) -> Span:
    """Return a span that begins with a full hour: what is counted an hour does not depend on when
    one looks."""
    return {"since": since.replace(minute=0, second=0, microsecond=0), "until": until}


def within_hour(hour: datetime, span: Span) -> Span:
    """Return an hour, without what lies behind the span."""
    return {"since": hour, "until": min(hour + HOUR, span["until"])}
