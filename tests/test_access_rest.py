"""The tables of docs/access.md, tried over REST with real logins."""

from baleharum.cases.moments import today
from baleharum.cases.policy import label_token
from base64 import b64encode
from tests.access_rows import each_account
from tests.access_rows import expected
from tests.access_rows import letters_asked
from tests.access_rows import promised
from tests.access_rows import REST
from tests.access_rows import row_id
from tests.access_rows import without_letters
from tests.access_states import BEFORE
from tests.access_states import COURT_STATES
from tests.access_states import object_at
from tests.access_states import PERSONAS
from tests.access_states import visitor
from tests.access_states import WHERE
from tests.access_table import steps
from tests.centre import MINIMAL_PDF
from urllib.parse import urlencode

import pytest


#: heading -> a field that may be changed, and a value of it.
CHANGES = {
    "CaseRegister": {"prefix": "BH"},
    "Case": {"review_on": "2027-01-31"},
    "CaseFile": {"remark": "Halaman 2 kurang jelas."},
    "CaseSubject": {"remarks": "Lebih suka dihubungi pagi."},
    "CaseNote": {"happened_on": "2026-01-31"},
    "Assessment": {"conclusion": "Perlu pendampingan lanjutan."},
    "CarePlan": {"remarks": "Lebih suka dihubungi pagi."},
    "ServiceRecord": {"minutes": 5},
    "CaseConference": {"discussion": "Keadaan membaik."},
    "Mediation": {"mediator": "Ibu Contoh"},
    "PartnerDirectory": {"title": "Mitra"},
    "Partner": {"hours": "24 jam"},
    "IntakeBox": {"title": "Penerimaan"},
    "ProgrammeFolder": {"title": "Program"},
    "Programme": {"title": "JSLU Provinsi"},
    "GroupActivity": {"place": "Balai RW"},
    "IntakeReport": {"title": "Lain"},
    "ServicePage": {"biaya": "Tidak ada biaya."},
    "ConsentForm": {"remarks": "Dibacakan dua kali."},
    "LawfulBasis": {"reason": "Alasan lain."},
    "FiledBundle": {"title": "Lain"},
    "Shelter": {"remarks": "Kunci pada kepala."},
}
#: The same, where it depends on the state which field that is.
CHANGES_IN = {
    "ReferralLetter": {
        "draft": {"purpose": "Pemeriksaan"},
        "signed": {"sent_to": "Ni Luh Contoh"},
        "sent": {"answered_by": "Ni Luh Contoh"},
        "accepted": {"reply_summary": "Klien sudah diperiksa."},
        "replied": {"handed_by": "Lalu Contoh"},
    },
    "AssistanceBatch": {
        "draft": {"period": "2"},
        "verification": {"decree_number": "SK-1"},
        "decreed": {"handed_at": "Kantor"},
        "distributed": {"returned_reference": "STS-1"},
        "accounted": {"report_number": "LPJ-1"},
    },
    "CourtProceeding": dict.fromkeys(COURT_STATES[:-2], {"matter": "Penganiayaan"}),
    "LitigationFile": {
        "draft": {"subject": "Permohonan"},
        "exported": {"receipt": "PN-77"},
        "filed": {"served_to": "Termohon"},
    },
    "DocumentRelease": {"requested": {"until": today().isoformat()}},
    "ShelterStay": {
        "proposed": {"why": "Rumah tidak aman."},
        "admitted": {"exit_note": "Diantar petugas."},
        "extended": {"incident": "Tidak ada di kamar."},
    },
    "Repatriation": {
        **dict.fromkeys(("proposed", "verification", "postponed"), {"will": "Ingin pulang."}),
        "approved": {"departed_on": today().isoformat()},
        "travelling": {"handed_to": "Amaq Rahim"},
        "handed_over": {"cost": 100000},
    },
    "Mandate": {"in_force": {"remarks": "Lapor setiap bulan."}},
    "HealthRecord": {"kept": {"note": "Kontrol bulan depan."}},
    "AdoptionFile": {
        "application": {"why": "Orang tua tidak diketahui."},
        "first_visit": {"visit1_note": "Rumah layak."},
        "care_permit": {"care_begun": today().isoformat()},
        "trial_care": {"visit2_note": "Anak betah."},
        "second_visit": {"panel_note": "Layak."},
        "adoption_permit": {"court": "Pengadilan contoh"},
        "court_order": {"register_number": "5271-CONTOH"},
    },
}
CHILDREN = {
    "p": {
        "@type": "CaseSubject",
        # Another person of this name is in the centre; whoever files this one has seen it.
        "matches_seen": True,
        "name": "Inaq Sari",
        "part": "client",
        "nik_state": "tidak-diketahui",
    },
    "n": {"@type": "CaseNote", "text": "Klien menelepon.", "happened_on": "2026-01-31"},
}
#: Not the bytes of a document that is in the case already: those would be refused as a double.
FILE = {
    "data": b64encode(MINIMAL_PDF + b"%another\n").decode(),
    "encoding": "base64",
    "filename": "surat.pdf",
    "content-type": "application/pdf",
}
DOCUMENT = {"@type": "CaseFile", "kind": "catatan-kasus", "level": "confidential", "file": FILE}
CASE = {
    "@type": "Case",
    "categories": ["korban-kekerasan"],
    "risk": "sedang",
    "channel": "langsung",
}

