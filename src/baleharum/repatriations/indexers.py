"""What the catalog remembers of a repatriation: codes, tokens and days; no name, no address."""

from baleharum.cases.history import state_of
from baleharum.cases.indexers import day
from baleharum.repatriations.content import IRepatriation
from plone.indexer import indexer
from typing import Any


@indexer(IRepatriation)
def repatriation_province(context: Any) -> str:
    """Code of the province of destination (list `provinces`), '' while it is not known."""
    return context.province or ""


@indexer(IRepatriation)
def repatriation_regency(context: Any) -> str:
    """Code of the regency or city of destination, '' while it is not known."""
    return context.regency or ""


@indexer(IRepatriation)
def repatriation_direction(context: Any) -> str:
    """Token of the list `repatriation-directions`."""
    return context.direction or ""


@indexer(IRepatriation)
def repatriation_departed(context: Any) -> Any:
    """Day of the departure, None before the step that notes it."""
    gone = state_of(context) in ("travelling", "handed_over", "finished")
    return day(context.departed_on if gone else None)


@indexer(IRepatriation)
def repatriation_handed(context: Any) -> Any:
    """Day of the handover, None before the step that notes it."""
    handed = state_of(context) in ("handed_over", "finished")
    return day(context.handed_on if handed else None)
