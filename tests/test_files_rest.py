"""Files through plone.restapi: the same checks as on the page."""

from baleharum.cases.files.text import keep_text
from baleharum.jobs import queue
from baleharum.jobs import store
from base64 import b64encode
from tests.centre import acting
from tests.centre import MINIMAL_PDF
from tests.centre import sample_case
from tests.centre import sample_document
from tests.document_samples import pdf
from tests.http import Visitor

import pytest
import transaction


@pytest.fixture(autouse=True)
def pieces(tmp_path, monkeypatch):
    """The folder in which uploads in pieces wait."""
    monkeypatch.setenv("TUS_TMP_FILE_DIR", str(tmp_path))
    return tmp_path


@pytest.fixture
def case(functional):
    case = sample_case(functional["portal"]["perkara"])
    transaction.commit()
    return case


@pytest.fixture
def worker(functional):
    return Visitor(functional["portal"], "worker1")


def post(visitor, case, data, filename="berkas.pdf", **fields):
    """File a document as JSON."""
    file = {"data": b64encode(data).decode(), "encoding": "base64", "filename": filename}
    body = {
        "@type": "CaseFile",
        "kind": "catatan-kasus",
        "level": "confidential",
        "file": file,
        **fields,
    }
    return visitor.rest("POST", f"perkara/{case.getId()}", body)


def begin(visitor, case, length, **metadata):
    """Begin an upload in pieces; returns the answer and the path of the upload."""
    metadata = {"filename": "surat kuasa.pdf", "@type": "CaseFile", **metadata}
    headers = {
        "Accept": "application/json",
        "Tus-Resumable": "1.0.0",
        "Upload-Length": str(length),
        "Upload-Metadata": ",".join(
            f"{k} {b64encode(v.encode()).decode()}" for k, v in metadata.items()
        ),
    }
    answer = visitor.ask("POST", f"perkara/{case.getId()}/@tus-upload", b"", headers)
    return answer, answer.header("Location").partition("localhost")[2]


def piece(visitor, path, data, offset=0):
    """Send a piece of an upload."""
    headers = {
        "Accept": "application/json",
        "Tus-Resumable": "1.0.0",
        "Upload-Offset": str(offset),
        "Content-Type": "application/offset+octet-stream",
    }
    return visitor.ask("PATCH", path, data, headers)


def test_a_document_in_json(case, worker):
    answer = post(worker, case, pdf("satu"))
    assert answer.status == 201
    assert case["d1"].file.data == pdf("satu")
    assert case["d1"].media_type == "application/pdf"
    assert answer.json()["@id"].endswith(f"{case.getId()}/d1")


@pytest.mark.parametrize(
    "fields",
    [
        {"filename": "page.pdf", "data": b"<html>"},
        {"filename": "x.exe"},
        {"kind": "visum", "level": "restricted"},
        {"kind": "nonsense"},
        {"level": "nonsense"},
        {"file": None},
        {"file": {"data": "kata", "encoding": "utf-8", "filename": "a.txt"}},
        {"file": {"data": "kata", "encoding": "zip", "filename": "a.txt"}, "keep": "both"},
    ],
)
def test_what_the_page_refuses_is_refused(case, worker, fields):
    fields = dict(fields)
    answer = post(worker, case, fields.pop("data", pdf("satu")), **fields)
    assert answer.status == 400
    assert "refused_" not in answer.text, "the message is meant for people"
    assert not case.objectIds()


@pytest.mark.parametrize("fields", [{"series": "d1"}, {"version": 2}, {"version": 1}])
def test_nobody_places_a_document_into_a_series(case, worker, fields):
    post(worker, case, pdf("satu"))
    series = case["d1"].series
    if "series" in fields:
        fields = {"series": series}
    answer = post(worker, case, pdf("dua"), **fields)
    assert (answer.status, list(case.objectIds())) == (400, ["d1"])
    assert "@versions" in answer.json()["message"]
    path = f"perkara/{case.getId()}/d1"
    fields = {**fields, "series": "lain"} if "series" in fields else fields
    assert worker.rest("PATCH", path, {**fields, "remark": "Halaman 2."}).status == 400
    assert (case["d1"].series, case["d1"].version, case["d1"].remark) == (series, 1, None)
    whole = worker.rest("GET", path).json()
    assert whole["version"] == "current"
    back = {name: whole[name] for name in ("version", "level", "remark")}
    assert worker.rest("PATCH", path, back).status == 204


