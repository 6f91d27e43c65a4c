"""What acts when it is opened is handed out only to who was told so; photos also without their place."""

from baleharum.cases.api import add_document
from PIL import Image
from tests.centre import acting
from tests.centre import sample_case
from tests.document_samples import pdf
from tests.document_samples import photo
from tests.document_samples import png
from tests.http import Visitor
from tests.multipart import send
from tests.upload_corpus import CORPUS

import hashlib
import io
import pytest
import transaction


ACTIVE = "pdf-launch", "pdf-encrypted", "docx-macros", "jpeg-html-comment", "pdf-cut-off"


@pytest.fixture
def case(functional):
    case = sample_case(functional["portal"]["perkara"])
    transaction.commit()
    return case


@pytest.fixture
def worker(functional):
    return Visitor(functional["portal"], "worker1")


def filed(case, data, name):
    with acting("worker1"):
        document = add_document(case, data, name, kind="surat-kuasa")
    transaction.commit()
    return f"perkara/{case.getId()}/{document.getId()}"


@pytest.mark.parametrize("name", ACTIVE)
@pytest.mark.parametrize("way", ["@@download", "@@download/file/x.pdf", "@@display-file/file"])
def test_active_content_needs_a_second_word(case, worker, name, way):
    sample = CORPUS[name]
    path = filed(case, sample.data, sample.name)
    asked = worker.get(f"{path}/{way}")
    assert (asked.status, sample.data in asked.body) == (409, False)
    assert "What was found in the file" in asked.text
    assert worker.get(f"{path}/{way}?confirmed=1").status == 409, "a link is no confirmation"
    assert worker.get(f"{path}/{way}", Range="bytes=0-9").status == 409
    token = asked.text.split('name="_authenticator"')[1].split('value="')[1].split('"')[0]
    given = worker.post(f"{path}/{way}", {"confirmed": "1", "_authenticator": token})
    assert (given.status, given.body) == (200, sample.data)
    assert given.header("Content-Disposition").startswith("attachment")
    assert given.header("Content-Security-Policy") == "sandbox; default-src 'none'"
    assert given.header("X-Content-Type-Options") == "nosniff"


def test_a_forged_confirmation_gets_nothing(case, worker):
    path = filed(case, CORPUS["pdf-launch"].data, "a.pdf")
    for form in ({"confirmed": "1"}, {"confirmed": "1", "_authenticator": "0" * 40}):
        answer = worker.post(f"{path}/@@download", form)
        assert (answer.status, b"%PDF" in answer.body) == (403, False)


def test_a_script_is_told_how_to_confirm(case, worker):
    data = CORPUS["pdf-launch"].data
    path = filed(case, data, "a.pdf")
    said = worker.rest("GET", f"{path}/@@download")
    assert (said.status, said.json()["findings"]) == (409, ["launch"])
    confirm = said.json()["confirm"]
    answer = worker.post(confirm["@id"].partition("localhost")[2], confirm["form"])
    assert (answer.status, answer.body) == (200, data)


def test_the_pages_and_rest_tell_what_was_found(case, worker, functional):
    path = filed(case, CORPUS["pdf-launch"].data, "a.pdf")
    page = worker.get(path).text
    assert "A command that starts another program" in page
    said = worker.rest("GET", path).json()
    assert (said["findings"], said["active"], said["scan"]) == (["launch"], True, "off")
    versions = worker.rest("GET", f"{path}/@versions").json()["items"]
    assert versions[0]["findings"] == ["launch"]


def test_the_reviewer_is_told_too(case, worker, functional):
    from plone import api

    path = filed(case, CORPUS["pdf-launch"].data, "a.pdf")
    with acting("worker1"):
        api.content.transition(case["d1"], "submit")
    transaction.commit()
    queue = Visitor(functional["portal"], "supervisor1").get("perkara/@@review-queue")
    assert path in queue.text and "A command that starts another program" in queue.text


def test_the_pages_of_an_active_pdf_are_drawn(case, worker):
    path = filed(case, CORPUS["pdf-launch"].data, "a.pdf")
    answer = worker.get(f"{path}/@@page-image")
    assert (answer.status, answer.body[:4]) == (200, b"\x89PNG")


def test_what_is_sound_is_handed_out_at_once(case, worker):
    path = filed(case, pdf("satu"), "a.pdf")
    assert worker.get(f"{path}/@@download").body == pdf("satu")
    assert "bh-findings" not in worker.get(path).text


def test_a_photo_is_kept_as_it_came_and_shown_without_its_place(case, worker):
    original = photo()
    assert Image.open(io.BytesIO(original)).getexif().get_ifd(0x8825), "the sample has a place"
    path = filed(case, original, "foto.jpg")
    document = case["d1"]
    assert document.sha256 == hashlib.sha256(original).hexdigest()
    assert worker.get(f"{path}/@@download").body == original
    for thing in (document, document.file):
        assert not [name for name in vars(thing) if "exif" in name.lower()]
        assert getattr(thing, "exif", None) is None
    shown = worker.get(f"{path}/@@page-image").body
    assert bare(shown, "PNG").size == (200, 400)


def placed_png() -> bytes:
    """A picture that tells its camera, as some telephones write them."""
    exif = Image.Exif()
    exif[0x010F] = "Kamera Contoh"
    data = png(50, 30, exif=exif)
    assert b"Kamera" in data
    return data


