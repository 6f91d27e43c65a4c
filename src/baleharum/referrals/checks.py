"""What a letter refers to, looked at: partner, person, documents. Each problem names its remedy."""

from baleharum import _
from baleharum.cases.layout import case_of
from baleharum.partners.choices import IN_USE
from baleharum.referrals.choices import in_case
from baleharum.referrals.choices import partner_with
from baleharum.referrals.content import Enclosure
from baleharum.team.policy import LEVELS
from baleharum.team.policy import releasing
from baleharum.terms.lists import label
from collections.abc import Iterator
from plone import api
from plone.uuid.interfaces import IUUID
from typing import Any
from zope.i18nmessageid import Message


def partner_problems(uid: str | None) -> Iterator[Message]:
    """Yield why a letter can't go to this partner."""
    partner = partner_with(uid or "")
    if partner is None:
        yield _("missing_partner", default="Choose a partner of the directory.")
    elif api.content.get_state(partner) not in IN_USE:
        yield _(
            "refused_partner",
            default="The partner '${name}' is no longer active. Choose another one.",
            mapping={"name": partner.title},
        )


def renamed(letter: Any) -> Iterator[Message]:
    """Yield that the partner is no longer called as when the letter was submitted."""
    partner = partner_with(letter.partner or "")
    if partner is not None and letter.addressee not in ("", partner.title):
        yield _(
            "refused_renamed_partner",
            default="The partner was called '${old}' when the letter was submitted, and is called"
            " '${new}' now. Have the letter sent back, or cancel it and write a new one.",
            mapping={"old": letter.addressee, "new": partner.title},
        )


def person_problems(letter: Any) -> Iterator[Message]:
    """Yield why a letter can't be about this person."""
    person = in_case(case_of(letter), letter.about, "CaseSubject")
    if person is None:
        yield _("missing_about", default="Choose the person of this case whom it is about.")
    elif api.content.get_state(person) != "active":
        yield _(
            "refused_about",
            default="The data of ${number} is restricted: nothing of it is disclosed.",
            mapping={"number": person.getId().upper()},
        )


def document_problems(letter: Any) -> Iterator[Message]:
    """Yield why chosen documents can't be disclosed by who acts now."""
    case = case_of(letter)
    for uid in letter.documents or ():
        document = in_case(case, uid, "CaseFile")
        if document is None or not api.user.has_permission("View", obj=document):
            # The same words: whoever may not read a document learns nothing of it.
            yield _(
                "refused_document",
                default="A chosen document is not in this case, or you may not read it. Take it"
                " out of the letter.",
            )
            continue
        yield from _unfit(document)


def _unfit(document: Any) -> Iterator[Message]:
    mapping = {"number": document.getId().upper()}
    state = api.content.get_state(document)
    if state != "approved":
        mapping["state"] = label("document-states", state)
        yield _(
            "refused_document_state",
            default="${number} is not an approved document (${state}). Choose the version that"
            " holds, or take it out of the letter.",
            mapping=mapping,
        )
    if not document.openable:
        yield _(
            "refused_document_closed",
            default="${number} is closed: a virus is not ruled out.",
            mapping=mapping,
        )
    if document.active:
        yield _(
            "refused_document_active",
            default="${number} holds something that may act when it is opened. File a copy without"
            " it, and choose that one.",
            mapping=mapping,
        )


def unreleased(letter: Any) -> Iterator[Message]:
    """Yield the secret documents that who acts now may read but not let out of the case."""
    case = case_of(letter)
    groups = frozenset(api.user.get_current().getGroups())
    places = IUUID(case), IUUID(case.__parent__)
    for uid in letter.documents or ():
        document = in_case(case, uid, "CaseFile")
        if document is None or document.level in LEVELS[:-1]:
            continue
        if groups.isdisjoint(releasing(document.level, document.profession, *places)):
            yield _(
                "refused_document_secret",
                default="${number} is secret: it leaves the case with a letter that its lead, a"
                " supervisor, or the colleague of whose profession it is hands in.",
                mapping={"number": document.getId().upper()},
            )


def enclosed(letter: Any) -> tuple[Enclosure, ...]:
    """Return the chosen documents as they are now: what is fixed with the letter."""
    case = case_of(letter)
    found = [in_case(case, uid, "CaseFile") for uid in letter.documents or ()]
    return tuple(_enclosure(document) for document in found if document is not None)


def _enclosure(document: Any) -> Enclosure:
    ending = "." + document.filename.rpartition(".")[2].lower() if "." in document.filename else ""
    return Enclosure(
        uid=api.content.get_uuid(document),
        name=document.getId(),
        kind=document.kind,
        version=document.version,
        sha256=document.sha256,
        ending=ending,
        pages=document.pages or None,
    )


def enclosure_problems(letter: Any) -> Iterator[Message]:
    """Yield what of the documents is no longer as the letter says."""
    case = case_of(letter)
    for row in letter.enclosures:
        document = in_case(case, row.uid, "CaseFile")
        same = document is not None and (
            (document.version, document.sha256) == (row.version, row.sha256)
        )
        if not same or api.content.get_state(document) != "approved":
            yield _(
                "refused_enclosure",
                default="${number} is no longer the approved document that the letter discloses: it"
                " was withdrawn, or a newer version holds. Have the letter sent back, or cancel it"
                " and write a new one.",
                mapping={"number": row.name.upper()},
            )
        elif not document.openable:
            yield from _unfit(document)
