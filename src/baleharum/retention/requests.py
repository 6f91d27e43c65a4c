"""Requests of the people whose data this is: filed, decided with a reason, answered in time.

Callers have checked the permission.
"""

from Acquisition import aq_parent
from baleharum import _
from baleharum.cases.content import ICase
from baleharum.retention.copies import asked_names
from baleharum.retention.lists import propose_erasure
from baleharum.retention.records import people_in
from baleharum.retention.records import retention_of
from baleharum.retention.records import writable_retention
from baleharum.retention.refusals import check_reason
from baleharum.retention.refusals import RetentionRefused
from baleharum.team.api import current_user_id
from baleharum.team.api import utcnow
from baleharum.terms.lists import terms
from baleharum.trail.actions import REQUEST
from baleharum.trail.api import change
from baleharum.vault.objects import seal_to
from baleharum.vault.objects import SealedObject
from baleharum.vault.objects import SealedValue
from BTrees.OOBTree import OOBTree
from persistent import Persistent
from plone import api
from plone.uuid.interfaces import IUUID
from typing import Any
from zope.annotation.interfaces import IAnnotations


KEY = "baleharum.retention.requests"
KINDS = "request-kinds"

FILE = "baleharum: File request"
DECIDE = "baleharum: Decide request"

#: States of a request.
OPEN, ACCEPTED, REFUSED = "open", "accepted", "refused"

#: Kinds that end with a restricted record.
RESTRICTING = ("restriction", "objection")

#: The one basis of which somebody can take their agreement back.
CONSENT = "persetujuan"


class SubjectRequest(SealedObject, Persistent):
    """kind: token of `request-kinds`; case, case_number, person, person_number: whose data it is
    about; state: open, accepted or refused; filed_by, decided_by: user ids; received_at,
    decided_at, answered_at: moments; asked, reason: sealed by the key of the case, and
    gone with it; what is decided after that has the key of the register. See `text_of`.

    Of a request for access: documents: names that the package is to hold; releases: tuple of
    (name, who, moment); packed_by, packed_at: of the newest package; password: of that, sealed,
    until it is shown to whoever hands it out (handed_by)."""

    asked = SealedValue("asked", missing="")
    reason = SealedValue("reason", missing="")
    state = OPEN
    decided_by = ""
    decided_at = None
    answered_at = None
    disposal_list = ""
    documents = ()
    password = SealedValue("password", missing="")
    releases = ()
    packed_by = ""
    packed_at = None
    handed_by = ""

    def __init__(self, number: str, kind: str, person: Any, asked: str) -> None:
        case = aq_parent(person)
        self.number = number
        self.kind = kind
        self.case, self.case_number = IUUID(case), case.getId()
        self.person, self.person_number = IUUID(person), person.title
        self.filed_by = current_user_id()
        self.received_at = utcnow()
        self.asked = asked

    def released(self, name: str) -> Any:
        """Return (name, who, moment) of the release of a document, None while there is none."""
        return next((each for each in self.releases if each[0] == name), None)


def requests_of(register: Any, case: Any = None) -> list[SubjectRequest]:
    """Return the requests of a register (about one case), the newest first."""
    found = (IAnnotations(register).get(KEY) or OOBTree()).values()
    wanted = None if case is None else IUUID(case)
    rows = [row for row in found if wanted in (None, row.case)]
    return sorted(rows, key=lambda row: row.received_at, reverse=True)


def is_unanswered(request: SubjectRequest) -> bool:
    """Tell whether somebody still waits: for the decision, or to be told of it."""
    return request.answered_at is None


def request_with(register: Any, number: str) -> SubjectRequest:
    """Return a request by its number. Raises RetentionRefused."""
    found = (IAnnotations(register).get(KEY) or OOBTree()).get(number)
    if found is None:
        raise RetentionRefused(
            _("error_no_such_request", default="There is no request with this number.")
        )
    return found


def person_in(case: Any, name: str) -> Any:
    """Return a person of a case by the number in it ('P1'). Raises RetentionRefused."""
    found = case.get(name.strip().lower()) if ICase.providedBy(case) else None
    if found is None or found.portal_type != "CaseSubject":
        raise RetentionRefused(
            _("error_no_such_person", default="The case has no person with this number.")
        )
    return found


