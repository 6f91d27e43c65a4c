"""Tells the assessments of an invented case, as they were written and endorsed in the past."""

from baleharum.assessments.content import Rating
from baleharum.assessments.making import add_assessment
from baleharum.cases.timeline import Entry
from baleharum.demo.data import read
from baleharum.demo.past import dated
from baleharum.demo.past import row
from baleharum.demo.past import write_history
from baleharum.team.api import profession_of
from collections.abc import Callable
from collections.abc import Iterator
from datetime import datetime
from datetime import timedelta
from plone.uuid.interfaces import IUUID


#: state -> (transition, state after it) of the steps that lead there.
PATHS = {
    "draft": (),
    "submitted": (("submit", "submitted"),),
    "endorsed": (("submit", "submitted"), ("endorse", "endorsed")),
    "superseded": (
        ("submit", "submitted"),
        ("endorse", "endorsed"),
        ("supersede", "superseded"),
    ),
}

Moment = Callable[[float, int], datetime]


def tell(case, key: str, moment: Moment, now: datetime) -> Iterator[Entry]:
    """File the assessments of a case and yield what its timeline tells of them.

    key: of the case in the data; moment: gives the moment so many days ago, at an hour.
    """
    for told in read("assessments"):
        if told["case"] == key:
            yield from _series(case, told, moment, now)


def _series(case, told, moment, now):
    series = ""
    for number, version in enumerate(told["versions"], 1):
        made = _draft(case, told, version, series, number, moment)
        series = made.series
        # The next version puts this one aside on the day on which it is endorsed itself.
        after = told["versions"][number] if number < len(told["versions"]) else None
        aside = moment(after["days_ago"], 9) if after else None
        yield from _steps(made, told["author"], version, moment(version["days_ago"], 4), aside, now)


def _draft(case, told, version, series, number, moment):
    rows = [Rating(domain, score, text) for domain, (score, text) in version["domains"].items()]
    made = add_assessment(
        case,
        told["kind"],
        rows,
        assessed_on=moment(version["days_ago"], 4).date(),
        risk=version["risk"],
        conclusion=version["conclusion"],
        recommendations=version["recommendations"],
        licence=told["licence"],
        **({"series": series, "version": number} if series else {}),
    )
    made.creators = (told["author"],)
    if version["state"] != "draft":
        made.author_profession = profession_of(told["author"])
    return made


def _steps(made, author, version, when, aside, now):
    """Write the history, and yield the entries of the timeline."""
    begun, uid = when, IUUID(made)
    rows = [row("", author, "draft", begun)]
    yield Entry(begun, author, "assessment:added", made.title, uid)
    for transition, state in PATHS[version["state"]]:
        when = min(when + timedelta(hours=2), now)
        if transition == "supersede":
            when = aside
        actor = author if transition == "submit" else version["reviewer"]
        rows.append(row(transition, actor, state, when))
        yield Entry(when, actor, f"assessment:{transition}", made.title, uid, version["comment"])
    write_history(made, "assessment_workflow", rows)
    dated(made, begun, when)
