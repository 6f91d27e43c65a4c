"""A report becomes a case: people and files move, the report stays as it was sent."""

from baleharum.cases.facts import has_report
from baleharum.intake import converting
from baleharum.intake.deciding import IntakeRefused
from baleharum.intake.messages import add_message
from baleharum.intake.messages import files_of
from baleharum.team.api import assign
from baleharum.team.api import current
from baleharum.team.api import utcnow
from baleharum.vault import keystore
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from plone import api
from plone.uuid.interfaces import IUUID
from tests.centre import acting
from tests.disposal import archived
from tests.http import Visitor
from tests.intake_made import NARRATIVE
from tests.intake_made import sample_box
from tests.intake_made import sample_report
from tests.intake_made import sent_pdf

import pytest
import transaction


WANTED = converting.Wanted(
    register="perkara",
    categories=("korban-kekerasan",),
    risk="tinggi",
    summary="Dipukuli suaminya.",
    people={"person": "Baiq Melati", "reporter": "Lalu Cendana"},
)
SAID = {
    "person_age": 30,
    "person_sex": "p",
    "reporter_relation": "tetangga",
    "reporter_phone": "0812 3456 7890",
    "contact_way": "Hanya pesan teks.",
    "call_dangerous": True,
    "harm": ["fisik"],
    "place": "rumah-tangga",
    "sub_district": "selaparang",
}


PEOPLE = {"people": {"person": "Baiq Melati"}, "summary": "Dipukuli."}


@pytest.fixture
def box(portal):
    """The intake box of the centre."""
    return sample_box(portal)


@pytest.fixture
def report(box):
    """A report with a letter and a photograph of the reporter's."""
    report = sample_report(box, files=[sent_pdf("surat.pdf", kind="laporan-polisi")], **SAID)
    add_message(report, "Satu lagi.", files=[sent_pdf("lagi.pdf", b"%")])
    transaction.savepoint()
    return report


def converted(report, **fields):
    """Convert as the intake officer; returns the case."""
    with acting("intake1"):
        return converting.convert(report, replace(WANTED, **fields))


def test_the_case_has_what_the_report_said(report):
    case = converted(report)
    assert (case.risk, case.channel, case.summary) == ("tinggi", "formulir-situs", WANTED.summary)
    assert (case.harm, case.harm_place, case.sub_district) == (
        ("fisik",),
        "rumah-tangga",
        "selaparang",
    )
    assert api.content.get_state(case) == "intake" and has_report(case)
    [record] = current(case, utcnow())
    assert (record.principal, record.function, record.cause) == ("intake1", "worker", "intake")


def test_people_become_part_of_the_case_with_the_safe_way_to_them(report):
    case = converted(report)
    client, reporter = case["p1"], case["p2"]
    assert (client.name, client.part, client.sex) == ("Baiq Melati", "client", "p")
    assert client.birth_year == report.received_at.year - 30 and not client.phone
    assert (reporter.part, reporter.phone) == ("reporter", "+6281234567890")
    assert reporter.safe_contact == "Do not call: it is dangerous\nHanya pesan teks."


def test_who_reports_about_themselves_is_one_person(box):
    report = sample_report(box, **{**SAID, "reporter_relation": "diri-sendiri"})
    case = converted(report, people={"person": "Baiq Melati"})
    assert [case["p1"].phone] == ["+6281234567890"] and "p2" not in case
    assert case["p1"].safe_contact.startswith("Do not call")


def test_files_move_by_their_key_alone(report):
    before = {file.number: file.file for file in report.parts("files").values()}
    sealed = [file._blob for file in before.values()]
    case = converted(report, kinds={2: "foto-klien"})
    documents = [case["d1"], case["d2"]]
    assert [d.kind for d in documents] == ["laporan-polisi", "foto-klien"]
    assert [d.file for d in documents] == list(before.values())
    assert [d.file._blob for d in documents] == sealed
    assert {d.file._vault_case for d in documents} == {IUUID(case)}
    assert [d.filename for d in documents] == ["surat.pdf", "lagi.pdf"]
    moved = [file.moved for file in report.parts("files").values()]
    assert moved == [IUUID(d) for d in documents]


def test_the_case_keeps_its_files_when_the_report_is_erased(report):
    case = converted(report)
    transaction.savepoint()
    keystore.shred(IUUID(report))
    assert case["d1"].file.data.startswith(b"%PDF")


