"""The people of the test centre, and a case with a team and one document of each level."""

from baleharum.cases.api import add_document
from baleharum.cases.api import add_note
from baleharum.cases.api import add_person
from baleharum.cases.api import open_case
from baleharum.team.api import assign
from baleharum.team.api import revoke_all
from contextlib import contextmanager
from plone import api
from plone.dexterity.utils import createContentInContainer


PASSWORD = "benar-kuda-baterai-9"  # noqa: S105 (of test accounts that live in memory)

#: user id -> profession
PEOPLE = {
    "intake1": "social",
    "worker1": "social",
    "worker2": "social",
    "worker3": "social",
    "psychologist1": "psychology",
    "doctor1": "medicine",
    "advocate1": "law",
    "advocate2": "law",
    "supervisor1": "social",
    "head1": "social",
    "privacy1": "law",
    "archivist1": "office",
    "operator1": "office",
    "editor1": "office",
}

#: Standing appointments on the register; operator1 and editor1 have none.
APPOINTMENTS = {
    "intake1": "intake",
    "supervisor1": "supervisor",
    "head1": "head",
    "privacy1": "privacy",
    "archivist1": "archivist",
    **dict.fromkeys(
        ("worker1", "worker2", "worker3", "psychologist1", "doctor1", "advocate1", "advocate2"),
        "staff",
    ),
}

#: The team of the sample case.
TEAM = {
    "worker1": "lead",
    "worker2": "worker",
    "psychologist1": "clinician",
    "advocate1": "advocate",
}

MINIMAL_PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 300]>>endobj\n"
    b"trailer<</Root 1 0 R>>\n%%EOF\n"
)


def register_people():
    """Make the accounts; nobody has more than the role Member."""
    for user_id, profession in PEOPLE.items():
        api.user.create(
            email=f"{user_id}@example.org",
            username=user_id,
            password=PASSWORD,
            properties={"profession": profession, "fullname": user_id.capitalize()},
        )


def appoint(register):
    """Make the standing appointments."""
    for user_id, function in APPOINTMENTS.items():
        assign(register, user_id, function, granted_by="system")


@contextmanager
def acting(user_id):
    """Act as somebody; their groups are those of the moment this begins."""
    with api.env.adopt_user(username=user_id):
        yield


def sample_case(register, **fields):
    """Open a case as the intake officer and give it to the team; returns the case."""
    fields = {"categories": ("korban-kekerasan",), "risk": "sedang", **fields}
    with acting("intake1"):
        case = open_case(register, **fields)
    with acting("supervisor1"):
        revoke_all(case, "given to the team")
        for user_id, function in TEAM.items():
            assign(case, user_id, function)
    return case


def sample_document(
    case, author="worker1", kind="catatan-kasus", level="", data=MINIMAL_PDF, **fields
):
    """File a document as somebody; returns it."""
    with acting(author):
        return add_document(case, data, "berkas.pdf", kind=kind, level=level, **fields)


def sample_person(case, author="worker1", name="Baiq Melati", **fields):
    """File a person as somebody; returns it."""
    with acting(author):
        return add_person(case, name, **fields)


def sample_note(case, author="worker1", text="Klien datang sendiri."):
    """File a note as somebody; returns it."""
    with acting(author):
        return add_note(case, text)


def sample_partner(directory, name="RSUD Contoh", kind="rs", **fields):
    """File a partner, as whoever is logged in; returns it."""
    return createContentInContainer(directory, "Partner", title=name, kind=kind, **fields)
