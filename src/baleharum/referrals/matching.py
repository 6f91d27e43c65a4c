"""Who can help in a case: what it needs, and the partners of the directory that fit."""

from baleharum.cases.moments import today
from baleharum.partners.choices import IN_USE
from baleharum.partners.matching import Match
from baleharum.partners.matching import matches
from baleharum.partners.matching import Need
from baleharum.partners.matching import Offer
from baleharum.plans.facts import plan_of
from baleharum.terms.lists import term
from baleharum.terms.lists import terms
from plone import api
from typing import Any


def asked(case: Any) -> tuple[str, ...]:
    """Return what the case itself asks for: tokens of the list `services`."""
    return tuple(case.services or ())


def planned(case: Any) -> tuple[str, ...]:
    """Return what the plan that counts is to give, () for who may not see it.

    Services and components of the plan and of its goals, each once, in the order of the plan.
    """
    plan = plan_of(case)
    if plan is None or not api.user.has_permission("View", obj=plan):
        return ()
    found = [*(plan.services or ()), *(plan.simfoni or ()), *(plan.components or ())]
    for goal in plan.goal_list():
        found += [token for token in (goal.service, goal.component) if token]
    return tuple(dict.fromkeys(found))


def needs(case: Any) -> tuple[str, ...]:
    """Return all that the case and its plan say is needed, each token once."""
    return tuple(dict.fromkeys((*asked(case), *planned(case))))


def need_of(case: Any, only: str = "") -> Need:
    """Return what is compared. only: one of the needs, '' for all of them."""
    services = needs(case)
    return Need(
        frozenset(token for token in services if only in ("", token)),
        frozenset(term("categories", each).extra["cluster"] for each in case.categories or ()),
        case.sub_district or "",
    )


def offers() -> list[Offer]:
    """Return the active partners that the person may see; what is sealed stays sealed."""
    catalog = api.portal.get_tool("portal_catalog")
    found = catalog(portal_type="Partner", review_state=list(IN_USE))
    return [_offer(brain) for brain in found if brain.partner_kind]


def fitting(case: Any, only: str = "") -> list[Match]:
    """Return the partners that fit the case, the nearest first."""
    return matches(need_of(case, only), offers(), today())


def simfoni_of(found: Match) -> list[str]:
    """Return what a letter can ask a partner for: of its answers those that SIMFONI counts."""
    known = {each.token for each in terms("simfoni-services")}
    return [token for token in found.answers if token in known]


def _offer(brain: Any) -> Offer:
    partner = brain.getObject()
    return Offer(
        brain.UID,
        brain.Title,
        brain.partner_kind,
        tuple(partner.services or ()),
        tuple(partner.skills or ()),
        tuple(partner.areas or ()),
        tuple(partner.sub_districts or ()),
        partner.availability or "",
        partner.away_until,
    )
