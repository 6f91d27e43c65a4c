"""Files come in as people send them: many at once, some of them bad, some of them twice."""

from baleharum.jobs.queue import jobs
from baleharum.team.api import current
from baleharum.team.api import revoke
from baleharum.team.api import utcnow
from tests.centre import acting
from tests.centre import MINIMAL_PDF
from tests.centre import sample_case
from tests.centre import sample_document
from tests.http import Visitor
from tests.multipart import send

import pytest
import transaction


@pytest.fixture
def case(functional):
    """A committed case."""
    site = functional["portal"]
    case = sample_case(site["perkara"])
    transaction.commit()
    return case


@pytest.fixture
def worker(functional):
    return Visitor(functional["portal"], "worker1")


def upload(visitor, case, *files, json=True, **fields):
    """Send files to a case, as its documents page does."""
    base = f"perkara/{case.getId()}"
    return send(visitor, f"{base}/@@upload", fields, files, page=f"{base}/documents", json=json)


def pdf(mark: str) -> bytes:
    """Return a PDF with bytes of its own."""
    return MINIMAL_PDF + mark.encode()


def test_one_file_is_filed(case, worker):
    answer = upload(worker, case, ("Surat Kuasa.pdf", pdf("a")))
    assert answer.status == 201
    result = answer.json()["results"][0]
    assert (result["status"], result["number"]) == ("filed", "D1")
    document = case["d1"]
    assert (document.kind, document.level, document.filename) == (
        "surat-kuasa",
        "confidential",
        "Surat Kuasa.pdf",
    )
    assert document.Creator() == "worker1"


def test_the_upload_waits_for_no_reading(case, worker):
    upload(worker, case, ("Surat Kuasa.pdf", pdf("a")))
    assert case["d1"].text_state == "waiting"
    waiting = jobs(key=case["d1"].UID(), states=["waiting"])
    assert [job.kind for job in waiting] == ["document-text"]


def test_what_is_chosen_counts_before_what_is_guessed(case, worker):
    upload(worker, case, ("kuasa.pdf", pdf("a")), kind="surat-permohonan", level="secret")
    assert (case["d1"].kind, case["d1"].level) == ("surat-permohonan", "secret")


def test_a_level_below_what_the_kind_demands_is_refused_as_in_rest(case, worker):
    upload(worker, case, ("x.pdf", pdf("a")), kind="laporan-sosial", level="restricted")
    assert not case.objectIds()
    upload(worker, case, ("x.pdf", pdf("a")), kind="laporan-sosial")
    assert case["d1"].level == "secret"


def test_one_bad_file_does_not_stop_the_others(case, worker):
    answer = upload(
        worker,
        case,
        ("kuasa.pdf", pdf("a")),
        ("kuasa.exe", b"MZ program"),
        ("kuasa page.pdf", b"<html><script>alert(1)</script></html>"),
        ("kosong kuasa.pdf", b""),
        ("tanpa petunjuk.pdf", pdf("b")),
        ("surat kuasa 2.pdf", pdf("c")),
    )
    assert answer.status == 200
    results = answer.json()["results"]
    assert [r["status"] for r in results] == ["filed", *["refused"] * 4, "filed"]
    assert all(r["message"] for r in results)
    assert sorted(case.objectIds()) == ["d1", "d2"]


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [("virus.exe", b"MZ program", "not kept"), ("berkas.pdf", b"", "empty")],
)
def test_what_is_kept_as_no_kind_is_refused_before_its_kind_is_asked(
    case, worker, name, data, said
):
    (result,) = upload(worker, case, (name, data)).json()["results"]
    assert result["status"] == "refused"
    assert "choose the kind" not in result["message"]
    assert said in result["message"]


def test_the_plain_form_answers_with_messages(case, worker):
    files = ("kuasa.pdf", pdf("a")), ("kuasa.exe", b"MZ program")
    answer = upload(worker, case, *files, json=False)
    assert answer.status == 302
    assert answer.header("Location").endswith(f"{case.getId()}/documents")
    page = worker.get(f"perkara/{case.getId()}/documents").text
    assert "Filed: D1." in page and "kuasa.exe: " in page


def test_many_bad_files_are_told_in_messages_that_a_browser_keeps(case, worker):
    files = [(f"{'nama panjang ' * 15}{number}.exe", b"MZ program") for number in range(30)]
    upload(worker, case, *files, json=False)
    assert sum(len(value) for value in worker.cookies.values()) < 4000
    page = worker.get(f"perkara/{case.getId()}/documents").text
    assert "22 more files were not filed" in page


@pytest.mark.parametrize("json,status", [(True, 400), (False, 302)])
def test_no_file_is_no_error_of_the_server(case, worker, json, status):
    assert upload(worker, case, ("", b""), json=json).status == status


def test_the_same_file_is_not_filed_twice(case, worker):
    upload(worker, case, ("kuasa.pdf", pdf("a")))
    answer = upload(worker, case, ("kuasa lagi.pdf", pdf("a")))
    assert answer.status == 409
    result = answer.json()["results"][0]
    assert (result["status"], result["number"]) == ("twin", "D1")
    assert result["url"].endswith("/d1")
    assert list(case.objectIds()) == ["d1"]