def test_the_report_stays_as_it_was_sent_and_leads_to_the_case(report):
    sha256, text = report.sha256, report.submission
    case = converted(report)
    assert (report.sha256, report.submission) == (sha256, text) and report.is_as_sent
    assert api.content.get_state(report) == "converted" and report.case == IUUID(case)
    assert files_of(report)[0].sha256 == case["d1"].sha256


def test_two_officers_at_once_open_one_case(site):
    path = path_in(site)
    officers = [Visitor(site, user_id) for user_id in ("intake1", "intake1")]
    body = {"register": "perkara", "categories": ["korban-kekerasan"], "risk": "tinggi"}
    officers[0].get(path)
    for who in officers:
        who.look_again = None
    with ThreadPoolExecutor(2) as pool:
        answers = list(
            pool.map(lambda who: who.rest("POST", f"{path}/@convert", body | PEOPLE), officers)
        )
    # The second reads what became of it, or that others were changing the same things.
    assert sorted(answer.status for answer in answers) in ([201, 400], [201, 503])
    site._p_jar.sync()
    [case] = site["perkara"].objectValues()
    report = site.unrestrictedTraverse(path)
    assert report.case == case.UID() and case["d1"].file.open().read().startswith(b"%PDF")


def test_a_second_conversion_is_refused(report):
    case = converted(report)
    with pytest.raises(IntakeRefused, match="report_converted"):
        converted(report)
    assert list(case.__parent__.objectIds()) == [case.getId()]


@pytest.mark.parametrize(
    "fields",
    [
        {"register": "lain"},
        {"categories": ()},
        {"categories": ("unknown",)},
        {"risk": ""},
        {"lawful_basis": "x"},
        {"people": {"person": " "}},
        {"people": {"neighbour": "Budi"}},
        {"kinds": {1: "x"}},
        {"summary": " ", "kinds": {2: "foto-klien"}},
    ],
)
def test_what_is_missing_is_told_and_nothing_is_made(report, register, fields):
    with pytest.raises(IntakeRefused):
        converted(report, **fields)
    assert not register.objectIds() and not report.case
    assert api.content.get_state(report) == "received"
    assert all(file.file is not None and not file.moved for file in report.parts("files").values())


def test_a_letter_says_what_was_reported_where_nothing_is_typed(box):
    report = sample_report(box, files=[sent_pdf("surat.pdf", kind="surat-permohonan")])
    assert has_report(converted(report, summary="", people={}))


def test_who_opens_no_cases_is_told_whom_to_ask(box, register, report):
    assign(box, "worker3", "intake", granted_by="system")
    with acting("worker3"), pytest.raises(IntakeRefused, match="report_register"):
        converting.convert(report, WANTED)
    assert not register.objectIds()


@pytest.fixture
def site(functional):
    """The site with a box and a report in it."""
    portal = functional["portal"]
    sample_report(sample_box(portal), files=[sent_pdf()], **SAID, person_name="Baiq Melati")
    transaction.commit()
    return portal


def path_in(site):
    """The path of the report below the site."""
    [number] = site["penerimaan"].objectIds()
    return f"penerimaan/{number}"


def test_by_the_page(site):
    path, who = path_in(site), Visitor(site, "intake1")
    page = who.get(f"{path}/@@convert").text
    assert NARRATIVE in page and 'value="Baiq Melati"' in page and "bukti.pdf" in page
    form = {
        "action": "convert",
        "_authenticator": who.authenticator(f"{path}/@@convert"),
        "register": site["perkara"].UID(),
        "category": "korban-kekerasan",
        "categories": ["prse"],
        "risk": "tinggi",
        "summary": "Dipukuli.",
        "people": ["person"],
        "name-person": "Baiq Melati",
        "kind-1": "foto-klien",
    }
    refused = who.post(f"{path}/@@convert", {**form, "category": "", "categories": []})
    assert refused.status == 200 and "category (PPKS)" in refused.text
    assert 'value="foto-klien"' in refused.text
    answer = who.post(f"{path}/@@convert", form)
    [number] = site["perkara"].objectIds()
    assert answer.status == 302 and answer.header("Location").endswith(f"perkara/{number}")
    case = site["perkara"][number]
    assert case.categories == ("korban-kekerasan", "prse")
    assert (case["d1"].kind, case["p1"].name) == ("foto-klien", "Baiq Melati")
    assert path.rpartition("/")[2] in who.get(f"perkara/{number}").text
    report_page = who.get(path).text
    assert number in report_page and "Now a document of the case" in report_page
    again = who.post(f"{path}/@@convert", form)
    assert again.status == 200 and len(site["perkara"].objectIds()) == 1


