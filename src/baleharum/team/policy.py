"""The rules of the team: which function gives which role, who may hold what and how long.

Pure functions and tables; the clock is an argument.
"""

from baleharum import _
from collections.abc import Iterator
from datetime import datetime
from datetime import timedelta
from itertools import chain


#: Functions that a person holds in one case.
CASE_FUNCTIONS = ("lead", "worker", "clinician", "advocate", "supervisor", "reader")

#: Functions that a person holds in a whole register, as a standing appointment.
REGISTER_FUNCTIONS = ("staff", "intake", "supervisor", "head", "privacy", "archivist", "data")

#: function -> local role on the case (and on everything below that asks for it).
CASE_ROLES = {
    "lead": "Case Lead",
    "worker": "Case Worker",
    "clinician": "Case Clinician",
    "advocate": "Case Advocate",
    "supervisor": "Case Supervisor",
    "reader": "Case Reader",
}

#: function -> local roles on the register, which its cases inherit.
REGISTER_ROLES = {
    "staff": ("Case Staff",),
    "intake": ("Case Staff", "Case Intake Officer"),
    "supervisor": ("Case Staff", "Case Supervisor"),
    "head": ("Case Staff", "Case Head"),
    "privacy": ("Case Staff", "Case Privacy Officer"),
    "archivist": ("Case Staff", "Case Archivist"),
    "data": ("Case Data Officer",),
}

#: Functions in a register of people who may be called into a case, and take emergency access.
CALLED = tuple(function for function, roles in REGISTER_ROLES.items() if "Case Staff" in roles)

#: Functions that a person holds in an intake box, as a standing appointment. A depositor hands
#: reports in from another system, and sees none of them, not even their own.
BOX_FUNCTIONS = ("intake", "supervisor", "head", "privacy", "depositor")

#: function -> local roles on the box, which its reports inherit.
BOX_ROLES = {
    "intake": ("Case Intake Officer",),
    "supervisor": ("Case Supervisor",),
    "head": ("Case Head",),
    "privacy": ("Case Privacy Officer",),
    "depositor": ("Case Depositor",),
}

#: Functions that a person holds in a folder of assistance programmes, as a standing appointment.
PROGRAMME_FUNCTIONS = ("operator", "head", "privacy")

#: function -> local roles on the folder, which its programmes and batches inherit.
PROGRAMME_ROLES = {
    "operator": ("Case Operator",),
    "head": ("Case Head",),
    "privacy": ("Case Privacy Officer",),
}

READ = ("Document Reader",)
WRITE = ("Document Reader", "Document Editor")
REVIEW = ("Document Reader", "Document Reviewer")
NOTHING: tuple[str, ...] = ()

#: The one table of what the team may do with a document: function -> level -> roles.
#: Whoever shares the profession that a secret record belongs to writes it as well, see
#: `document_roles`; a secret record is otherwise for social workers and supervisors only.
DOCUMENT_ROLES: dict[str, dict[str, tuple[str, ...]]] = {
    "lead": {"restricted": WRITE, "confidential": WRITE, "secret": WRITE},
    "worker": {"restricted": WRITE, "confidential": WRITE, "secret": WRITE},
    "clinician": {"restricted": WRITE, "confidential": WRITE, "secret": NOTHING},
    "advocate": {"restricted": WRITE, "confidential": READ, "secret": NOTHING},
    "supervisor": {"restricted": REVIEW, "confidential": REVIEW, "secret": REVIEW},
    "reader": {"restricted": READ, "confidential": READ, "secret": READ},
    "head": {"restricted": REVIEW, "confidential": REVIEW, "secret": NOTHING},
}

#: Professions whose assigned people write the records of their own profession.
RECORD_PROFESSIONS = ("psychology", "medicine", "law")

#: Professions whose assigned clinicians keep the health of the people of a case.
CLINICAL_PROFESSIONS = ("psychology", "medicine")
#: The group of the clinicians of a case who have one of these professions.
CLINICAL = "clinical"

#: The register functions that also work on documents of every case.
OVERSEEING = ("supervisor", "head")

#: From open to the team to closed to most of it.
LEVELS = ("restricted", "confidential", "secret")

EMERGENCY = "break_glass"
BREAK_GLASS_HOURS = 24
#: Characters that a reason of an emergency access has at least.
REASON_LENGTH = 20
INTAKE_DAYS = 14


