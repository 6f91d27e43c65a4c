"""Facts that rules ask of a case, whether or not the person may see what they rest on."""

from baleharum.cases.content import children_path
from baleharum.cases.history import begun
from baleharum.cases.history import holds_since
from baleharum.cases.identity import age_on
from baleharum.cases.interfaces import IEvidence
from baleharum.cases.policy import ANY
from baleharum.cases.policy import REPORTS
from baleharum.terms.lists import term
from baleharum.vault.values import is_stored
from collections.abc import Sequence
from datetime import date
from plone import api
from zope.component import subscribers


OF_AGE = 18

#: The cluster of the categories that are children's.
CHILDREN = "klaster-anak"

#: Kind of harm to which Law 12/2022 (TPKS) applies.
SEXUAL = "seksual"


def has_document(case, kind: str, states: Sequence[str]) -> bool:
    """Tell whether a case holds a document of this kind in one of these states, or a record that
    says the same, see IEvidence; in a case that was reopened, one of the time since then."""
    return has_since(case, kind, states, begun(case))


def has_since(case, kind: str, states: Sequence[str], since) -> bool:
    """Tell the same of what came into its state at a moment or later; since: DateTime, None for
    ever."""
    if has_paper(case, kind, states, since):
        return True
    return any(one.holds(kind, states, since) for one in subscribers((case,), IEvidence))


def has_paper(case, kind: str, states: Sequence[str], since) -> bool:
    """Tell the same of documents alone; since: DateTime of which on they count, None for ever."""
    found = _within(case, document_kind=kind, review_state=list(states))
    # Nothing is woken in a case that was never reopened.
    return any(since is None or holds_since(b._unrestrictedGetObject(), since) for b in found)


def filed_under(case, kind: str) -> str:
    """Return the tab of a case where what says this is filed: documents, or that of a record."""
    for evidence in subscribers((case,), IEvidence):
        place = getattr(evidence, "filed_under", None)
        if place is not None and place(kind):
            return str(place(kind))
    return "documents"


def has_note(case, states: Sequence[str]) -> bool:
    """Tell whether work on a case is noted down: as a note, or as a document of that kind; in a
    case that was reopened, since then."""
    since = begun(case)
    filed = {} if since is None else {"created": {"query": since, "range": "min"}}
    noted = _within(case, portal_type="CaseNote", sort_limit=1, **filed)
    return bool(noted) or has_document(case, "catatan-kasus", states)


def has_report(case) -> bool:
    """Tell whether a case says what was reported: in a paper, or typed as it was told."""
    papers = any(has_document(case, kind, ANY) for kind in REPORTS)
    return papers or is_stored(case, "summary")


def is_childs(case, day: date) -> bool:
    """Tell whether a case is a child's on a day.

    It is if one of its clients is under 18, or if it is filed under a category of children
    (domain.md 1a): where no birth is on record, the category is all that is known.
    """
    if any(term("categories", token).extra["cluster"] == CHILDREN for token in case.categories):
        return True
    people = (brain._unrestrictedGetObject() for brain in _within(case, portal_type="CaseSubject"))
    return any(p.part == "client" and under_age(p.birth_date, p.birth_year, day) for p in people)


def under_age(born: date | None, year: int | None, day: date) -> bool:
    """Tell whether somebody is under 18 on a day, or may be where only the year is known."""
    if born is not None:
        return age_on(born, day) < OF_AGE
    return year is not None and day.year - year <= OF_AGE


def filed_with(case, uid, portal_type: str):
    """Return what has a UID in this very case, whoever asks; None for anything else."""
    if not isinstance(uid, str) or not uid:
        return None
    found = _within(case, UID=uid, portal_type=portal_type, sort_limit=1)
    return found[0]._unrestrictedGetObject() if found else None


def is_child(case, person, day: date) -> bool:
    """Tell whether somebody of a case is a child on a day, or may be; person: None for nobody.

    Where no birth is on record the case tells: who is in doubt is protected as a child.
    """
    if person is None or (person.birth_date is None and person.birth_year is None):
        return is_childs(case, day)
    return under_age(person.birth_date, person.birth_year, day)


def is_sexual_violence(case) -> bool:
    """Tell whether a case is one of sexual violence."""
    return SEXUAL in (case.harm or ())


def _within(case, **query):
    catalog = api.portal.get_tool("portal_catalog")
    return catalog.unrestrictedSearchResults(path=children_path(case), **query)