@pytest.mark.parametrize("missing", [None, ""])
@pytest.mark.parametrize(
    "kind,level", [("surat-permohonan", "restricted"), ("laporan-psikologis", "secret")]
)
def test_the_kind_gives_the_level(case, functional, kind, level, missing):
    author = Visitor(functional["portal"], "psychologist1")
    answer = post(author, case, pdf("satu"), kind=kind, level=missing)
    assert (answer.status, case["d1"].level) == (201, level)


def test_the_same_bytes_are_not_filed_twice(case, worker):
    post(worker, case, pdf("satu"))
    answer = post(worker, case, pdf("satu"))
    assert answer.status == 409
    assert answer.json()["document"]["number"] == "D1"
    assert post(worker, case, pdf("satu"), keep="both").status == 201


def test_a_note_needs_no_file(case, worker):
    body = {"@type": "CaseNote", "text": "Klien datang."}
    assert worker.rest("POST", f"perkara/{case.getId()}", body).status == 201


def test_an_upload_in_pieces(case, worker, pieces):
    data = pdf("satu")
    answer, path = begin(worker, case, len(data))
    assert answer.status == 201
    assert piece(worker, path, data[:100]).status == 204
    assert not case.objectIds()
    last = piece(worker, path, data[100:], 100)
    assert last.status == 204
    assert last.header("Location").endswith("/d1")
    assert (case["d1"].file.data, case["d1"].kind) == (data, "surat-kuasa")
    assert not list(pieces.iterdir())


def test_a_piece_that_is_sent_again_is_not_taken_twice(case, worker):
    data = pdf("satu")
    path = begin(worker, case, len(data))[1]
    for _time in range(2):
        piece(worker, path, data[:100])
    assert piece(worker, path, data[200:], 200).status == 400
    piece(worker, path, data[100:], 100)
    assert case["d1"].file.data == data


@pytest.mark.parametrize(
    "data,metadata,status",
    [
        (b"<html>", {}, 422),
        (pdf("satu"), {"filename": "x.exe"}, 422),
        (pdf("satu"), {"filename": "tanpa petunjuk.pdf"}, 422),
        (pdf("satu"), {"kind": "nonsense"}, 422),
        (pdf("satu"), {"@type": "CaseNote"}, 400),
    ],
)
def test_pieces_that_make_no_document_are_refused(case, worker, data, metadata, status):
    path = begin(worker, case, len(data), **metadata)[1]
    answer = piece(worker, path, data)
    assert answer.status == status
    assert not case.objectIds()


def test_pieces_of_a_file_that_is_there(case, worker):
    post(worker, case, pdf("satu"))
    path = begin(worker, case, len(pdf("satu")))[1]
    answer = piece(worker, path, pdf("satu"))
    assert (answer.status, answer.json()["document"]["number"]) == (409, "D1")


def test_pieces_with_a_level_that_the_kind_forbids_are_refused(case, worker):
    data = pdf("satu")
    path = begin(worker, case, len(data), kind="visum", level="restricted")[1]
    answer = piece(worker, path, data)
    assert (answer.status, "Raise it" in answer.json()["error"]["message"]) == (422, True)
    assert not case.objectIds()


def test_pieces_of_nothing_are_refused_as_on_the_page(case, worker):
    answer = begin(worker, case, 0)[0]
    assert (answer.status, "empty" in answer.json()["error"]["message"]) == (422, True)
    assert not answer.header("Location") and not case.objectIds()


def test_pieces_of_a_new_version(case, worker):
    post(worker, case, pdf("satu"), kind="surat-permohonan")
    data = pdf("dua")
    path = begin(worker, case, len(data), filename="baru.pdf", replaces=case["d1"].UID())[1]
    assert piece(worker, path, data).header("Location").endswith("/d2")
    assert (case["d2"].series, case["d2"].version) == (case["d1"].series, 2)
    assert (case["d2"].kind, case["d2"].file.data) == ("surat-permohonan", data)


def test_pieces_replace_only_what_the_person_sees_and_may_replace(case, worker, functional):
    data = pdf("dua")
    other = sample_case(functional["portal"]["perkara"])
    elsewhere = sample_document(other)
    secret = sample_document(
        case, kind="laporan-psikologis", author="psychologist1", level="secret"
    )
    transaction.commit()
    advocate = Visitor(functional["portal"], "advocate1")
    for visitor, uid, status in (
        (worker, elsewhere.UID(), 400),
        (worker, "tidak-ada", 400),
        (advocate, secret.UID(), 400),
    ):
        path = begin(visitor, case, len(data), replaces=uid)[1]
        assert piece(visitor, path, data).status == status
    draft = sample_document(case)
    transaction.commit()
    path = begin(advocate, case, len(data), replaces=draft.UID())[1]
    assert piece(advocate, path, data).status == 422
    assert sorted(case.objectIds()) == ["d1", "d2"] and list(other.objectIds()) == ["d1"]


