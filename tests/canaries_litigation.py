"""What advocates of the test centre do, with words that may stand in no file; see tests.canaries."""

from tests.centre import acting
from tests.consents_made import client_of
from tests.court_made import hear
from tests.court_made import sample_proceeding
from tests.litigation_made import sample_exhibit
from tests.litigation_made import sample_file
from tests.litigation_made import sample_request
from tests.litigation_made import taken_in
from tests.litigation_made import worked
from tests.referrals_made import some_partner
from tests.referrals_made import write


WORDS = {
    "filed_subject": "Kanariperkara",
    "filed_court": "Kanaripengadilan",
    "filed_no": "Kanarinomor",
    "filed_party": "Kanarilawan",
    "exhibit": "Kanarialatbukti",
    "exhibit_title": "Kanarijudul",
    "exhibit_proves": "Kanaridalil",
    "fact": "Kanarifakta",
    "redacted": "Kanarihitam",
    "matter": "Kanariurusan",
    "court_decision": "Kanarikehendak",
    "room": "Kanariruang",
    "wanted_for": "Kanariperlu",
    "called_before": "Kanariejaan",
}


def fill(site, case) -> None:
    """File exhibits, with a PDF of each and one without what lies in a box, facts, a procedure, a
    hearing, and a request for a document; correct a name."""
    from baleharum.litigation import chronology
    from baleharum.litigation import exhibits
    from baleharum.litigation.redacting import Exhibit
    from baleharum.renditions.boxes import Box

    person = client_of(case)
    with acting("worker1"):
        before, person.name = person.name, WORDS["called_before"]
        person.name = before
    assert WORDS["called_before"] in str(person.earlier)
    court = some_partner(site, "Pengadilan Contoh", "pengadilan")
    file = sample_file(
        case,
        court,
        subject=WORDS["filed_subject"],
        court=WORDS["filed_court"],
        case_no=WORDS["filed_no"],
        party=WORDS["filed_party"],
    )
    words = f"{WORDS['exhibit']} {WORDS['redacted']}"
    taken_in(file, sample_exhibit(case, words))
    with acting("advocate1"):
        title, proves = WORDS["exhibit_title"], WORDS["exhibit_proves"]
        exhibits.describe(file, 1, title=title, proves=proves)
        chronology.save(file, 0, day="2026-03-05", text=WORDS["fact"], pins=[(1, "1")])
    worked(site.__parent__)
    with acting("advocate1"):
        Exhibit(file, 1).draw([Box(1, 0.0, 0.0, 1.0, 0.5, "name")])
    worked(site.__parent__)
    with acting("advocate1"):
        assert Exhibit(file, 1).state == "made"
    procedure = sample_proceeding(case, matter=WORDS["matter"])
    write(procedure, "advocate1", decision=WORDS["court_decision"])
    hear(procedure, room=WORDS["room"])
    sample_request(case, reason=WORDS["wanted_for"])
