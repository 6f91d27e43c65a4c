"""Plans, service records, conferences and mediations of the test centre."""

from baleharum.cases.moments import today
from datetime import timedelta
from plone import api
from plone.dexterity.utils import createContentInContainer
from tests.centre import acting
from tests.centre import sample_case


#: Fields of a case in which nothing bars a mediation.
QUIET = {"categories": ("kbsp",)}

FIELDS = {
    "approach": "keluarga",
    "rehabilitation": "dasar",
    "services": ("pemulihan-psikososial",),
}
RECORD = {
    "kind": "konseling",
    "service": "pemulihan-psikososial",
    "outcome": "sebagian",
    "minutes": 60,
    "text": "Klien mulai bercerita tentang rencananya.",
}


def goal(text="Klien merasa aman di rumah.", days=30, **cells):
    """Return a goal as it is sent; days: until it is due."""
    return {
        "text": text,
        "service": "pemulihan-psikososial",
        "responsible": "worker1",
        "due": today() + timedelta(days=days),
        **cells,
    }


def quiet_case(register, **fields):
    """Open a case without violence and without a child, with its team."""
    return sample_case(register, **{**QUIET, **fields})


def sample_plan(case, author="worker1", goals=None, **fields):
    """File a plan with two goals as somebody; returns it."""
    rows = [goal(), goal("Klien bekerja lagi.")] if goals is None else goals
    with acting(author):
        return createContentInContainer(case, "CarePlan", goals=rows, **{**FIELDS, **fields})


def take(content, transition, user_id, comment=""):
    """Take a step as somebody; returns the content."""
    with acting(user_id):
        api.portal.get_tool("portal_workflow").doActionFor(content, transition, comment=comment)
    return content


def approved_plan(case, author="worker1", approver="supervisor1", **fields):
    """File a plan, submit and approve it; returns it."""
    plan = take(sample_plan(case, author, **fields), "submit", author)
    return take(plan, "approve", approver)


def sample_record(case, author="worker1", **fields):
    """File a service record as somebody; returns it."""
    with acting(author):
        return createContentInContainer(case, "ServiceRecord", **{**RECORD, **fields})


def sample_conference(case, author="worker1", **fields):
    """File minutes with two participants and a decision; returns them."""
    told = {
        "held_on": today(),
        "participants": (author, "supervisor1"),
        "guests": ("Ibu Ratna, RSUD Contoh",),
        "discussion": "Keadaan klien membaik.",
        "decisions": [
            {
                "text": "Kunjungan rumah tiap pekan.",
                "responsible": "worker1",
                "due": today() + timedelta(days=7),
            }
        ],
    }
    with acting(author):
        return createContentInContainer(case, "CaseConference", **{**told, **fields})


def sample_mediation(case, author="worker1", **fields):
    """Prepare a mediation; returns it."""
    told = {
        "held_on": today(),
        "parties": ("Amaq Rahim", "Inaq Sari"),
        "subject": "Uang sewa rumah yang belum dibayar.",
    }
    with acting(author):
        return createContentInContainer(case, "Mediation", **{**told, **fields})