@pytest.mark.parametrize("user_id", ["head1", "worker3", "operator1", ""])
def test_only_the_team_files_through_rest(case, functional, user_id):
    visitor = Visitor(functional["portal"], user_id)
    assert post(visitor, case, pdf("satu")).status in (401, 403, 404)
    assert begin(visitor, case, 10)[0].status in (401, 403, 404)
    assert not case.objectIds()


def test_pieces_replace_no_file(case, worker):
    post(worker, case, pdf("satu"))
    headers = {
        "Accept": "application/json",
        "Tus-Resumable": "1.0.0",
        "Upload-Length": "4",
        "Upload-Metadata": f"filename {b64encode(b'a.txt').decode()}",
    }
    document = f"perkara/{case.getId()}/d1"
    assert worker.ask("POST", f"{document}/@tus-replace", b"", headers).status == 400
    upload = begin(worker, case, 4)[1].rpartition("/")[2]
    assert piece(worker, f"{document}/@tus-upload/{upload}", b"kata").status >= 400
    assert case["d1"].file.data == pdf("satu")


def test_the_table_through_rest(case, worker):
    for mark in ("satu", "dua"):
        post(worker, case, pdf(mark))
    post(worker, case, pdf("tiga"), kind="surat-permohonan", level="restricted")
    path = f"perkara/{case.getId()}/@documents"
    answer = worker.rest("GET", path).json()
    assert [item["number"] for item in answer["items"]] == ["D3", "D2", "D1"]
    assert answer["items_total"] == 3
    item = worker.rest("GET", f"{path}?kind=surat-permohonan").json()["items"][0]
    assert item["level"]["token"] == "restricted"
    assert item["filename"] == "berkas.pdf"


@pytest.mark.parametrize("user_id", ["worker3", "operator1", ""])
@pytest.mark.parametrize("service", ["@documents", "@find?text=satu", "d1/@versions"])
def test_services_are_not_there_for_others(case, worker, functional, user_id, service):
    post(worker, case, pdf("satu"))
    visitor = Visitor(functional["portal"], user_id)
    assert visitor.rest("GET", f"perkara/{case.getId()}/{service}").status == 404


def test_a_document_is_read_again(case, worker, functional):
    post(worker, case, pdf("satu"))
    case["d1"].text_state = "unreadable"
    transaction.commit()
    path = f"perkara/{case.getId()}/d1/@read-again"
    for user_id in ("advocate1", "supervisor1", "worker3", ""):
        assert Visitor(functional["portal"], user_id).rest("POST", path, {}).status == 404
    assert case["d1"].text_state == "unreadable"
    answer = worker.rest("POST", path, {})
    assert (answer.status, answer.json()["text"]["token"]) == (202, "waiting")
    assert case["d1"].text_state == "waiting"
    uid = case["d1"].UID()
    assert any(job.key == uid for job in queue.jobs(states=[store.WAITING]))


def test_the_preview_through_rest(case, worker, functional):
    post(worker, case, b"Kata dalam surat.", "surat.txt")
    post(worker, case, MINIMAL_PDF)
    with acting("worker1"):
        keep_text(case["d1"], "Kata dalam surat.")
    case["d2"].pages = 3
    transaction.commit()
    base = f"perkara/{case.getId()}"
    text = worker.rest("GET", f"{base}/d1/@preview").json()
    assert (text["content"], text["image"], text["pages"]) == ("Kata dalam surat.", "", 0)
    assert text["sha256"] == case["d1"].sha256
    page = worker.rest("GET", f"{base}/d2/@preview?page=3").json()
    assert (page["page"], page["pages"], page["content"]) == (3, 3, "")
    picture = worker.rest("GET", f"{base}/d2/@preview").json()["image"].partition("localhost")[2]
    assert worker.get(picture).body.startswith(b"\x89PNG")
    for user_id in ("worker3", "operator1", ""):
        assert (
            Visitor(functional["portal"], user_id).rest("GET", f"{base}/d1/@preview").status == 404
        )


def test_kinds_are_guessed_through_rest(case, worker, functional):
    path = f"perkara/{case.getId()}/@guess-kinds"
    items = worker.rest("POST", path, {"names": ["surat kuasa.pdf", "x.pdf"]}).json()["items"]
    assert [item["kind"] for item in items] == ["surat-kuasa", ""]
    assert worker.rest("POST", path, {"names": "surat kuasa.pdf"}).status == 400
    assert Visitor(functional["portal"], "worker3").rest("POST", path, {"names": []}).status == 404
