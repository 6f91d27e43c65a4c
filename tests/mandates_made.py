"""Rulings, guidance and health records of the test centre."""

from baleharum.cases.moments import today
from baleharum.team.api import assign
from baleharum.team.people import people
from datetime import timedelta
from plone.dexterity.utils import createContentInContainer
from tests.centre import acting
from tests.consents_made import client_of
from tests.referrals_made import uid


WORKER, DOCTOR = "worker1", "doctor1"


def sample_mandate(case, author=WORKER, **fields):
    """Add a rehabilitation ruling; returns it."""
    given = {
        "kind": "putusan-rehabilitasi",
        "about": uid(client_of(case)),
        "number": "12/Pid.Sus/2026",
        "issuer": "Pengadilan Contoh",
        "begins_on": today() - timedelta(days=30),
        "ends_on": today() + timedelta(days=60),
        "approach": "residensial",
        **fields,
    }
    with acting(author):
        return createContentInContainer(case, "Mandate", **given)


def sample_health(case, author=DOCTOR, **fields):
    """Add insurance and health of the client; returns the record."""
    given = {
        "about": uid(client_of(case)),
        "insurance": "bpjs-pbi",
        "conditions": ("hiv",),
        "note": "Berobat teratur.",
        **fields,
    }
    if author not in people(case, ("clinician",)):
        assign(case, author, "clinician")
    with acting(author):
        return createContentInContainer(case, "HealthRecord", **given)