PARTNER = {"@type": "Partner", "title": "Puskesmas Contoh", "kind": "puskesmas"}
#: What is added to a container, where that is no document.
INSIDE = {
    "CaseRegister": CASE,
    "PartnerDirectory": PARTNER,
    "ProgrammeFolder": {"@type": "Programme", "title": "UEP", "programme": "uep"},
    "Programme": {"@type": "AssistanceBatch", "year": 2026},
}
REPORT = {"fields": {"source": "telepon", "narrative": "Tetangga dipukuli suaminya."}}

#: heading -> table of its steps.
TABLES = {
    "Case": "Steps of a case",
    "CaseSubject": "Steps of a person",
    "Partner": "Steps of a partner",
    "IntakeReport": "Steps of a report",
    "AssistanceBatch": "Steps of a batch",
    "GroupActivity": "Steps of an activity",
    "ServicePage": "Steps of a service page",
    "CarePlan": "Steps of a plan",
    "CaseConference": "Steps of a conference",
    "Mediation": "Steps of a mediation",
    "ConsentForm": "Steps of a consent",
    "LawfulBasis": "Steps of a basis",
    "ReferralLetter": "Steps of a referral letter",
    "CourtProceeding": "Steps of a court procedure",
    "LitigationFile": "Steps of a litigation file",
    "DocumentRelease": "Steps of a release",
    "ShelterStay": "Steps of a stay",
    "Repatriation": "Steps of a repatriation",
    "AdoptionFile": "Steps of an adoption",
    "Mandate": "Steps of a mandate",
}
#: Types of which every step is a decision, whoever takes it.
DECIDED = (
    "ConsentForm",
    "LawfulBasis",
    "ReferralLetter",
    "CourtProceeding",
    "LitigationFile",
    "DocumentRelease",
    "ShelterStay",
    "Repatriation",
    "AdoptionFile",
    "Mandate",
    "IntakeReport",
)

#: What a refusal looks like: by the publisher, or by the workflow for a step that is not open.
CLOSED = (401, 403, 404, 405, 501)
NOT_OPEN = "is not open to you in the state"


#: Those who change nothing, and those who each need a centre of their own for it.
LOOK, CHANGE = without_letters("esadipn")


class TestWhoOnlyLooks:
    @pytest.mark.parametrize("heading,persona", LOOK, ids=row_id)
    def test_rest_keeps_the_promise(self, looked_at, lists, heading, persona):
        before = looked_at._p_jar.db().lastTransaction()
        keeps_the_promise(looked_at, lists, heading, persona)
        assert looked_at._p_jar.db().lastTransaction() == before


@pytest.mark.parametrize("heading,persona", CHANGE, ids=row_id)
def test_rest_keeps_the_promise(states_functional, lists, heading, persona):
    keeps_the_promise(states_functional["portal"], lists, heading, persona)


@pytest.fixture(scope="module")
def lists():
    """user id -> the UIDs of what a search lists to somebody."""
    return {}


def keeps_the_promise(portal, lists, heading, persona):
    """Assert that each account of a persona can do what a row says, and nothing else."""
    row = promised(heading, persona)
    asked = letters_asked(heading, persona, REST)
    there = {column: object_at(portal, WHERE[heading][column]) for column in row}
    visitors = {user_id: visitor(portal, user_id) for user_id in PERSONAS[persona]}
    for user_id in visitors.keys() - lists.keys():
        # Before anything was changed; it is the same in each test, nothing outlives one of them.
        lists[user_id] = listed(portal, visitors[user_id])

    def measure(user_id, column):
        tries = Tries(visitors[user_id], there[column], heading, column)
        found = tries.all(persona, row[column], asked[column])
        return found | {"l" for uid in lists[user_id] if uid == tries.uid}

    each_account(persona, expected(row, asked), measure)


