"""What pages and services say of an adoption: the checklist, decisions, days and tokens in words."""

from baleharum.adoptions import facts
from baleharum.adoptions.checklist import deviations
from baleharum.adoptions.checklist import FAILED
from baleharum.adoptions.checklist import HARD
from baleharum.adoptions.checklist import NEVER_ASIDE
from baleharum.adoptions.checklist import PASSED
from baleharum.adoptions.content import AdoptionFile
from baleharum.adoptions.content import IAdoptionFile
from baleharum.adoptions.messages import MENDS
from baleharum.cases.dues import dues_of
from baleharum.cases.history import state_of
from baleharum.cases.layout import full_name
from baleharum.cases.moments import spoken_day
from baleharum.cases.people.about import is_closed
from baleharum.cases.people.about import told_in
from baleharum.cases.steps import state_label
from baleharum.team.api import utcnow
from baleharum.terms.lists import label
from baleharum.terms.lists import term
from plone import api
from typing import Any


#: Fields in which something is told of somebody.
TOLD = told_in(AdoptionFile, IAdoptionFile)
#: result -> the colour of its badge; the word stands beside it.
COLOURS = {"passed": "text-bg-success", "failed": "text-bg-danger", "unknown": "text-bg-warning"}


def is_hidden(context: Any) -> bool:
    """Tell whether what is told of the person is not for who asks; see `cases.people.about`."""
    return is_closed(context)


def child_title(context: Any) -> str:
    """Return name and number of the child; of who is restricted the number alone."""
    child = facts.child_of(context)
    if child is None:
        return ""
    number = str(child.getId().upper())
    seen = api.user.has_permission("View", obj=child)
    return f"{child.name} ({number})" if seen and child.name else number


def row_of(context: Any) -> dict[str, Any]:
    """Return an adoption as the tab of its case lists it."""
    return {
        "id": context.getId().upper(),
        "url": context.absolute_url(),
        "person": child_title(context),
        "state": state_label(context),
        "token": state_of(context),
        "applied": spoken_day(context.applied_on),
        "waiting": [
            {
                "label": label("deadlines", due.what),
                "until": spoken_day(due.at.date()),
                "late": due.at < utcnow(),
            }
            for due in dues_of(context)
        ],
    }


def checks_of(context: Any) -> list[dict[str, Any]]:
    """Return the checklist: check, its title and source, result, and what mends it."""
    return [
        {
            "check": token,
            "title": label("adoption-checks", token),
            "source": term("adoption-checks", token).extra["source"],
            "result": result,
            "label": label("adoption-results", result),
            "colour": COLOURS[result],
            "hard": token in HARD,
            "mend": "" if result == PASSED else MENDS[token],
            "aside": result == FAILED and token not in NEVER_ASIDE,
        }
        for token, result in facts.findings_of(context).items()
    ]


def decisions_of(context: Any) -> list[dict[str, Any]]:
    """Return the permits that the head has noted, with what was set aside and why."""
    return [
        {
            "transition": row.transition,
            "title": label("adoption-transitions", row.transition),
            "day": spoken_day(row.on),
            "on": row.on,
            "who": full_name(row.by),
            "by": row.by,
            "reason": row.reason,
            "aside": [
                {"check": token, "title": label("adoption-checks", token)}
                for token in deviations(dict(row.findings))
            ],
        }
        for row in context.decided()
    ]
