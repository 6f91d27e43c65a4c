"""Reports that officers enter and partners' systems hand in: with their papers, and nothing else."""

from baleharum.intake import entering
from baleharum.intake.messages import files_of
from baleharum.intake.submission import SubmissionRefused
from base64 import b64encode
from plone import api
from tests.centre import MINIMAL_PDF
from tests.http import Visitor
from tests.intake_made import NARRATIVE
from tests.intake_made import sample_box
from tests.intake_made import sent_pdf
from tests.multipart import send

import pytest
import transaction


@pytest.fixture
def box(portal):
    """The intake box of the centre."""
    return sample_box(portal)


def entered(box, source, *kinds, **fields):
    """Enter a report with documents of these kinds; returns it."""
    files = [sent_pdf(f"{n}.pdf", str(n).encode(), kind=k) for n, k in enumerate(kinds)]
    return entering.enter_report(box, {"source": source, "narrative": NARRATIVE, **fields}, files)


@pytest.mark.parametrize(
    "source,kinds,channel",
    [
        ("langsung", (), "langsung"),
        ("langsung", ("surat-permohonan",), "langsung"),
        ("telepon", (), "telepon"),
        ("penjangkauan", ("ba-penjangkauan",), "penjangkauan"),
        ("penjangkauan", ("",), "penjangkauan"),
        ("kepolisian", ("laporan-polisi",), "rujukan-masuk"),
        ("putusan", ("putusan",), "rujukan-masuk"),
        ("lks", ("foto-klien", "surat-rujukan"), "rujukan-masuk"),
    ],
)
def test_a_report_with_its_paper_is_taken(box, source, kinds, channel):
    report = entered(box, source, *kinds)
    assert (report.source, report.channel) == (source, channel)
    assert entering.owed(report) is None


@pytest.mark.parametrize(
    "source,kinds,word",
    [
        ("penjangkauan", (), "Outreach minutes"),
        ("kepolisian", ("foto-klien",), "Police report"),
        ("putusan", (), "Judgment"),
        ("lks", (), "Referral letter"),
    ],
)
def test_the_paper_that_is_missing_is_named(box, http_request, source, kinds, word):
    with pytest.raises(SubmissionRefused, match="files") as refused:
        entered(box, source, *kinds)
    [(_name, message)] = refused.value.errors
    assert word in message.mapping["kinds"] and not box.objectIds()


def test_where_somebody_is_in_danger_the_paper_may_follow(box, http_request):
    report = entered(box, "kepolisian", danger_now=True)
    assert report.risk == "darurat" and "Police report" in entering.owed(report).mapping["kinds"]


@pytest.mark.parametrize("source", ["formulir", "mitra"])
def test_what_is_filed_by_others_is_entered_by_no_officer(box, source):
    with pytest.raises(SubmissionRefused, match="source"):
        entered(box, source)


def test_every_source_demands_kinds_that_there_are(box):
    kinds = {kind for source in entering.sources() for kind in entering.demanded(source)}
    known = {t.token for t in entering.terms("document-kinds")} | {"lisan"}
    assert kinds <= known and all(entering.demanded(source) for source in entering.sources())


@pytest.fixture
def site(functional):
    """The site with an intake box."""
    sample_box(functional["portal"])
    transaction.commit()
    return functional["portal"]


def sent_form(who, fields, files=()):
    """Send the page of officers; returns the answer."""
    path = "penerimaan/@@enter-report"
    sent = {"action": "enter", **fields}
    return send(who, path, sent, list(files), page=path, json=False, name="paper")


FIELDS = {"source": "kepolisian", "narrative": NARRATIVE, "harm": ["fisik", "psikis"]}


def test_an_officer_enters_a_report_of_the_police(site):
    who = Visitor(site, "intake1")
    page = who.get("penerimaan/@@enter-report").text
    assert "Police report" in page and 'value="formulir"' not in page
    paper = [("lp.pdf", MINIMAL_PDF, "application/pdf")]
    more = {"key": "0123456789abcdef", "person_age": "17", "child": "1"}
    for _again in range(2):
        answer = sent_form(who, {**FIELDS, **more}, paper)
    [number] = site["penerimaan"].objectIds()
    assert answer.status == 302 and answer.header("Location").endswith(number)
    report = site["penerimaan"][number]
    assert report.said["harm"] == ["fisik", "psikis"] and report.said["person_age"] == 17
    assert [(f.name, f.kind) for f in files_of(report)] == [("lp.pdf", "laporan-polisi")]


