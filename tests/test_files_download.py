"""Files go out as they came in, and never run or show within the site."""

from plone import api
from tests.centre import acting
from tests.centre import MINIMAL_PDF
from tests.centre import sample_case
from tests.document_samples import pdf
from tests.document_samples import photo
from tests.http import Visitor
from urllib.parse import quote

import pytest
import transaction


NAME = "surat kuasa توكيل ᬩᬮᬶ.pdf"


@pytest.fixture
def case(functional):
    from baleharum.cases.api import add_document

    case = sample_case(functional["portal"]["perkara"])
    with acting("worker1"):
        add_document(case, pdf("satu", "dua"), NAME, kind="surat-kuasa")
        add_document(case, photo(), "foto.jpg", kind="foto-klien")
        add_document(case, b"Kronologi", "a.txt", kind="catatan-kasus")
    transaction.commit()
    return case


@pytest.fixture
def worker(functional):
    return Visitor(functional["portal"], "worker1")


@pytest.mark.parametrize(
    "way",
    [
        "@@download",
        "@@download/file",
        "@@download/file/page.html",
        "@@display-file",
        "@@display-file/file",
        "@@display-file/file/page.html",
    ],
)
@pytest.mark.parametrize("number", ["d1", "d2", "d3"])
def test_every_way_out_is_an_attachment_that_nothing_runs_in(case, worker, way, number):
    answer = worker.get(f"perkara/{case.getId()}/{number}/{way}")
    document = case[number]
    assert answer.status == 200
    assert answer.body == document.file.data
    assert answer.header("Content-Type").startswith(document.media_type)
    name = quote(document.filename)
    assert answer.header("Content-Disposition") == f"attachment; filename*=UTF-8''{name}"
    assert answer.header("X-Content-Type-Options") == "nosniff"
    assert answer.header("Content-Security-Policy") == "sandbox; default-src 'none'"
    assert "no-store" in answer.header("Cache-Control")


@pytest.mark.parametrize(
    "way",
    [
        "@@download/title",
        "@@download/_text",
        "@@download/file/a/b",
        "@@display-file/remark",
        "@@images/file",
        "@@images/file/large",
        "file",
        "content-core",
        "content-core/++widget++form.widgets.file/@@download/a.pdf",
        "edit/++widget++form.widgets.file/@@download/a.pdf",
        "view/++widget++form.widgets.file/@@download/a.pdf",
    ],
)
def test_there_is_no_other_way_out(case, worker, way):
    answer = worker.get(f"perkara/{case.getId()}/d1/{way}")
    assert answer.status == 404
    assert MINIMAL_PDF[:8] not in answer.body


def test_a_part_of_a_file(case, worker):
    path = f"perkara/{case.getId()}/d1/@@download/file"
    whole = case["d1"].file.data
    answer = worker.get(path, Range="bytes=5-9")
    assert (answer.status, answer.body) == (206, whole[5:10])
    assert answer.header("Content-Range") == f"bytes 5-9/{len(whole)}"
    assert answer.header("Content-Disposition").startswith("attachment")
    assert worker.get(path, Range="bytes=-4").body == whole[-4:]


@pytest.mark.parametrize("user_id", ["", "worker3", "operator1", "privacy1"])
@pytest.mark.parametrize("way", ["@@download", "@@display-file", "@@page-image", "view"])
def test_who_is_not_of_the_team_gets_what_a_missing_file_gives(case, functional, user_id, way):
    visitor = Visitor(functional["portal"], user_id)
    there = visitor.get(f"perkara/{case.getId()}/d1/{way}")
    missing = visitor.get(f"perkara/{case.getId()}/d9/{way}")
    assert (there.status, there.headers, there.body) == (404, missing.headers, missing.body)


@pytest.mark.parametrize("number", ["d1", "d2"])
def test_pages_are_drawn_as_pictures(case, worker, number):
    answer = worker.get(f"perkara/{case.getId()}/{number}/@@page-image?n=1&w=300")
    assert answer.status == 200
    assert answer.header("Content-Type") == "image/png"
    assert answer.body.startswith(b"\x89PNG")
    assert answer.header("X-Content-Type-Options") == "nosniff"
    assert answer.header("Content-Security-Policy") == "sandbox; default-src 'none'"


@pytest.mark.parametrize("query", ["n=3", "n=0", "n=x", "n=1&w=x"])
def test_a_page_that_is_not_there(case, worker, query):
    assert worker.get(f"perkara/{case.getId()}/d1/@@page-image?{query}").status == 404


def test_text_has_no_page_picture(case, worker):
    assert worker.get(f"perkara/{case.getId()}/d3/@@page-image").status == 404


def test_a_photo_is_shown_without_what_it_knows(case, worker):
    image = worker.get(f"perkara/{case.getId()}/d2/@@page-image").body
    assert b"Exif" not in image and b"Kamera" not in image


def test_the_page_says_what_the_document_is(case, worker):
    document = case["d1"]
    page = worker.get(f"perkara/{case.getId()}/d1").text
    for fact in (NAME, document.sha256, "Worker1", "@@page-image?n=1", "@@download/file"):
        assert fact in page
    assert 'rel="next"' in page and 'rel="prev"' not in page


def test_who_may_do_what_on_the_page(case, functional):
    expected = {
        "worker1": {"edit", "add-version", "read-again", "submit"},
        "supervisor1": set(),
    }
    for user_id, offered in expected.items():
        page = Visitor(functional["portal"], user_id).get(f"perkara/{case.getId()}/d1").text
        base = f"perkara/{case.getId()}/d1"
        links = {
            "edit": f'{base}/edit"',
            "add-version": f"{base}/@@add-version",
            "read-again": f"{base}/@@read-again",
            "submit": "@@change-state?transition=submit",
        }
        assert {name for name, link in links.items() if link in page} == offered


def test_an_approved_document_offers_no_change(case, functional):
    with acting("worker1"):
        api.content.transition(case["d1"], "submit")
    with acting("supervisor1"):
        api.content.transition(case["d1"], "approve")
    transaction.commit()
    page = Visitor(functional["portal"], "worker1").get(f"perkara/{case.getId()}/d1").text
    assert "d1/edit" not in page
    assert "@@add-version" in page
