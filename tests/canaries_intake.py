"""Reports with words that may stand in no file: filed, entered, handed in, answered and dismissed."""

from baleharum.intake import codes
from baleharum.intake.messages import add_message
from baleharum.intake.submission import SentFile
from base64 import b64encode
from io import BytesIO
from tests import document_samples as samples
from tests.http import Visitor
from tests.intake_made import KEY
from tests.intake_made import sample_box
from tests.intake_made import sample_report

import transaction


#: Each stands in one kind of place, so that a leak tells where it comes from.
WORDS = {
    "told": "Kanarilapor",
    "reporter": "Kanaripelapor",
    "endangered": "Kanarikorban",
    "where": "Kanarilokasi",
    "safely": "Kanariaman",
    "message": "Kanaripesan",
    "answer": "Kanarijawab",
    "looked_into": "Kanaritelaah",
    "dismissed": "Kanaritutup",
    "sent_name": "Kanarikiriman",
    "sent_file": "Kanaribukti",
    "entered": "Kanarimasuk",
    "handed_in": "Kanarititip",
    "wrongly": "Kanarikeliru",
    "called": "81299887755",
}


def intake(site) -> None:
    """Use an intake box as reporters, officers and partners do."""
    box = sample_box(site)
    path = reported(box)
    transaction.commit()
    officer = Visitor(site, "intake1")
    for page in ("penerimaan", path, f"{path}/@@convert", "penerimaan/@@enter-report"):
        assert officer.get(page).status == 200, page
    shown = officer.get(f"{path}/@@report-file?number=1")
    assert shown.status == 200 and WORDS["sent_file"].encode() in shown.body
    decide(officer, path)
    hand_in(site, officer)


def reported(box) -> str:
    """File a report with everything in it; returns its path below the site."""
    report = sample_report(
        box,
        KEY,
        [SentFile(f"{WORDS['sent_name']}.txt", BytesIO(WORDS["sent_file"].encode()))],
        narrative=WORDS["told"],
        reporter_name=WORDS["reporter"],
        person_name=WORDS["endangered"],
        place_text=WORDS["where"],
        contact_way=WORDS["safely"],
        reporter_phone="0" + WORDS["called"],
    )
    assert codes.report_of(box, codes.code_for(box, KEY)) is not None
    pdf = SentFile(f"{WORDS['sent_name']}.pdf", BytesIO(samples.pdf(WORDS["sent_file"])))
    add_message(report, WORDS["message"], files=[pdf])
    return f"penerimaan/{report.getId()}"


def decide(officer, path) -> None:
    """Answer, note and dismiss; and send forms that are refused."""
    token = officer.authenticator(path)
    for action, fields in (
        ("reply", {"text": WORDS["answer"]}),
        ("note", {"text": WORDS["looked_into"]}),
        ("risk", {"risk": WORDS["wrongly"]}),
        ("redirect", {"comment": WORDS["wrongly"]}),
        ("dismiss", {"comment": WORDS["dismissed"]}),
    ):
        answer = officer.post(path, {"action": action, "_authenticator": token, **fields})
        assert answer.status in (200, 302), action
    assert WORDS["dismissed"] in officer.get(path).text


def hand_in(site, officer) -> None:
    """Enter a report and hand one in; each also in a way that is refused."""
    page = "penerimaan/@@enter-report"
    token = officer.authenticator(page)
    sent = {"action": "enter", "_authenticator": token, "narrative": WORDS["entered"]}
    assert officer.post(page, {**sent, "source": "lks"}).status == 200
    assert officer.post(page, {**sent, "source": "telepon"}).status == 302
    partner = Visitor(site, "operator1")
    fields = {"narrative": WORDS["handed_in"]}
    file = {"filename": f"{WORDS['wrongly']}.exe", "data": b64encode(b"MZ").decode()}
    refused = {"fields": {**fields, "harm": [WORDS["wrongly"]]}, "files": [file]}
    assert partner.rest("POST", "@deposit-report", refused).status == 400
    assert partner.rest("POST", "@deposit-report", {"fields": fields}).status == 201