def test_what_is_wrong_stands_at_its_field_and_what_was_typed_stays(site):
    who = Visitor(site, "intake1")
    answer = sent_form(who, {**FIELDS, "person_age": "tua", "reporter_name": "Budi"})
    page = answer.text
    assert answer.status == 200 and 'id="error-person_age"' in page
    assert NARRATIVE in page and 'value="Budi"' in page and "Nothing was filed yet" in page
    assert not site["penerimaan"].objectIds()
    again = sent_form(who, FIELDS)
    assert "Missing: Police report receipt" in again.text


@pytest.mark.parametrize("user_id", ["", "worker1", "head1", "operator1"])
def test_nobody_else_enters_reports(site, user_id):
    who = Visitor(site, user_id)
    body = {"fields": {"source": "telepon", "narrative": NARRATIVE}}
    assert who.get("penerimaan/@@enter-report").status == 404
    assert who.rest("POST", "penerimaan/@reports", body).status in (403, 404)
    assert not site["penerimaan"].objectIds()


def file_json(**fields):
    """A file as JSON has it."""
    data = b64encode(MINIMAL_PDF).decode()
    return {"filename": "lp.pdf", "data": data, "encoding": "base64", **fields}


def test_an_officer_s_program_enters_a_report(site):
    who = Visitor(site, "intake1")
    fields = {"source": "kepolisian", "narrative": NARRATIVE}
    refused = who.rest("POST", "penerimaan/@reports", {"fields": fields})
    assert refused.status == 400 and "Police report receipt" in refused.text
    answer = who.rest("POST", "penerimaan/@reports", {"fields": fields, "files": [file_json()]})
    assert answer.status == 201 and answer.json()["number"] in answer.header("Location")


DEPOSIT = {
    "fields": {"narrative": NARRATIVE, "institution": "LKS Contoh"},
    "key": "lks-contoh-000001",
}


def test_a_partner_s_system_hands_in_and_is_told_the_number_alone(site):
    who = Visitor(site, "operator1")
    answer = who.rest("POST", "@deposit-report", {**DEPOSIT, "files": [file_json(kind="putusan")]})
    [number] = site["penerimaan"].objectIds()
    assert (answer.status, answer.json()) == (201, {"number": number})
    assert who.rest("POST", "@deposit-report", DEPOSIT).json() == {"number": number}
    report = site["penerimaan"][number]
    assert (report.source, report.channel) == ("mitra", "aplikasi")
    gone = who.get("penerimaan/L-2020-00001").body
    for path in (
        "penerimaan",
        f"penerimaan/{number}",
        f"penerimaan/{number}/@@report-file?number=1",
    ):
        assert (who.get(path).status, who.get(path).body) == (404, gone)
    for path in ("penerimaan/@intake-queue", f"penerimaan/{number}/@messages", "@deposit-report"):
        assert who.rest("GET", path).status == 404
    assert not api.content.find(UID=report.UID())


@pytest.mark.parametrize("user_id", ["", "worker1", "intake1", "head1"])
def test_who_is_no_depositor_finds_no_such_service(site, user_id):
    answer = Visitor(site, user_id).rest("POST", "@deposit-report", DEPOSIT)
    assert answer.status == 404 and not site["penerimaan"].objectIds()


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"fields": []},
        {"fields": {"narrative": ""}},
        {"fields": {"narrative": 7}},
        {"fields": {"narrative": "x", "harm": "fisik"}},
        {**DEPOSIT, "files": "x"},
        {**DEPOSIT, "files": [{"filename": "x.exe", "data": "x"}]},
        {**DEPOSIT, "key": "short"},
        {**DEPOSIT, "key": 7},
        {**DEPOSIT, "box": "lain"},
    ],
)
def test_what_is_no_report_is_refused_and_nothing_is_kept(site, body):
    answer = Visitor(site, "operator1").rest("POST", "@deposit-report", body)
    assert answer.status == 400 and answer.json()["message"]
    assert not site["penerimaan"].objectIds()


def test_a_depositor_who_is_dismissed_hands_in_no_more(site):
    head = Visitor(site, "head1")
    rows = head.rest("GET", "penerimaan/@team").json()["items"]
    [number] = [row["number"] for row in rows if row["function"] == "depositor"]
    assert head.rest("DELETE", f"penerimaan/@team/{number}", {"reason": "x"}).status == 200
    assert Visitor(site, "operator1").rest("POST", "@deposit-report", DEPOSIT).status == 404
