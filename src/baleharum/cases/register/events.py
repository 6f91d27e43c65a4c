"""Keeps the day of the last change: what is filed sets it anyway, a decision would not."""

from Acquisition import aq_parent
from baleharum.cases.content import ICase
from DateTime import DateTime


def case_decided(case, event) -> None:
    """A case that changes its state has changed."""
    if event.transition is not None:
        _changed(case)


def child_decided(child, event) -> None:
    """A case in which something was decided about a document or person has changed."""
    case = aq_parent(child)
    if event.transition is not None and ICase.providedBy(case):
        _changed(case)


def _changed(case):
    case.setModificationDate(DateTime())
    case.reindexObject(idxs=["modified"])