def token(function_or_profession: str, uid: str) -> str:
    """Return the group id that stands for a function in the object with this UID."""
    return f"{function_or_profession}:{uid}"


def words_of(function: str, profession: str) -> Iterator[str]:
    """Yield the words of the groups of who holds a function, with their confirmed profession."""
    yield function
    if profession in RECORD_PROFESSIONS and function != "reader":
        yield profession
    if profession in CLINICAL_PROFESSIONS and function == "clinician":
        yield CLINICAL


#: The roles that come from a team, and from nowhere else.
TEAM_ROLES = frozenset(
    (
        *CASE_ROLES.values(),
        *chain(*REGISTER_ROLES.values()),
        *chain(*BOX_ROLES.values()),
        *chain(*PROGRAMME_ROLES.values()),
        *WRITE,
        *REVIEW,
    )
)

#: The group of whoever one document was released to, see IMoreGroups.
RELEASED = "released"

#: What stands before the colon of a team group.
WORDS = frozenset(
    (
        *CASE_FUNCTIONS,
        *REGISTER_FUNCTIONS,
        *BOX_FUNCTIONS,
        *PROGRAMME_FUNCTIONS,
        *RECORD_PROFESSIONS,
        CLINICAL,
        RELEASED,
    )
)


def is_token(principal_id: str) -> bool:
    """Tell whether an id is one of those that `token` gives, and so nobody's own."""
    word, colon, _uid = principal_id.partition(":")
    return bool(colon) and word in WORDS


def document_roles(
    level: str, profession: str, case_uid: str, register_uid: str, exclusive: bool = False
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield (group id, roles) of everyone who may do something with a document.

    level, profession: of the document; an unknown level is treated as secret. exclusive: whether
    only its profession writes it, and whoever else would may read it.
    """
    if level not in LEVELS:
        level = "secret"
    alone = exclusive and profession in RECORD_PROFESSIONS
    for function in CASE_FUNCTIONS:
        roles = DOCUMENT_ROLES[function][level]
        if roles == WRITE and alone:
            roles = READ
        if roles:
            yield token(function, case_uid), roles
    if profession in RECORD_PROFESSIONS:
        yield token(profession, case_uid), WRITE
    for function in OVERSEEING:
        roles = DOCUMENT_ROLES[function][level]
        if roles:
            yield token(function, register_uid), roles


def clinical_roles(case_uid: str) -> dict[str, tuple[str, ...]]:
    """Return (group id, roles) of who has a health record: its clinicians, and nobody else, neither
    who leads or oversees the case nor who comes in by emergency access."""
    return {token(CLINICAL, case_uid): WRITE}


def answering(case_uid: str, register_uid: str) -> frozenset[str]:
    """Return the groups that answer for what leaves a case: its lead and its supervisors."""
    return frozenset(
        (token("lead", case_uid), token("supervisor", case_uid), token("supervisor", register_uid))
    )


def releasing(
    level: str, profession: str, case_uid: str, register_uid: str, exclusive: bool = False
) -> frozenset[str]:
    """Return the groups of which somebody may let a document go out of the case.

    For a secret one also who is assigned here with the profession that it belongs to. exclusive:
    see `document_roles`; the profession speaks for it, and a supervisor where nobody of it is left.
    """
    found = answering(case_uid, register_uid)
    if level not in LEVELS[:-1] and profession in RECORD_PROFESSIONS:
        found |= {token(profession, case_uid)}
        return found - {token("lead", case_uid)} if exclusive else found
    return found


def levels(function: str, role: str) -> tuple[str, ...]:
    """Return the levels of documents on which a function gives a role."""
    table = DOCUMENT_ROLES.get(function, {})
    return tuple(level for level in LEVELS if role in table.get(level, ()))


def in_force(starts: datetime, expires: datetime | None, now: datetime) -> bool:
    """Tell whether an assignment holds at this moment; its last moment no longer counts."""
    return starts <= now and (expires is None or now < expires)


def break_glass_until(hours: int, now: datetime) -> datetime:
    """Return when an emergency access of so many hours ends.

    Raises ValueError, naming the limit, unless 1 <= hours <= BREAK_GLASS_HOURS.
    """
    if not 1 <= hours <= BREAK_GLASS_HOURS:
        raise ValueError(
            _(
                "error_break_glass_hours",
                default="Emergency access lasts 1 to ${limit} hours. Choose a number in between.",
                mapping={"limit": BREAK_GLASS_HOURS},
            )
        )
    return now + timedelta(hours=hours)