def test_the_same_file_twice_in_one_form_is_filed_once(case, worker):
    answer = upload(worker, case, ("kuasa.pdf", pdf("a")), ("kuasa.pdf", pdf("a")))
    assert [r["status"] for r in answer.json()["results"]] == ["filed", "twin"]


def test_keep_both_and_new_version_have_to_be_asked_for(case, worker):
    upload(worker, case, ("kuasa.pdf", pdf("a")))
    assert upload(worker, case, ("kuasa.pdf", pdf("a")), keep="both").status == 201
    assert case["d2"].series != case["d1"].series
    assert upload(worker, case, ("kuasa.pdf", pdf("b"))).status == 201
    assert upload(worker, case, ("kuasa.pdf", pdf("b")), keep="version").status == 201
    assert (case["d4"].series, case["d4"].version) == (case["d3"].series, 2)


def test_a_withdrawn_file_may_be_filed_again(case, worker):
    document = sample_document(case, data=pdf("a"))
    with acting("worker1"):
        document.portal_workflow.doActionFor(document, "withdraw", comment="wrong case")
    transaction.commit()
    assert upload(worker, case, ("kuasa.pdf", pdf("a"))).status == 201


def test_nobody_learns_of_a_document_that_is_closed_to_them(case, functional):
    sample_document(case, "psychologist1", kind="laporan-psikologis", data=pdf("a"))
    transaction.commit()
    advocate = Visitor(functional["portal"], "advocate1")
    assert upload(advocate, case, ("kuasa.pdf", pdf("a"))).status == 201


def test_who_files_what_they_may_not_read_is_told_its_number_only(case, functional):
    advocate = Visitor(functional["portal"], "advocate1")
    for status in (201, 409):
        answer = upload(advocate, case, ("x.pdf", pdf("a")), kind="visum")
        result = answer.json()["results"][0]
        assert (answer.status, result["number"], result["url"]) == (status, "D1", "")


@pytest.mark.parametrize("user_id,status", [("head1", 404), ("worker3", 404), ("", 404)])
def test_only_the_team_files(case, functional, user_id, status):
    visitor = Visitor(functional["portal"], user_id)
    answer = upload(visitor, case, ("kuasa.pdf", pdf("a")))
    assert answer.status in (status, 401, 302)
    assert not case.objectIds()


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("berkas", b"MZ program", "has no ending"),
        ("berkas.docx", b"PK\x03\x04" + bytes(400), "no usable file of that kind"),
        ("berkas.pdf", b"\x00\x01\x02\x03" * 99, "no usable file of that kind"),
        ("berkas.pdf", b"{\\rtf1 surat}", "not of that kind"),
        ("berkas.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "not kept"),
    ],
)
def test_a_refusal_says_what_is_wrong_in_words_that_fit(case, worker, name, data, said):
    (result,) = upload(worker, case, (name, data)).json()["results"]
    assert (result["status"], result["again"]) == ("refused", False)
    assert said in result["message"]
    for technical in ("octet-stream", "''", "wordprocessingml"):
        assert technical not in result["message"]


def test_what_was_chosen_beside_the_file_may_be_chosen_again(case, worker):
    (result,) = upload(worker, case, ("zzz.pdf", pdf("a"))).json()["results"]
    assert (result["status"], result["again"]) == ("refused", True)


def test_an_upload_without_the_token_of_the_form_is_refused(case, worker):
    base = f"perkara/{case.getId()}"
    fields = {"_authenticator": "forged", "kind": "surat-kuasa"}
    answer = send(worker, f"{base}/@@upload", fields, [("x.pdf", pdf("a"))], page="")
    assert answer.status == 403
    assert worker.get(f"{base}/@@upload").status == 405
    assert not case.objectIds()


def test_who_has_left_the_team_files_no_more(case, worker):
    record = next(r for r in current(case, utcnow()) if r.principal == "worker1")
    revoke(case, record.number, "left")
    transaction.commit()
    assert upload(worker, case, ("kuasa.pdf", pdf("a"))).status == 404
    assert not case.objectIds()


def test_kinds_are_guessed_from_names(case, worker):
    path = f"perkara/{case.getId()}/@@guess-kinds"
    answer = worker.post(path, {"names": ["Laporan psikologis.pdf", "scan001.pdf"]})
    assert answer.json() == [
        {"name": "Laporan psikologis.pdf", "kind": "laporan-psikologis", "level": "secret"},
        {"name": "scan001.pdf", "kind": "", "level": "confidential"},
    ]


def test_a_name_in_another_script_stays_and_a_path_goes(case, worker):
    upload(worker, case, ("C:\\\\Users\\\\x\\\\surat kuasa توكيل.pdf", pdf("a")))
    assert case["d1"].filename == "surat kuasa توكيل.pdf"
