"""The form of the public with words that may stand in no file: refused, taken, and come back to."""

from baleharum.intake import codes
from baleharum.intake.messages import add_message
from tests import document_samples as samples
from tests.report_made import code_of
from tests.report_made import hidden
from tests.report_made import report_site
from tests.report_made import Reporter

import transaction


WORDS = {
    "form_told": "Kanariceritaform",
    "form_reporter": "Kanarinamaform",
    "form_reached": "Kanaricaraform",
    "form_evidence": "Kanaribuktiform",
    "form_refused": "Kanaritolakform",
    "form_written": "Kanaripesanform",
    "form_answered": "Kanarijawabform",
}


def report(site) -> None:
    """Send the form, once refused and once taken, read the answer and write one."""
    report_site(site)
    reporter = Reporter(site)
    answers = {
        "narrative": WORDS["form_told"],
        "reporter_name": WORDS["form_reporter"],
        "contact_time": WORDS["form_reached"],
    }
    wrong = WORDS["form_refused"]
    refused = reporter.send(files=[("file_1", f"{wrong}.exe", b"MZ" + wrong.encode())], **answers)
    assert not code_of(refused)
    # Larger than what a request keeps in memory while it comes in.
    large = samples.pdf(WORDS["form_evidence"] * 2000)
    sent = reporter.send(files=[("file_1", f"{WORDS['form_evidence']}.pdf", large)], **answers)
    code = code_of(sent)
    assert len(code) == 16
    add_message(codes.report_of(site["penerimaan"], code), WORDS["form_answered"], author="intake1")
    transaction.commit()
    page = reporter.come_back(code)
    assert WORDS["form_answered"] in page.text
    fields = {"pass": hidden(page, "pass"), "text": WORDS["form_written"]}
    assert "report-done" in reporter.send(more="/kode", token="", **fields).text
    transaction.commit()
