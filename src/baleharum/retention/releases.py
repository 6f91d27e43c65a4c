"""What an access package holds of the documents, and who gets its password: never one person alone.

The privacy officer asks for documents by number, kind and level. Each goes into the package only
after somebody who answers for that very document has released it for this request; and whoever
makes the package does not get the password, which the lead or supervisor of the case hands out.
"""

from Acquisition import aq_parent
from baleharum import _
from baleharum.cases.people.seeing import is_restricted_to_me
from baleharum.cases.timeline import Entry
from baleharum.cases.timeline import keep
from baleharum.retention.copies import is_about
from baleharum.retention.copies import is_for
from baleharum.retention.records import retention_of
from baleharum.retention.refusals import RetentionRefused
from baleharum.retention.requests import ACCEPTED
from baleharum.retention.requests import request_with
from baleharum.retention.requests import requests_of
from baleharum.retention.requests import subject_of
from baleharum.retention.requests import SubjectRequest
from baleharum.team import policy
from baleharum.team.api import current_user_id
from baleharum.team.api import utcnow
from baleharum.trail.actions import REQUEST
from baleharum.trail.api import change
from baleharum.vault.values import is_stored
from collections.abc import Iterator
from plone import api
from plone.uuid.interfaces import IUUID
from typing import Any


RELEASE = "baleharum: Release document"


def check_packable(case: Any, found: SubjectRequest) -> None:
    """Raise RetentionRefused for what is no accepted request for access, or has nothing to give."""
    if found.kind != "access" or found.state != ACCEPTED:
        raise RetentionRefused(
            _("error_no_package", default="Only an accepted request for access has a package.")
        )
    if retention_of(case).tombstone is not None:
        raise RetentionRefused(
            _("error_package_gone", default="The case is destroyed: there is nothing to hand out.")
        )


def is_packable(case: Any, found: SubjectRequest) -> bool:
    """Tell whether a package can be made for a request."""
    try:
        check_packable(case, found)
    except RetentionRefused:
        return False
    return True


def request_of(case: Any, number: str) -> SubjectRequest:
    """Return the request about a case that can have a package. Raises RetentionRefused."""
    found = request_with(aq_parent(case), number)
    if found.case != IUUID(case):
        # The same words as for one that is not there.
        found = request_with(aq_parent(case), "")
    check_packable(case, found)
    return found


def open_requests(case: Any) -> list[SubjectRequest]:
    """Return the requests about a case that can have a package, the oldest first."""
    register = aq_parent(case)
    found = [request_with(register, number) for number in retention_of(case).packages]
    return [request for request in found if is_packable(case, request)]


def packages_of(register: Any) -> Iterator[tuple[Any, SubjectRequest]]:
    """Yield each request of a register that can have a package, with its case."""
    for found in requests_of(register):
        case = register.get(found.case_number) if found.kind == "access" else None
        if case is not None and is_packable(case, found):
            yield case, found


def may_release(document: Any) -> bool:
    """Tell whether the person reads a document and answers for it, see `policy.releasing`."""
    case = aq_parent(document)
    answering = policy.releasing(
        document.level,
        document.profession,
        IUUID(case),
        IUUID(aq_parent(case)),
        exclusive=getattr(document, "exclusive", False),
    )
    mine = answering.intersection(api.user.get_current().getGroups())
    return bool(mine) and api.user.has_permission("View", obj=document)


def waiting(case: Any, found: SubjectRequest) -> list[Any]:
    """Return the documents that a request asks for and the person may release but has not."""
    person = subject_of(case, found)
    names = [name for name in found.documents if found.released(name) is None]
    there = [case[name] for name in names if is_for(case.get(name), person)]
    # Whoever may not read what is written of the person releases none of it.
    closed = is_restricted_to_me(person)
    return [each for each in there if may_release(each) and not (closed and is_about(each))]


def waits_for_release(case: Any, found: SubjectRequest) -> bool:
    """Tell whether a request that is not answered yet waits for a release by the person."""
    return found.answered_at is None and bool(waiting(case, found))


def release(case: Any, number: str, typed: str) -> SubjectRequest:
    """Let documents ('D1 D3') go into the package of one request. Raises RetentionRefused."""
    found = request_of(case, number)
    names = dict.fromkeys(typed.lower().replace(",", " ").split())
    mine = {document.getId(): document for document in waiting(case, found)}
    if not names or not set(names) <= set(mine):
        raise RetentionRefused(
            _(
                "error_not_to_release",
                default="Choose documents that are asked for and that wait for your release.",
            )
        )
    now, person = utcnow(), current_user_id()
    found.releases = (*found.releases, *((name, person, now) for name in names))
    for name in names:
        document = mine[name]
        uid = IUUID(document)
        keep(case, Entry(now, person, "release:document", document.title, uid, found.number))
        change(REQUEST, found.case, uid, f"{found.number},released")
    return found


def may_hand_out(case: Any, found: SubjectRequest) -> bool:
    """Tell whether the password of a package waits for the person: lead or supervisor, and not
    whoever has made the package."""
    uids = IUUID(case), IUUID(aq_parent(case))
    mine = policy.answering(*uids).intersection(api.user.get_current().getGroups())
    return bool(mine) and is_stored(found, "password") and found.packed_by != current_user_id()


def take_password(case: Any, number: str) -> str:
    """Return the password of the newest package, once: from then on it is kept nowhere.

    Raises RetentionRefused.
    """
    found = request_of(case, number)
    if not may_hand_out(case, found):
        raise RetentionRefused(
            _(
                "error_no_password",
                default="No password waits for you. It is shown once, and not to whoever made the"
                " package: have a new package made.",
            )
        )
    password = found.password
    del found.password
    found.handed_by = current_user_id()
    change(REQUEST, found.case, found.person, f"{found.number},password")
    return password