def subject_of(case: Any, found: SubjectRequest) -> Any:
    """Return the person whom a request is about, None where they are no longer there."""
    return case.get(found.person_number.rpartition("/")[2].lower())


def others_in(register: Any, found: SubjectRequest) -> int:
    """Return how many people are in the case of a request beside the one that it is about.

    An erasure destroys what is kept of them as well: whoever decides has to know.
    """
    return max(people_in(register[found.case_number]) - 1, 0)


def file_request(case: Any, person: str, kind: str, asked: str) -> SubjectRequest:
    """File a request for a person of a case; the clock begins. Raises RetentionRefused."""
    if kind not in {term.token for term in terms(KINDS)}:
        raise RetentionRefused(_("error_request_kind", default="Choose the kind of request."))
    found = person_in(case, person)
    register = aq_parent(case)
    annotations = IAnnotations(register)
    if KEY not in annotations:
        annotations[KEY] = OOBTree()
    year = utcnow().year
    count = sum(1 for number in annotations[KEY] if number.startswith(f"P-{year}-"))
    made = SubjectRequest(f"P-{year}-{count + 1}", kind, found, check_reason(asked))
    seal_to(made, made.case)
    annotations[KEY][made.number] = made
    change(REQUEST, made.case, made.person, f"{made.number},{kind}")
    return made


def decide(
    register: Any,
    number: str,
    accept: bool,
    reason: str,
    *,
    documents: str = "",
    despite_basis: bool = False,
) -> SubjectRequest:
    """Decide a request once, and do what follows from it. Raises RetentionRefused, also for who
    has filed it.

    documents: numbers of the files that an access package is to hold ('D1 D3');
    despite_basis: an erasure although the processing does not rest on consent.
    """
    reason = check_reason(reason)
    found = request_with(register, number)
    if found.state != OPEN:
        raise RetentionRefused(
            _("error_request_decided", default="This request is decided already.")
        )
    if found.filed_by == current_user_id():
        raise RetentionRefused(
            _(
                "error_own_request",
                default="You have filed this request. Another privacy officer or the head decides"
                " it.",
            )
        )
    case = register.get(found.case_number)
    if accept:
        if retention_of(case).tombstone is not None:
            raise RetentionRefused(
                _("error_request_gone", default="The case is destroyed. Refuse, and say so.")
            )
        _follow(register, case, found, documents, despite_basis)
    found.state = ACCEPTED if accept else REFUSED
    found.reason = reason
    found.decided_by, found.decided_at = current_user_id(), utcnow()
    change(REQUEST, found.case, found.person, f"{number},{found.state}")
    return found


def _follow(register, case, found, documents, despite_basis):
    """Do what accepting a request means."""
    if found.kind == "access":
        found.documents = asked_names(case, subject_of(case, found), documents)
        kept = writable_retention(case)
        kept.packages = (*kept.packages, found.number)
    elif found.kind == "erasure":
        if case.lawful_basis != CONSENT and not despite_basis:
            raise RetentionRefused(
                _(
                    "error_erasure_basis",
                    default="This case does not rest on consent: what the law demands is kept."
                    " Refuse the request, or confirm that it is erased all the same.",
                )
            )
        found.disposal_list = propose_erasure(register, case).number


def answered(register: Any, number: str) -> SubjectRequest:
    """Note that a decided request was answered; the clock stops.

    Raises RetentionRefused, also while what was granted has not been done: the supervisor takes
    the step `restrict` on the record of the person.
    """
    found = request_with(register, number)
    if found.state == OPEN or found.answered_at is not None:
        raise RetentionRefused(
            _("error_not_to_answer", default="Decide first; each request is answered once.")
        )
    if found.state == ACCEPTED and found.kind in RESTRICTING and not _restricted(register, found):
        raise RetentionRefused(
            _(
                "error_not_restricted",
                default="The record of this person is not restricted yet: ask the supervisor of the"
                " case to restrict it, then note the answer.",
            )
        )
    found.answered_at = utcnow()
    change(REQUEST, found.case, found.person, f"{number},answered")
    return found


def _restricted(register: Any, found: SubjectRequest) -> bool:
    case = register.get(found.case_number)
    if retention_of(case).tombstone is not None:
        return True
    person = person_in(case, found.person_number.rpartition("/")[2])
    return api.content.get_state(person) == "restricted"
