"""Repatriations of the test centre."""

from baleharum.cases.moments import today
from baleharum.consents.api import why_not
from baleharum.repatriations.policy import PURPOSE
from datetime import timedelta
from plone import api
from plone.dexterity.utils import createContentInContainer
from tests.centre import acting
from tests.centre import sample_document
from tests.consents_made import client_of
from tests.consents_made import sample_basis
from tests.referrals_made import approved
from tests.referrals_made import some_partner
from tests.referrals_made import take
from tests.referrals_made import uid
from tests.referrals_made import write


WORKER, SUPERVISOR, HEAD = "worker1", "supervisor1", "head1"


def sample_repatriation(case, author=WORKER, **fields):
    """Propose to bring the client home; returns it."""
    given = {"about": uid(client_of(case)), "why": "Terlantar di pelabuhan.", **fields}
    with acting(author):
        return createContentInContainer(case, "Repatriation", **given)


def paper(case, kind):
    """File a document of a case; returns its UID."""
    return uid(sample_document(case, WORKER, kind))


def checked(context, **fields):
    """Write what the verification needs."""
    given = {
        "origin_proof": paper(context.__parent__, "identitas"),
        "origin_note": "KTP Jawa Timur; kakak di sana mengenalnya.",
        "will_on": today(),
        "will": "Saya ingin pulang ke rumah kakak.",
        "fit_on": today(),
        "fit_by": "dr. Contoh",
    }
    write(context, WORKER, **given | fields)


def allowed(context):
    """Record on what the repatriations of a case rest, unless it is there."""
    case = context.__parent__
    if not why_not(case, PURPOSE, "", person=context.about):
        return
    sample_basis(case, PURPOSE, author=SUPERVISOR)


def placed(context, **fields):
    """Write what the approval needs."""
    allowed(context)
    case = context.__parent__
    office = some_partner(api.portal.get(), "Dinas Sosial Contoh", "dinsos-asal")
    given = {
        "province": "35",
        "regency": "35.78",
        "address": "Jalan Rahasia 9, rumah Amaq Rahim",
        "office": uid(office),
        "reply_on": today(),
        "reply_proof": paper(case, "balasan-rujukan"),
        "reply_note": "Keluarga siap menerima.",
        "escort": "Lalu Contoh, Dinas Sosial",
        "companion": "Ni Luh Contoh",
        "means": "kapal",
        "planned_on": today() + timedelta(days=2),
    }
    write(context, WORKER, **given | fields)


def handed(context, **fields):
    """Write what the handover needs."""
    given = {
        "handed_on": today(),
        "handed_to": "Amaq Rahim",
        "handed_office": "Keluarga",
        "minutes": uid(approved(context.__parent__, "ba-pemulangan")),
    }
    write(context, WORKER, **given | fields)


def paid(context, **fields):
    """Write what it has cost."""
    proof = paper(context.__parent__, "tanda-terima")
    write(context, WORKER, **{"cost": 1_250_000, "payer": "apbd", "cost_proof": proof} | fields)


#: transition -> what is written before it.
NOTED = {
    "verify": checked,
    "approve": placed,
    "depart": lambda context: write(context, WORKER, departed_on=today()),
    "hand_over": handed,
    "finish": paid,
}
#: transition -> who takes it.
WHO = {"approve": HEAD, "postpone": HEAD, "cancel": SUPERVISOR}
#: The steps of the whole way, and where they lead.
WAY = {
    "verify": "verification",
    "approve": "approved",
    "depart": "travelling",
    "hand_over": "handed_over",
    "finish": "finished",
}


def step(context, transition, comment="Sudah dibicarakan."):
    """Write what a step needs, and take it; returns the repatriation."""
    if transition in NOTED:
        NOTED[transition](context)
    take(context, WHO.get(transition, WORKER), transition, comment=comment)
    return context


def led_to(context, state):
    """Take a repatriation along its way to a state; returns it."""
    for transition, reached in WAY.items():
        if api.content.get_state(context) == state:
            break
        step(context, transition)
        assert api.content.get_state(context) == reached
    return context