@pytest.mark.parametrize(
    "data,name,kind,size",
    [(photo(), "foto.jpg", "JPEG", (200, 400)), (placed_png(), "foto.png", "PNG", (50, 30))],
)
def test_a_clean_copy_of_a_photo(case, worker, data, name, kind, size):
    path = filed(case, data, name)
    answer = worker.get(f"{path}/@@download-clean")
    assert answer.status == 200
    assert bare(answer.body, kind).size == size
    stem, _dot, extension = name.rpartition(".")
    assert answer.header("Content-Disposition").startswith("attachment")
    assert f"{stem}%20%28bersih%29.{extension}" in answer.header("Content-Disposition")
    assert answer.header("Content-Security-Policy") == "sandbox; default-src 'none'"
    assert "no-store" in answer.header("Cache-Control")


def bare(data: bytes, kind: str) -> Image.Image:
    """Return a picture after a look for all that a picture can know."""
    image = Image.open(io.BytesIO(data))
    image.load()
    assert image.format == kind
    assert not image.getexif()
    assert set(image.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
    for trace in (b"Exif", b"Kamera", b"Mataram", b"GPS", b"xmp", b"ICC_PROFILE"):
        assert trace not in data
    return image


def test_a_photo_that_is_a_polyglot_has_a_clean_copy_at_once(case, worker):
    path = filed(case, CORPUS["jpeg-and-zip"].data, "a.jpg")
    assert worker.get(f"{path}/@@download").status == 409
    copy = worker.get(f"{path}/@@download-clean")
    assert copy.status == 200 and b"PK\x05\x06" not in copy.body


def test_the_page_names_the_difference(case, worker):
    path = filed(case, photo(), "foto.jpg")
    page = worker.get(path).text
    assert "@@download-clean" in page and "as evidence" in page
    assert "@@download-clean" not in worker.get(filed(case, pdf("satu"), "a.pdf")).text


def test_there_is_no_clean_copy_of_other_kinds(case, worker):
    path = filed(case, pdf("satu"), "a.pdf")
    assert worker.get(f"{path}/@@download-clean").status == 404


def test_a_new_version_passes_the_same_gate(case, worker):
    path = filed(case, pdf("satu"), "a.pdf")
    for name, status in (("zip-bomb", 422), ("wrong-declared", 422), ("pdf-launch", 201)):
        sample = CORPUS[name]
        file = (sample.name, sample.data, sample.declared or "application/octet-stream")
        answer = send(worker, f"{path}/@@add-version", {}, [file], page=path)
        assert answer.status == status, answer.text
    assert case["d2"].findings == ("launch",)


@pytest.mark.parametrize("user_id", ["", "worker3", "operator1"])
@pytest.mark.parametrize("way", ["@@download-clean", "@@document-notices"])
def test_new_ways_are_not_there_for_others(case, functional, user_id, way):
    path = filed(case, photo(), "foto.jpg")
    answer = Visitor(functional["portal"], user_id).get(f"{path}/{way}")
    missing = Visitor(functional["portal"], user_id).get(f"{path}9/{way}")
    assert (answer.status, answer.body) == (404, missing.body)


XSS = "<img src=x onerror=alert(1)>\"'><script>alert(2)</script>"


def test_names_remarks_and_comments_are_only_text(case, worker, functional):
    """Whatever stands in them, no page has an element more."""
    base = f"perkara/{case.getId()}"
    name = XSS.replace('"', "").replace("/", "") + "kuasa.pdf"
    file = (name, CORPUS["pdf-launch"].data)
    answer = send(worker, f"{base}/@@upload", {}, [file], page=f"{base}/documents")
    assert answer.status == 201, answer.text
    worker.rest("PATCH", f"{base}/d1", {"remark": XSS})
    assert case["d1"].remark == XSS
    form = {"transition": "submit", "comment": XSS, "_authenticator": worker.authenticator(base)}
    worker.post(f"{base}/d1/@@change-state", form)
    supervisor = Visitor(functional["portal"], "supervisor1")
    pages = [
        worker.get(f"{base}/documents"),
        worker.get(f"{base}/d1"),
        worker.get(f"{base}/d1/@@download"),
        worker.get(f"{base}/d1/@@document-notices"),
        worker.get(f"{base}/timeline"),
        worker.get(f"{base}/@@find?text={XSS}"),
        worker.get(f"{base}/d1/@@change-state?transition=submit"),
        supervisor.get("perkara/@@review-queue"),
        supervisor.get(f"{base}/d1"),
    ]
    assert any("onerror" in page.text for page in pages), "it is shown"
    for page in pages:
        assert page.status in (200, 409), page.text
        assert "<img src=x" not in page.text and "<script>alert" not in page.text


def test_a_message_about_a_file_is_only_text(case, worker):
    base = f"perkara/{case.getId()}"
    file = ("<b onclick=alert(1)>x.exe", b"MZ")
    told = send(worker, f"{base}/@@upload", {}, [file], page=f"{base}/documents", json=False)
    assert told.status == 302
    page = worker.get(f"{base}/documents").text
    assert "onclick=alert(1)" in page and "<b onclick" not in page
