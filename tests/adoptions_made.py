"""Adoption files of the test centre."""

from baleharum.adoptions.policy import months_later
from baleharum.cases.moments import today
from datetime import date
from plone import api
from plone.dexterity.utils import createContentInContainer
from tests.centre import acting
from tests.centre import sample_document
from tests.centre import sample_person
from tests.referrals_made import approved
from tests.referrals_made import take
from tests.referrals_made import uid
from tests.referrals_made import write


WORKER, SUPERVISOR, HEAD = "worker1", "supervisor1", "head1"


def ago(months: int, day: date | None = None) -> date:
    """Return the day so many months ago."""
    return months_later(day or today(), -months)


def sample_child(case, years=3, **fields):
    """File a child of a case; returns it."""
    given = {"name": "Baiq Melati", "birth_date": ago(12 * years), "religion": "islam", **fields}
    return sample_person(case, **given)


def paper(case, kind="surat-permohonan"):
    """File a document of a case; returns its UID."""
    return uid(sample_document(case, WORKER, kind))


def sample_adoption(case, author=WORKER, **fields):
    """Begin an adoption file with all that is written in the application; returns it."""
    child = fields.pop("about", None) or uid(sample_child(case))
    given = {
        "about": child,
        "applied_on": ago(9),
        "application": paper(case),
        "why": "Orang tua tidak diketahui.",
        **fields,
    }
    with acting(author):
        return createContentInContainer(case, "AdoptionFile", **given)


def paired(context, **fields):
    """Write who applies."""
    given = {
        "husband_name": "Lalu Contoh",
        "husband_born": ago(12 * 40),
        "husband_religion": "islam",
        "wife_name": "Inaq Sari",
        "wife_born": ago(12 * 38),
        "wife_religion": "islam",
        "address": "Jalan Contoh 7",
        "couple": "ya",
        "married_on": ago(12 * 10),
        "children": 0,
        "earlier": 0,
    }
    write(context, WORKER, **given | fields)


def able(context, **fields):
    """Write health, ability, and the criminal record."""
    case = context.__parent__
    given = {
        "healthy": "ya",
        "health_proof": paper(case),
        "able": "ya",
        "means_proof": paper(case),
        "clean": "ya",
        "record_proof": paper(case),
    }
    write(context, WORKER, **given | fields)


def agreed(context, **fields):
    """Write that child and guardian agree."""
    case = context.__parent__
    given = {
        "child_said": "Tersenyum kepada mereka.",
        "guardian": "Kepala panti contoh",
        "guardian_on": ago(9),
        "guardian_consent": uid(approved(case, "persetujuan")),
    }
    write(context, WORKER, **given | fields)


def visited(context, **fields):
    """Write the couple and the first visit."""
    paired(context)
    given = {"visit1_on": ago(8), "visit1_by": "Peksos contoh", "visit1_note": "Rumah layak."}
    write(context, WORKER, **given | fields)


def permitted(context, **fields):
    """Write what the care permit needs."""
    able(context)
    agreed(context)
    case = context.__parent__
    given = {
        "visit1_report": uid(approved(case, "laporan-sosial")),
        "care_number": "463/7/CONTOH",
        "care_on": ago(7),
        "care_proof": paper(case),
    }
    write(context, WORKER, **given | fields)


def seen_again(context, **fields):
    """Write the second visit."""
    given = {"visit2_on": ago(1), "visit2_by": "Peksos contoh", "visit2_note": "Anak betah."}
    write(context, WORKER, **given | fields)


def recommended(context, **fields):
    """Write what the adoption permit needs."""
    case = context.__parent__
    given = {
        "visit2_report": uid(approved(case, "laporan-sosial")),
        "panel_on": ago(0),
        "panel": "layak",
        "panel_note": "Demi kepentingan terbaik anak.",
        "permit_number": "463/9/CONTOH",
        "permit_on": today(),
        "permit_by": "provinsi",
        "permit_proof": paper(case),
    }
    write(context, WORKER, **given | fields)


def ordered(context, **fields):
    """Write the order of the court."""
    given = {
        "court": "Pengadilan contoh",
        "order_number": "1/Pdt.P/CONTOH",
        "order_on": today(),
        "order_proof": uid(approved(context.__parent__, "putusan")),
    }
    write(context, WORKER, **given | fields)


def registered(context, **fields):
    """Write the civil registration."""
    given = {
        "registered_on": today(),
        "register_number": "5271-CONTOH",
        "register_proof": paper(context.__parent__, "kk-akta"),
    }
    write(context, WORKER, **given | fields)


#: transition -> what is written before it.
NOTED = {
    "visit_first": visited,
    "grant_care": permitted,
    "begin_care": lambda context: write(context, WORKER, care_begun=ago(7)),
    "visit_second": seen_again,
    "grant_adoption": recommended,
    "order": ordered,
    "finish": registered,
}
#: transition -> who takes it.
WHO = {"grant_care": HEAD, "grant_adoption": HEAD, "refuse": HEAD, "withdraw": SUPERVISOR}
#: The steps of the whole way, and where they lead.
WAY = {
    "visit_first": "first_visit",
    "grant_care": "care_permit",
    "begin_care": "trial_care",
    "visit_second": "second_visit",
    "grant_adoption": "adoption_permit",
    "order": "court_order",
    "finish": "finished",
}


def step(context, transition, comment="", **fields):
    """Write what a step needs, and take it; returns the adoption."""
    if transition in NOTED:
        NOTED[transition](context, **fields) if fields else NOTED[transition](context)
    take(context, WHO.get(transition, WORKER), transition, comment=comment)
    return context


def led_to(context, state):
    """Take an adoption along its way to a state; returns it."""
    states = ["application", *WAY.values()]
    first, last = states.index(api.content.get_state(context)), states.index(state)
    for transition, reached in list(WAY.items())[first:last]:
        step(context, transition)
        assert api.content.get_state(context) == reached
    return context
