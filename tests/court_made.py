"""Court procedures as advocates of the test centre add them, and lead them on."""

from baleharum.cases.moments import today
from baleharum.litigation.court import hearings
from datetime import timedelta
from plone import api
from plone.dexterity.utils import createContentInContainer
from tests.centre import acting
from tests.centre import MINIMAL_PDF
from tests.centre import sample_document
from tests.consents_made import client_of
from tests.referrals_made import take
from tests.referrals_made import uid
from tests.referrals_made import write


ADVOCATE = "advocate1"


def sample_proceeding(case, author=ADVOCATE, **fields):
    """Begin a procedure; returns it. fields: of ICourtProceeding, instead of what is filled in."""
    given = {
        "matter": "Penganiayaan di rumah",
        "about": uid(client_of(case)),
        "role": "korban",
        "offence": "kdrt",
        **fields,
    }
    with acting(author):
        return createContentInContainer(case, "CourtProceeding", **given)


def paper(case, kind):
    """File a document of a case; returns its UID."""
    author = "worker1" if kind == "catatan-kasus" else ADVOCATE
    return uid(sample_document(case, author, kind, data=MINIMAL_PDF))


def day(days_ago=0):
    """Return a day that has passed."""
    return today() - timedelta(days=days_ago)


def hear(context, in_days=7, author=ADVOCATE, **fields):
    """Write down a hearing; returns its number."""
    when = (today() + timedelta(days=in_days)).isoformat()
    given = {"day": when, "time": "09:30", "room": "Ruang Sidang Anak", "what": "dakwaan", **fields}
    with acting(author):
        return hearings.add(context, **given)


#: transition -> what is written before it, as a function of the case.
NOTED = {
    "report": lambda case: {"decided_on": day(60), "decision": "Saya ingin melapor."},
    "investigate": lambda case: {"report_no": "LP/B/12/2026", "reported_on": day(55)},
    "prosecute": lambda case: {"transfer_no": "B-77/2026", "transferred_on": day(40)},
    "open_trial": lambda case: {
        "court": "Pengadilan Contoh",
        "court_no": "12/Pid.Sus-Anak/2026",
        "summoned_on": day(30),
    },
    "give_judgment": lambda case: {
        "judged_on": day(9),
        "judgment_no": "12/2026",
        "verdict": "pidana",
        "judgment_proof": paper(case, "putusan"),
    },
    "appeal": lambda case: {"appealed_on": day(5)},
    "execute": lambda case: {"final_on": day(1), "final_proof": paper(case, "putusan")},
    "complete": lambda case: {"restitution": "tidak-dimohon"},
    "divert": lambda case: {"offered_on": day(20), "diversion_on": day(19)},
    "agree_diversion": lambda case: {
        "agreed_on": day(2),
        "agreement": paper(case, "kesepakatan-diversi"),
    },
    "diversion_failed_prosecution": lambda case: {
        "failed_on": day(2),
        "minutes": paper(case, "surat-kuasa"),
        **NOTED["prosecute"](case),
    },
    "diversion_failed_trial": lambda case: {
        "failed_on": day(2),
        "minutes": paper(case, "surat-kuasa"),
        **NOTED["open_trial"](case),
    },
    "discontinue": lambda case: {
        "stopped_on": day(1),
        "stop_no": "SP3/4/2026",
        "stop_proof": paper(case, "surat-kuasa"),
    },
}
#: What is said with a step.
SAID = {"comment": "Sudah dicatat.", "reason_code": "sp3"}
#: The way without an appeal and with it, and that of a diversion.
WAY = "report investigate prosecute open_trial give_judgment execute complete".split()


def note(context, transition):
    """Write down what a step needs."""
    write(context, ADVOCATE, **NOTED[transition](context.__parent__))
    if transition in ("open_trial", "diversion_failed_trial") and not context.rows:
        hear(context)


def lead(context, *transitions):
    """Lead a procedure on, writing down before each step what it needs; returns it."""
    for transition in transitions:
        note(context, transition)
        take(context, ADVOCATE, transition, **SAID)
    return context


def state(context) -> str:
    """Return where a procedure stands."""
    return str(api.content.get_state(context))
