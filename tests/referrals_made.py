"""Referral letters as people of the test centre write, sign and send them."""

from baleharum.cases.moments import today
from baleharum.cases.moments import WITA
from baleharum.cases.requirements import TransitionRefused
from baleharum.cases.steps import step
from baleharum.letters.letterhead import settings
from datetime import datetime
from datetime import timedelta
from plone import api
from plone.dexterity.utils import createContentInContainer
from tests.centre import acting
from tests.centre import MINIMAL_PDF
from tests.centre import sample_document
from tests.centre import sample_partner
from tests.consents_made import client_of
from tests.consents_made import sample_consent
from zope.event import notify
from zope.i18n import translate
from zope.lifecycleevent import ObjectModifiedEvent


TEXT = "Klien memerlukan pemeriksaan lanjutan.\n\nKami telah mendampingi klien sejak Maret."
#: The steps of a letter that goes the whole way, and who takes them.
WAY = (
    ("submit", "worker1", "submitted"),
    ("sign", "head1", "signed"),
    ("send", "worker1", "sent"),
    ("accept", "worker1", "accepted"),
    ("reply", "worker1", "replied"),
    ("finish", "worker1", "finished"),
)


def uid(content) -> str:
    """Return the UID of something."""
    return api.content.get_uuid(content)


def sample_partners(portal):
    """Return the directory, made where there is none."""
    if "mitra" not in portal.objectIds():
        with api.env.adopt_roles(["Manager"]):
            api.content.create(portal, "PartnerDirectory", id="mitra", title="Mitra")
    return portal["mitra"]


def some_partner(portal, name="RSUD Contoh", kind="rs", **fields):
    """File a partner as the head; returns it."""
    with acting("head1"):
        return sample_partner(sample_partners(portal), name, kind, **fields)


def approved(case, kind="catatan-kasus", author="worker1", data=MINIMAL_PDF):
    """File a document that somebody else approves; returns it."""
    document = sample_document(case, author, kind, data=data)
    take(document, author, "submit")
    take(document, "supervisor1", "approve")
    return document


def take(content, user_id, transition, **given):
    """Take a step as somebody."""
    with acting(user_id):
        api.portal.get_tool("portal_workflow").doActionFor(content, transition, **given)


def write(letter, user_id="worker1", **fields):
    """Write fields of a letter, as a form or service does."""
    with acting(user_id):
        for name, value in fields.items():
            setattr(letter, name, value)
        notify(ObjectModifiedEvent(letter))


def sample_letter(case, to, author="worker1", **fields):
    """Begin a letter to a partner in which nothing is missing; returns it.

    fields: of IReferralLetter, instead of what is filled in here.
    """
    given = {
        "partner": uid(to),
        "about": uid(client_of(case)),
        "services": ("kesehatan",),
        "purpose": "Pemeriksaan kesehatan",
        "data": {"nama": "Untuk pendaftaran pasien"},
        "text": TEXT,
        **fields,
    }
    with acting(author):
        return createContentInContainer(case, "ReferralLetter", **given)


def dispatch(letter, user_id="worker1", days_ago=0):
    """Note how a letter goes out."""
    when = datetime.now(WITA) - timedelta(minutes=1)
    write(
        letter,
        user_id,
        sent_channel="langsung",
        sent_on=today() - timedelta(days=days_ago),
        sent_time=when.strftime("%H:%M"),
        sent_to="Ni Luh Contoh, bagian pendaftaran",
    )


def answer(letter, user_id="worker1"):
    """Note who answers for the partner."""
    write(letter, user_id, answered_by="Ni Luh Contoh", answered_on=today())


def reply(letter, user_id="worker1"):
    """Note the reply of the partner, with its document."""
    document = sample_document(letter.__parent__, user_id, "balasan-rujukan")
    write(
        letter,
        user_id,
        reply_document=uid(document),
        replied_on=today(),
        reply_summary="Klien sudah diperiksa dan pulang.",
    )


def hand_over(letter, user_id="worker1"):
    """Note the minutes with both signatures."""
    minutes = approved(letter.__parent__, "ba-serah-terima")
    write(
        letter,
        user_id,
        minutes=uid(minutes),
        handed_by="Lalu Contoh",
        handed_on=today(),
        taken_by="Ni Luh Contoh",
        taken_on=today(),
    )


#: What is noted before a step.
NOTED = {"send": dispatch, "accept": answer, "refuse": answer, "reply": reply}


def led_to(letter, state):
    """Take a letter along its way, from where it is to a state; returns it."""
    states = ["draft", *(reached for _step, _who, reached in WAY)]
    first, last = states.index(api.content.get_state(letter)), states.index(state)
    for transition, user_id, reached in WAY[first:last]:
        if transition in NOTED:
            NOTED[transition](letter)
        take(letter, user_id, transition)
        assert api.content.get_state(letter) == reached
    return letter


def sample_referral(case, partner, state="sent", **fields):
    """Write a letter that rests on a consent for this partner, and lead it to a state."""
    with acting("worker1"):
        person = fields.get("about") or uid(client_of(case))
    sample_consent(case, "rujukan", uid(partner), person=person)
    return led_to(sample_letter(case, partner, **fields), state)


def missing(content, user_id, transition) -> list[str]:
    """Return all that is missing for a step of somebody, in words."""
    with acting(user_id):
        found = step(content, transition, {"comment": "-", "reason_code": None})
        assert found is not None, f"{transition} is not open to {user_id}"
        return [translate(row.message) for row in found.missing]


def refused(content, user_id, transition, **given) -> str:
    """Try a step that must be refused; returns the reason. Nothing may have changed."""
    before = api.content.get_state(content)
    try:
        take(content, user_id, transition, **given)
    except TransitionRefused as reason:
        assert api.content.get_state(content) == before
        return str(reason)
    raise AssertionError(f"{transition} was not refused.")


def sign_settings():
    """Say who signs for the centre."""
    kept = settings()
    kept.lines = ("Pemerintah Kota Contoh", "Dinas Sosial", "Bale Harum")
    kept.city, kept.office, kept.name = "Mataram", "Kepala Dinas Sosial", "Lalu Contoh"
