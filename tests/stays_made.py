"""Houses and stays of the test centre."""

from baleharum.cases.moments import today
from baleharum.stays.policy import place_token
from datetime import timedelta
from plone import api
from plone.dexterity.utils import createContentInContainer
from tests.centre import acting
from tests.centre import sample_document
from tests.consents_made import client_of
from tests.referrals_made import approved
from tests.referrals_made import take
from tests.referrals_made import uid
from tests.referrals_made import write


WORKER, SUPERVISOR, HEAD = "worker1", "supervisor1", "head1"


def room(name="Melati", beds=1, **cells):
    """Return a room as it is sent: for whoever comes, unless cells say otherwise."""
    zones = {"sex": "semua", "age": "semua", "use": "umum", "access": "biasa"}
    return {"name": name, "beds": beds, **zones, **cells}


def sample_house(register, rooms=None, author=HEAD, **fields):
    """Add a house; returns it."""
    given = {
        "name": "Rumah Contoh",
        "kind": "rumah-aman",
        "address": "Jalan Rahasia 7",
        "rooms": [room()] if rooms is None else rooms,
        **fields,
    }
    with acting(author):
        return createContentInContainer(register, "Shelter", **given)


def sample_stay(case, author=WORKER, **fields):
    """Propose a stay of the client; returns it."""
    given = {"about": uid(client_of(case)), "why": "Rumah tidak aman.", **fields}
    with acting(author):
        return createContentInContainer(case, "ShelterStay", **given)


def assessed(case):
    """File the rapid assessment of a case, unless it is there."""
    if "asesmen" not in case.__dict__.get("_v_made", ()):
        approved(case, "asesmen-awal")
        case._v_made = ("asesmen",)


def prepared(case, house, number=1, **fields):
    """Propose a stay in a room in which nothing is missing; returns it."""
    assessed(case)
    agreement = sample_document(case, WORKER, "kontrak-layanan")
    day = today()
    return sample_stay(
        case,
        **{
            "house": uid(house),
            "room": place_token(uid(house), number),
            "rules_on": day,
            "rules_by": "Baiq Melati",
            "rules_witness": "Lalu Contoh",
            "rules_proof": uid(agreement),
            "belongings": [{"what": "Tas", "count": 1, "keeper": "Lemari 2"}],
            "listed_on": day,
            "listed_by": "Baiq Melati",
            "listed_witness": "Lalu Contoh",
            **fields,
        },
    )


def admitted(case, house, number=1, days_ago=0, **fields):
    """Let the client of a case in; returns the stay. days_ago: when they came."""
    arrived = today() - timedelta(days=days_ago)
    stay = prepared(case, house, number, arrived_on=arrived, **fields)
    take(stay, SUPERVISOR, "admit")
    return stay


def minutes_of(case):
    """File approved handover minutes; returns their UID."""
    return uid(approved(case, "ba-serah-terima"))


def leaving(stay):
    """Write what a leave needs."""
    write(
        stay,
        WORKER,
        left_on=today(),
        exit_note="Pulang ke rumah kakak.",
        handed_to="Inaq Sari",
        minutes=minutes_of(stay.__parent__),
        returned=True,
    )


def asking(stay, days=7):
    """Ask for an extension by so many days."""
    until = stay.limit + timedelta(days=days)
    write(stay, WORKER, ask_until=until, ask_reason="Rumah belum aman.")


def missing_person(stay, child=False):
    """Write that somebody is missing."""
    police = {"police_no": "STPL/12/2026", "police_on": today()} if child else {}
    write(
        stay,
        WORKER,
        missing_on=today(),
        missing_time="06:30",
        incident="Tidak ada di kamar saat apel pagi; keluarga dan mitra dihubungi.",
        **police,
    )


#: transition -> what is written before it.
NOTED = {
    "extend": asking,
    "leave": leaving,
    "transfer": lambda stay: (leaving(stay), write(stay, WORKER, moved_to="Sentra Contoh")),
    "abscond": missing_person,
}
#: transition -> who takes it.
WHO = {"admit": SUPERVISOR, "extend": HEAD, "cancel": SUPERVISOR}


def step(stay, transition, comment="Sudah dibicarakan."):
    """Write what a step needs, and take it; returns the stay."""
    if transition in NOTED:
        NOTED[transition](stay)
    take(stay, WHO.get(transition, WORKER), transition, comment=comment)
    return stay


def state(stay) -> str:
    """Return where a stay stands."""
    return str(api.content.get_state(stay))
