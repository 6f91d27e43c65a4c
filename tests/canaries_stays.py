"""What is planted in houses, stays, repatriations, rulings and health records, see `canaries`."""

from tests import mandates_made
from tests import repatriations_made
from tests import stays_made
from tests.centre import acting


WORDS = {
    "house": "Kanarirumah",
    "street": "Kanarijalan",
    "room": "Kanarikamar",
    "why": "Kanarimengapa",
    "needs": "Kanariperlu",
    "bag": "Kanaribarang",
    "signed": "Kanaritandatangan",
    "exit": "Kanaripulang",
    "longer": "Kanarilama",
    "origin": "Kanariasal",
    "will": "Kanarimau",
    "home": "Kanarikampung",
    "escort": "Kanarikawal",
    "taker": "Kanariterima",
    "ruling": "Kanarinomorputus",
    "issuer": "Kanaripengadilan",
    "addiction": "Kanariadiksi",
    "officer": "Kanaribapas",
    "terms": "Kanarisyarat",
    "card": "Kanarikartu",
    "clinic": "Kanariklinik",
    "medicine": "Kanariobat",
}


def shelter(register, case) -> None:
    """Let somebody in, extend it, and write how they leave."""
    house = stays_made.sample_house(
        register,
        [stays_made.room(WORDS["room"], 2)],
        name=WORDS["house"],
        address=WORDS["street"],
        remarks=WORDS["street"],
    )
    stay = stays_made.admitted(
        case,
        house,
        why=WORDS["why"],
        needs=WORDS["needs"],
        belongings=[{"what": WORDS["bag"], "count": 1}],
        rules_by=WORDS["signed"],
    )
    stays_made.asking(stay)
    stays_made.write(stay, ask_reason=WORDS["longer"])
    stays_made.take(stay, "head1", "extend", comment=WORDS["longer"])
    stays_made.leaving(stay)
    stays_made.write(stay, exit_note=WORDS["exit"], handed_to=WORDS["taker"])


def bring_home(case) -> None:
    """Verify, sign and carry out a repatriation."""
    made = repatriations_made.sample_repatriation(case, why=WORDS["why"])
    repatriations_made.checked(made, origin_note=WORDS["origin"], will=WORDS["will"])
    repatriations_made.take(made, "worker1", "verify")
    repatriations_made.placed(made, address=WORDS["home"], escort=WORDS["escort"])
    repatriations_made.take(made, "head1", "approve")
    with acting("worker1"):
        made.departed_on = made.signed_on
    repatriations_made.take(made, "worker1", "depart")
    repatriations_made.handed(made, handed_to=WORDS["taker"])


def lay_down(case) -> None:
    """Add and end a ruling, and keep a health record."""
    made = mandates_made.sample_mandate(
        case,
        number=WORDS["ruling"],
        issuer=WORDS["issuer"],
        worker=WORDS["addiction"],
        officer=WORDS["officer"],
        remarks=WORDS["terms"],
    )
    repatriations_made.take(made, "worker1", "end", comment=WORDS["terms"])
    mandates_made.sample_health(
        case,
        insurance_number=WORDS["card"],
        facility=WORDS["clinic"],
        note=WORDS["medicine"],
    )