def listed(portal, visitor) -> set[str]:
    """Return the UIDs of what a search for everything of the manual lists, with nothing of the rest."""
    wanted = [object_at(portal, path) for columns in WHERE.values() for path in columns.values()]
    paths = {content.UID(): "/".join(content.getPhysicalPath()) for content in wanted}
    asked = urlencode({"UID": list(paths), "metadata_fields": "_all", "b_size": 1000}, doseq=True)
    answer = visitor.rest("GET", f"@search?{asked}")
    found = {item["UID"] for item in answer.json()["items"]}
    assert answer.json()["items_total"] == len(found) <= len(paths)
    told = {uid for uid, path in paths.items() if f'{path}"' in answer.text}
    assert found == told
    return found


class Tries:
    """Everything that REST offers on one object, tried as one person."""

    def __init__(self, visitor, content, heading, column):
        self.visitor = visitor
        self.path = "/".join(content.getPhysicalPath())
        self.uid = content.UID()
        self.heading, self.column = heading, column
        self.type = content.portal_type

    def all(self, persona, expected, asked) -> set[str]:
        """Return the letters of what went through; steps that must fail are tried first."""
        tried = [letter for letter in "vwedipn" if letter in asked]
        found = {letter for letter in tried if getattr(self, f"try_{letter}")()}
        for letter in sorted(asked & set("sa"), key=lambda one: one in expected):
            if self.step(letter, persona):
                found.add(letter)
        return found

    def try_v(self):
        answer = self.visitor.rest("GET", self.path)
        return self.went(answer) and answer.json()["UID"] == self.uid

    def try_w(self):
        answer = self.visitor.rest("GET", f"{self.path}/@@download/file")
        return self.went(answer) and answer.body == MINIMAL_PDF

    def try_e(self):
        change = CHANGES.get(self.type) or CHANGES_IN[self.type].get(self.column, {})
        return self.went(self.visitor.rest("PATCH", self.path, change))

    def try_d(self):
        return self.went(self.visitor.rest("DELETE", self.path))

    def try_i(self):
        if self.type == "IntakeBox":
            return self.went(self.visitor.rest("POST", f"{self.path}/@reports", REPORT))
        child = INSIDE.get(self.type, DOCUMENT)
        return self.went(self.visitor.rest("POST", self.path, child))

    def try_p(self):
        return self.went(self.visitor.rest("POST", self.path, CHILDREN["p"]))

    def try_n(self):
        return self.went(self.visitor.rest("POST", self.path, CHILDREN["n"]))

    def step(self, letter, persona) -> bool:
        """Take a step of this kind; one that only lacks a document or a reason was open."""
        name = self.step_name(letter, persona)
        if not name:
            return False
        answer = self.visitor.rest("POST", f"{self.path}/@workflow/{name}", {})
        if answer.status == 400 and NOT_OPEN not in answer.text:
            return self.type in (*TABLES, "Assessment")
        return self.went(answer)

    def step_name(self, letter, persona) -> str:
        """Return a step out of this state, best one that the persona may take."""
        if self.type == "CaseFile":
            return {"s": "submit", "a": "approve"}[letter]
        if self.type == "Assessment":
            return {"s": "submit", "a": "return"}[letter]
        table = TABLES.get(self.heading)
        if table is None:
            return ""
        candidates = [
            (persona not in who, name)
            for name, (leaves, who) in steps(table).items()
            if self.column in leaves and (letter == "s") is self.onward(who)
        ]
        if not candidates:
            return ""
        name = min(candidates)[1]
        back = self.type == "Case" and name in ("resume", "referral_failed")
        returning = name if back else ""
        return f"{name}_{BEFORE[self.column]}" if returning else name

    def onward(self, who) -> bool:
        """Tell whether a step is one of the social workers, and no decision."""
        return "lead" in who and self.type not in DECIDED

    @staticmethod
    def went(answer) -> bool:
        """Tell success from refusal; anything else is a mistake of the test or the product."""
        assert answer.status < 300 or answer.status in (*CLOSED, 400), answer.text[:500]
        assert answer.status != 400 or NOT_OPEN in answer.text, answer.text[:500]
        return answer.status < 300


def test_labels_of_steps_are_their_names():
    for step in steps("Steps of a case"):
        assert label_token(step) == step
