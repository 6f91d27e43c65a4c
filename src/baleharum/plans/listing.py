"""What pages show of plans, records, conferences and mediations: texts in the language of the page."""

from baleharum import _
from baleharum.cases.layout import full_name
from baleharum.cases.moments import moment_text
from baleharum.cases.moments import spoken_language
from baleharum.cases.moments import today
from baleharum.cases.steps import state_label
from baleharum.partners.choices import partner_brain
from baleharum.plans import policy
from baleharum.plans.services import service_label
from baleharum.terms.days import day_text
from baleharum.terms.lists import label
from collections.abc import Iterable
from plone import api
from typing import Any


def goal_rows(plan: Any, records: Iterable[Any]) -> list[dict[str, Any]]:
    """Return a row of each goal with its progress."""
    done = policy.progress(plan.due_days, records, today())
    return [_goal_row(goal, row) for goal, row in zip(plan.goal_list(), done, strict=True)]


def _goal_row(goal, done):
    language = spoken_language()
    return {
        "number": goal.number,
        "text": goal.text,
        "indicator": goal.indicator or "",
        "service": service_label(goal.service) if goal.service else "",
        "component": label("intervention-kinds", goal.component) if goal.component else "",
        "responsible": full_name(goal.responsible) if goal.responsible else "",
        "due": day_text(goal.due, language),
        "records": done.records,
        "minutes": done.minutes,
        "last": day_text(done.last, language),
        "outcome": outcome_text(done.outcome),
        "share": done.share,
        "overdue": done.overdue,
    }


def outcome_text(outcome: str | None) -> Any:
    """Return the outcome in words, also where nothing was done yet."""
    if outcome is None:
        return _("text_no_outcome", default="Nothing recorded yet")
    return label("service-outcomes", outcome)


def facts(plan: Any) -> list[dict[str, Any]]:
    """Return title and texts of what a plan says beside its goals."""
    lists = (
        (_("label_approach", default="Approach"), "care-approaches", one(plan.approach)),
        (
            _("label_rehabilitation", default="Level of social rehabilitation"),
            "rehabilitation-levels",
            one(plan.rehabilitation),
        ),
        (_("label_plan_services", default="Services"), "services", plan.services),
        (
            _("label_plan_simfoni", default="Services as SIMFONI counts them"),
            "simfoni-services",
            plan.simfoni,
        ),
        (
            _("label_plan_components", default="Components of ATENSI"),
            "intervention-kinds",
            plan.components,
        ),
    )
    rows = [
        {"title": title, "texts": [label(name, token) for token in tokens]}
        for title, name, tokens in lists
        if tokens
    ]
    agencies = agency_names(plan)
    if agencies:
        rows.append({"title": _("label_agencies", default="Agencies involved"), "texts": agencies})
    return rows


def one(token: str | None) -> tuple[str, ...]:
    """Return a token as a list."""
    return (token,) if token else ()


def agency_names(plan: Any) -> list[str]:
    """Return the names of the agencies that the person sees in the directory."""
    if not plan.agencies:
        return []
    found = api.portal.get_tool("portal_catalog")(UID=list(plan.agencies), portal_type="Partner")
    return sorted(brain.Title for brain in found)


def about(content: Any) -> dict[str, Any]:
    """Return number, address, state, author and day of something with a state."""
    return {
        "id": content.getId().upper(),
        "url": content.absolute_url(),
        "state": api.content.get_state(content),
        "state_label": state_label(content),
        "version": getattr(content, "version", None),
        "author": full_name(content.Creator()),
        "written": moment_text(content.created().asdatetime(), spoken_language()),
    }


def record_rows(records: Iterable[Any], shown: Iterable[Any]) -> list[dict[str, Any]]:
    """Return what a page shows of some records; records: all of the case that the person sees."""
    corrected = {r.corrects: r.getId() for r in records if r.corrects}
    return [_record_row(record, corrected.get(record.getId(), "")) for record in shown]


def _record_row(record, corrected_by):
    language = spoken_language()
    case_url = record.__parent__.absolute_url()
    return {
        "id": record.getId().upper(),
        "name": record.getId(),
        "url": record.absolute_url(),
        "kind": label("service-kinds", record.kind),
        "service": service_label(record.service),
        "goal": record.goal or "",
        "decision": (record.decision or "").upper(),
        "decision_url": f"{case_url}/{record.decision.partition('.')[0]}"
        if record.decision
        else "",
        "happened_on": day_text(record.happened_on, language),
        "minutes": record.minutes,
        "done_by": full_name(record.done_by),
        "partner": getattr(partner_brain(record.partner or ""), "Title", ""),
        "outcome": label("service-outcomes", record.outcome),
        "outcome_token": record.outcome,
        "text": record.text,
        "corrects": (record.corrects or "").upper(),
        "corrects_url": f"{case_url}/{record.corrects}" if record.corrects else "",
        "corrected_by": corrected_by.upper(),
        "corrected_url": f"{case_url}/{corrected_by}" if corrected_by else "",
        "author": full_name(record.Creator()),
        "written": moment_text(record.created().asdatetime(), language),
    }


def decision_rows(conference: Any, done: set[str]) -> list[dict[str, Any]]:
    """Return a row of each decision; done: those that were carried out, like `k1.2`."""
    language, now = spoken_language(), today()
    rows = []
    for decision in conference.decision_list():
        token = f"{conference.getId()}.{decision.number}"
        rows.append(
            {
                "number": decision.number,
                "token": token,
                "text": decision.text,
                "responsible": full_name(decision.responsible) if decision.responsible else "",
                "due": day_text(decision.due, language),
                "done": token in done,
                "overdue": decision.due is not None and decision.due < now and token not in done,
            }
        )
    return rows


def names(user_ids: Iterable[str]) -> list[str]:
    """Return the names of people of the centre."""
    return [full_name(user_id) for user_id in user_ids]
