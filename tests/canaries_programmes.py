"""Programmes with words that may stand in no file: lists of recipients, good and refused, a visit, a
piece of equipment; and what is written about the keeping of a report."""

from baleharum.jobs.running import run_pending
from baleharum.programmes import equipment
from datetime import date
from tests.http import Visitor
from tests.programmes_made import as_csv
from tests.programmes_made import sample_activity
from tests.programmes_made import sample_batch
from tests.programmes_made import sample_folder
from tests.programmes_made import sample_programme
from tests.programmes_made import take_in

import transaction


#: Each stands in one kind of place, so that a leak tells where it comes from.
WORDS = {
    "recipient": "Kanaripkm",
    "lives": "Kanaridusun",
    "said_of": "Kanaricatatanpkm",
    "not_taken": "Kanarisalahbaris",
    "list_name": "Kanaridaftar",
    "batch": "Kanariangkatan",
    "found_there": "Kanarijangkau",
    "colleague": "Kanarirekan",
    "house_there": "Kanarirumahdikunjungi",
    "piece": "Kanarikakipalsu",
    "came_of_it": "Kanarihasilalat",
    "hold_report": "Kanaritahanlapor",
    "asked_report": "Kanarimohonlapor",
    "family_card": "5271051708850001",
    "recipient_nik": "5271054403770000",
}
HEADS = ("nik", "nama", "kecamatan", "jumlah", "no_kk", "alamat", "keterangan")


def programmes(site) -> None:
    """Take lists in, look at them, note a visit and a piece; hold a report and ask for it."""
    folder = sample_folder(site)
    programme = sample_programme(folder)
    batch = sample_batch(programme, remarks=WORDS["batch"])
    nik, card = WORDS["recipient_nik"], WORDS["family_card"]
    good = [nik, WORDS["recipient"], "Ampenan", "1", card, WORDS["lives"], WORDS["said_of"]]
    bad = [nik, WORDS["not_taken"], WORDS["not_taken"], "1", WORDS["not_taken"], "", ""]
    transaction.commit()
    name = f"{WORDS['list_name']}.csv"
    assert take_in(site, batch, as_csv([good, bad], HEADS), name=name)[0] == "refused"
    assert take_in(site, batch, as_csv([good], HEADS), name=name)[0] == "taken"
    told = {"findings": WORDS["found_there"], "team": WORDS["colleague"], "kind": "upsk"}
    told |= {"place": WORDS["house_there"]}
    sample_activity(programme, **told)
    legs = sample_programme(folder, title="Alat bantu", programme="kaki-palsu")
    piece = {"who": "BH-2026-00001", "item": WORDS["piece"], "result": WORDS["came_of_it"]}
    equipment.keep(legs, piece, date(2026, 11, 30))
    transaction.commit()
    operator = Visitor(site, "intake1")
    where = "/".join(batch.getPhysicalPath()[2:])
    for page in ("", "/@@recipients", "/@@import-list", "/@@receipts"):
        answer = operator.get(f"{where}{page}")
        assert answer.status == 200, (page, answer.status, answer.text[-2000:])
    assert WORDS["recipient"] in operator.get(f"{where}/@@recipients").text
    found = operator.rest("POST", f"{where}/@recipients", {"nik": nik}).json()
    assert found["items_total"] == 1
    keep_report(site)
    run_pending(site.getPhysicalRoot())
    transaction.begin()


def keep_report(site) -> None:
    """Hold a report, ask for what it says, and pack that."""
    number = site["penerimaan"].objectIds()[0]
    officer, head = Visitor(site, "supervisor1"), Visitor(site, "head1")
    hold = {"report": number, "reason": WORDS["hold_report"]}
    assert officer.rest("POST", "penerimaan/@keeping/hold", hold).status == 200
    asked = {"report": number, "kind": "access", "asked": WORDS["asked_report"]}
    made = Visitor(site, "privacy1").rest("POST", "penerimaan/@keeping/request", asked)
    assert made.status == 201, made.text
    step = {"request": made.json()["number"], "reason": WORDS["asked_report"]}
    assert head.rest("POST", "penerimaan/@keeping/accept", step).status == 200
    assert officer.rest("POST", "penerimaan/@keeping/package", step).status == 200
    assert WORDS["asked_report"] in head.get("penerimaan/@@keeping").text
    assert head.rest("POST", "penerimaan/@keeping/password", step).json()["password"]
