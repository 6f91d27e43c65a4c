"""Files of reports leave when a virus is ruled out, and knowingly where they may act by themselves."""

from baleharum.documents.clamav import INFECTED
from baleharum.intake.filing import file_report
from baleharum.intake.submission import SentFile
from baleharum.intake.submission import SubmissionRefused
from io import BytesIO
from plone import api
from tests.clamd import EICAR
from tests.clamd import small_clamd
from tests.http import Visitor
from tests.intake_made import NARRATIVE
from tests.intake_made import sample_box
from tests.intake_made import sample_report
from tests.intake_made import sent_pdf
from tests.upload_corpus import CORPUS

import pytest
import transaction


@pytest.fixture(scope="module")
def server():
    """A scanner, for all tests of the file."""
    with small_clamd() as server:
        yield server


@pytest.fixture
def site(functional, server):
    """The site with a box; the scanner can be reached, and is in a good mood."""
    server.mood = ""
    sample_box(functional["portal"])
    api.portal.set_registry_record("baleharum.clamav_address", server.address)
    transaction.commit()
    yield functional["portal"]
    server.mood = ""


@pytest.fixture
def officer(site):
    """An intake officer with a browser."""
    return Visitor(site, "intake1")


def filed(site, file):
    """File a report with a file; returns its path below the site."""
    report = sample_report(site["penerimaan"], files=[file])
    transaction.commit()
    return f"penerimaan/{report.getId()}"


def test_a_virus_is_refused_and_nothing_is_kept(site):
    file = SentFile("surat.txt", BytesIO(EICAR))
    with pytest.raises(SubmissionRefused, match="files"):
        file_report(site["penerimaan"], {"narrative": NARRATIVE}, [file])
    assert not site["penerimaan"].objectIds()


def test_while_the_scanner_is_down_a_report_is_taken_and_its_file_stays_closed(
    site, server, officer
):
    server.mood = "limit"
    path = filed(site, sent_pdf())
    address = f"{path}/@@report-file?number=1"
    assert "Waits for the virus scanner" in officer.get(path).text
    assert officer.get(address).status == 302
    said = officer.get(address, Accept="application/json")
    assert said.status == 409 and "scanner" in said.json()["error"]["message"]
    token = officer.authenticator(path)
    form = {"action": "scan", "_authenticator": token}
    officer.post(path, form)
    assert "the files stay closed" in officer.get(path).text
    server.mood = ""
    officer.post(path, form)
    assert officer.get(address).body.startswith(b"%PDF")


def test_what_the_scanner_finds_later_is_taken_away(site, server, officer):
    server.mood = "limit"
    path = filed(site, SentFile("surat.txt", BytesIO(EICAR)))
    server.mood = ""
    assert officer.rest("POST", f"{path}/@intake-triage", {"scan": True}).status == 200
    assert officer.get(f"{path}/@@report-file?number=1").status == 404
    [file] = officer.rest("GET", path).json()["files"]
    assert (file["@id"], file["scan"], file["name"]) == ("", INFECTED, "surat.txt")


def test_what_may_act_leaves_after_one_more_question(site, officer):
    path = filed(site, SentFile("a.pdf", BytesIO(CORPUS["pdf-launch"].data)))
    address = f"{path}/@@report-file"
    page = officer.get(path).text
    assert "may act when it is opened" in page
    assert f'href="http://localhost/plone/{address}' not in page
    assert officer.get(f"{address}?number=1").status == 302
    form = {"number": "1", "confirmed": "1"}
    assert officer.post(address, form).status == 403
    answer = officer.post(address, {**form, "_authenticator": officer.authenticator(path)})
    assert answer.status == 200 and answer.body == CORPUS["pdf-launch"].data
    assert "sandbox" in answer.header("Content-Security-Policy")
