"""Taking away what a destroyed case held: objects, fields, reasons, assignments, index terms."""

from baleharum.retention.records import KEY
from baleharum.retention.words import Terms
from baleharum.team.records import forget_book
from baleharum.vault.holding import SEALED
from Products.CMFCore.indexing import processQueue
from typing import Any
from zope.annotation.interfaces import IAnnotations


#: What describes people or what happened. State, dates, categories, risk and channel stay: they
#: are counted.
DESCRIBING = (
    "maltreatment",
    "harm",
    "kdrt",
    "harm_place",
    "services",
    "sub_district",
    "child_matter",
    "review_on",
    "lawful_basis",
)


def empty(case: Any) -> None:
    """Leave of a case its number, state, dates and what is counted.

    What is sealed would be unreadable anyway; this is for what is not: names of tokens, who did
    what when, and the entries in the catalog.
    """
    terms = Terms(case)
    # Not `manage_delObjects`: nobody may delete anything in a case, and this is nobody's doing.
    for name in list(case.objectIds()):
        case._delObject(name)
    forget_book(case)
    annotations = IAnnotations(case)
    for key in list(annotations):
        if key != KEY:
            del annotations[key]
    fields = [name for name in case.__dict__ if name.startswith(SEALED)]
    for name in (*fields, *(n for n in DESCRIBING if n in case.__dict__)):
        delattr(case, name)
    case.reindexObject()
    processQueue()
    terms.forget()
