"""Tells the plans of the invented cases: goals, what was done for them, who met, what is planned.

As in `stories`, what happened some time ago is written into the histories directly.
"""

from baleharum.demo.data import read
from baleharum.demo.past import dated
from baleharum.demo.past import row
from baleharum.demo.past import write_history
from datetime import timedelta
from functools import cache
from plone import api
from plone.dexterity.utils import createContentInContainer


SIMPLE = ("approach", "rehabilitation", "remarks")
SEVERAL = ("services", "simfoni", "components")


@cache
def told_of(key: str) -> dict:
    """Return what is told of one case, by its key."""
    return read("plans").get(key, {})


def tell(story) -> None:
    """File what is planned and done in the case of a story."""
    told = told_of(story.told["key"])
    for conference in told.get("conferences", ()):
        _conference(story, conference)
    before = None
    for plan in told.get("plans", ()):
        before = _plan(story, plan, before)
    for record in told.get("records", ()):
        _record(story, record)
    for mediation in told.get("mediations", ()):
        _mediation(story, mediation)


def _day(story, in_days):
    return None if in_days is None else story.today + timedelta(days=in_days)


def _rows(story, told):
    """Return goals or decisions as rows, numbered in their order by the plan itself."""
    return [
        {
            **{n: v for n, v in each.items() if n != "due_in_days"},
            "due": _day(story, each["due_in_days"]),
        }
        for each in told
    ]


def _plan(story, told, before):
    agencies = [_partner(name) for name in told["agencies"]]
    versions = {"series": before.series, "version": before.version + 1} if before else {}
    plan = createContentInContainer(
        story.case,
        "CarePlan",
        goals=_rows(story, told["goals"]),
        agencies=tuple(agencies),
        **{name: told[name] for name in SIMPLE},
        **{name: tuple(told[name]) for name in SEVERAL},
        **versions,
    )
    reviewer = told["approver"]
    steps = [("submit", "submitted", told["author"], told["submitted"])]
    if told["decided"] is not None:
        steps.append(("approve", "approved", reviewer, told["decided"]))
    if told["state"] == "superseded":
        steps.append(("supersede", "superseded", reviewer, told["superseded"]))
    _filed(story, plan, "plan", told, steps, "plan_workflow")
    return plan


def _conference(story, told):
    minutes = createContentInContainer(
        story.case,
        "CaseConference",
        held_on=_day(story, -told["days_ago"]),
        participants=tuple(told["participants"]),
        guests=tuple(told["guests"]),
        discussion=told["discussion"],
        decisions=_rows(story, told["decisions"]),
    )
    steps = []
    if told["approved"] is not None:
        steps.append(("approve", "approved", told["approver"], told["approved"]))
    _filed(story, minutes, "conference", told, steps, "conference_workflow")


def _record(story, told):
    names = ("kind", "service", "goal", "minutes", "outcome", "text")
    record = createContentInContainer(
        story.case,
        "ServiceRecord",
        happened_on=_day(story, -told["days_ago"]),
        done_by=told["author"],
        decision=f"k1.{told['decision']}" if "decision" in told else None,
        corrects=f"s{told['corrects']}" if "corrects" in told else None,
        **{name: told[name] for name in names},
    )
    _filed(story, record, "service", told, [], "note_workflow")
    return record


def _mediation(story, told):
    mediation = createContentInContainer(
        story.case,
        "Mediation",
        held_on=_day(story, told["held_in_days"]),
        parties=tuple(told["parties"]),
        mediator=told["mediator"],
        subject=told["subject"],
    )
    _filed(story, mediation, "mediation", told, [], "mediation_workflow")


def _filed(story, content, word, told, steps, workflow_id):
    """Give something its author, its history and its days, and tell the timeline."""
    content.creators = (told["author"],)
    filed = when = story._moment(told["days_ago"], 6)
    story._happened(when, told["author"], f"{word}:added", content)
    first = "recorded" if word == "service" else "draft"
    rows = [row("", told["author"], first, when)]
    for transition, state, actor, days_ago in steps:
        when = max(story._moment(days_ago, 7), when)
        rows.append(row(transition, actor, state, when))
        story._happened(when, actor, f"{word}:{transition}", content)
    write_history(content, workflow_id, rows)
    dated(content, filed, when)


def _partner(name: str) -> str:
    """Return the UID of a partner of the directory. Raises LookupError."""
    catalog = api.portal.get_tool("portal_catalog")
    for brain in catalog.unrestrictedSearchResults(portal_type="Partner"):
        if brain.Title == name:
            return brain.UID
    raise LookupError(f"There is no partner {name!r}: look at data/partners.json.")