def test_who_leads_the_case_sees_no_way_to_the_report(site):
    path, who = path_in(site), Visitor(site, "intake1")
    body = {"register": "perkara", "categories": ["korban-kekerasan"], "risk": "tinggi"}
    answer = who.rest("POST", f"{path}/@convert", {**body, "people": {"person": "Baiq Melati"}})
    assert answer.status == 201 and answer.header("Location") == answer.json()["@id"]
    case = site["perkara"][answer.json()["id"]]
    with acting("supervisor1"):
        assign(case, "worker1", "lead")
    transaction.commit()
    page = Visitor(site, "worker1").get(f"perkara/{case.getId()}")
    assert page.status == 200 and path.rpartition("/")[2] not in page.text
    # How the reporter must not be reached is told to whoever may call, also when it is said later.
    assert "Do not call" in page.text and "written again" not in page.text
    add_message(site.unrestrictedTraverse(path), "Awas.", wish="unsafe")
    transaction.commit()
    page = Visitor(site, "worker1").get(f"perkara/{case.getId()}").text
    assert "written again" in page and "do not use it" in page and "Awas" not in page
    assert who.rest("POST", f"{path}/@convert", body).status == 400


def later(site, path):
    """Let the reporter send a file, and an officer another one; returns the report."""
    report = site.unrestrictedTraverse(path)
    add_message(report, "", files=[sent_pdf("foto-kedua.pdf", b"%")])
    add_message(report, "Untuk Anda.", author="intake1", files=[sent_pdf("brosur.pdf", b"%%")])
    transaction.commit()
    return report


def test_what_comes_later_goes_into_the_case_once(site, trail):
    path, who = path_in(site), Visitor(site, "intake1")
    body = {"register": "perkara", "categories": ["korban-kekerasan"], "risk": "tinggi"}
    number = who.rest("POST", f"{path}/@convert", body).json()["id"]
    report = later(site, path)
    case = site["perkara"][number]
    before = set(case.objectIds())
    page = who.get(path)
    assert 'id="later"' in page.text and "foto-kedua.pdf" in page.text
    form = {
        "action": "pass-on",
        "_authenticator": who.authenticator(path),
        "kind-2": "foto-klien",
    }
    assert who.post(path, {**form, "kind-2": "x"}).status == 200
    assert who.post(path, form).status == 302
    [new] = set(case.objectIds()) - before
    assert (case[new].kind, case[new].filename) == ("foto-klien", "foto-kedua.pdf")
    files = report.parts("files")
    assert files[2].moved == IUUID(case[new]) and files[2].file is None
    assert files[3].file is not None and not files[3].moved
    page = who.get(path).text
    assert 'id="later"' not in page and report.is_as_sent
    assert "passed-on=1" in [row.detail for row in trail.rows(case=IUUID(report))]
    assert who.rest("POST", f"{path}/@pass-on", {}).status == 400
    assert len(case.objectIds()) == len(before) + 1


def test_a_case_that_has_ended_takes_no_later_file(site):
    path, who = path_in(site), Visitor(site, "intake1")
    body = {"register": "perkara", "categories": ["korban-kekerasan"], "risk": "tinggi"}
    case = site["perkara"][who.rest("POST", f"{path}/@convert", body).json()["id"]]
    report = later(site, path)
    archived(case)
    transaction.commit()
    answer = who.rest("POST", f"{path}/@pass-on", {"kinds": {"2": "foto-klien"}})
    assert answer.status == 400 and "reopen" in answer.text
    assert report.parts("files")[2].file is not None
    assert who.rest("POST", f"{path}/@pass-on", {"kinds": {"9": "x"}}).status == 400


@pytest.mark.parametrize(
    "more", [{"categories": "x"}, {"people": ["x"]}, {"kinds": {"7": "x"}}, {"kinds": {"1": 2}}]
)
def test_what_is_no_form_is_refused(site, more):
    body = {"register": "perkara", "categories": ["korban-kekerasan"], "risk": "tinggi", **more}
    answer = Visitor(site, "intake1").rest("POST", f"{path_in(site)}/@convert", body)
    assert answer.status == 400 and not site["perkara"].objectIds()
