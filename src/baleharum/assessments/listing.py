"""The assessments of a case that a person may see, in the words of pages and services."""

from baleharum.assessments.policy import LIVE_STATES
from baleharum.assessments.versions import assessments_of
from baleharum.assessments.versions import state_of
from baleharum.cases.layout import full_name
from baleharum.cases.moments import spoken_language
from baleharum.terms.days import day_text
from baleharum.terms.lists import label
from dataclasses import dataclass
from plone import api
from typing import Any
from zope.i18nmessageid import Message


@dataclass(frozen=True)
class Row:
    """What a list shows of an assessment; older: the versions before it, newest first."""

    uid: str
    url: str
    number: str
    kind: str
    kind_label: Message
    version: int
    state: str
    state_label: Message
    level_label: Message
    day: str
    author: str
    author_name: str
    risk: str
    risk_label: Message | str
    older: tuple["Row", ...] = ()

    @property
    def holds(self) -> bool:
        """Whether it stands for its series, or may come to."""
        return self.state in LIVE_STATES


def visible(case: Any) -> list:
    """Return the assessments that the person may see, by number."""
    return [one for one in assessments_of(case) if api.user.has_permission("View", obj=one)]


def row(one: Any, older: tuple[Row, ...] = ()) -> Row:
    """Return the row of an assessment; nothing sealed is opened for it."""
    state = state_of(one)
    return Row(
        uid=one.UID(),
        url=one.absolute_url(),
        number=one.getId().upper(),
        kind=one.kind,
        kind_label=label("assessment-kinds", one.kind),
        version=one.version,
        state=state,
        state_label=label("assessment-states", state),
        level_label=label("levels", one.level),
        day=day_text(one.assessed_on, spoken_language()),
        author=one.Creator(),
        author_name=full_name(one.Creator()),
        risk=one.risk or "",
        risk_label=label("risks", one.risk) if one.risk else "",
        older=older,
    )


def rows(case: Any) -> list[Row]:
    """Return a row for the newest version of each series, the newest series first."""
    by_series: dict[str, list] = {}
    for one in visible(case):
        by_series.setdefault(one.series, []).append(one)
    found = []
    for series in by_series.values():
        newest, *older = sorted(series, key=lambda one: one.version, reverse=True)
        found.append(row(newest, tuple(row(one) for one in older)))
    return sorted(found, key=lambda each: int(each.number[1:]), reverse=True)
