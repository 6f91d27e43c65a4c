"""While a virus is not ruled out nobody opens a file, on no path; the worker asks again."""

from baleharum.cases.api import add_document
from baleharum.jobs.queue import jobs
from baleharum.jobs.queue import retry
from baleharum.jobs.running import run_pending
from contextlib import closing
from plone import api
from tests.centre import acting
from tests.centre import sample_case
from tests.clamd import EICAR
from tests.clamd import small_clamd
from tests.document_samples import pdf
from tests.document_samples import photo
from tests.http import Visitor

import os
import pytest
import sqlite3
import transaction


@pytest.fixture(scope="module")
def server():
    with small_clamd() as server:
        yield server


@pytest.fixture
def scanner(server, functional):
    """The scanner of the centre."""
    server.mood = ""
    address(server.address)
    yield server
    server.mood = ""


def address(value):
    api.portal.set_registry_record("baleharum.clamav_address", value)
    transaction.commit()


@pytest.fixture
def case(functional):
    case = sample_case(functional["portal"]["perkara"])
    transaction.commit()
    return case


@pytest.fixture
def worker(functional):
    return Visitor(functional["portal"], "worker1")


def filed(case, data=None, name="kuasa.jpg"):
    with acting("worker1"):
        document = add_document(case, data or photo(), name, kind="surat-kuasa")
    transaction.commit()
    return document


def run(functional, case):
    """Let the worker do what is due, as if all waiting times were over."""
    with closing(sqlite3.connect(os.environ["BALEHARUM_JOBS"])) as table, table:
        table.execute("UPDATE job SET not_before = 0")
    transaction.commit()
    done = run_pending(functional["app"])
    case._p_jar.sync()
    return done


WAYS = [
    "@@download",
    "@@download/file",
    "@@download/file/a.jpg",
    "@@display-file/file",
    "@@download-clean",
    "@@page-image?n=1",
]


@pytest.mark.parametrize("mood", ["error", "limit", "garbage", "silent", "cut"])
def test_a_scanner_that_errs_leaves_it_pending(scanner, case, mood):
    scanner.mood = mood
    assert filed(case).scan == "pending"


def test_a_scanner_that_is_down_leaves_it_pending(functional, case):
    address("unix:/nowhere/clamd.ctl")
    assert filed(case).scan == "pending"


def test_a_slow_scanner_leaves_it_pending(scanner, case, monkeypatch):
    monkeypatch.setattr("baleharum.cases.files.viruses.SECONDS", 0.3)
    scanner.mood = "slow"
    assert filed(case).scan == "pending"
    scanner.woken.set()


@pytest.mark.parametrize("user_id", ["worker1", "supervisor1"])
@pytest.mark.parametrize("way", WAYS)
def test_a_pending_file_is_opened_by_nobody(scanner, case, functional, way, user_id):
    scanner.mood = "error"
    document = filed(case)
    data = document.file.data
    visitor = Visitor(functional["portal"], user_id)
    path = f"perkara/{case.getId()}/d1/{way}"
    answer = visitor.get(path)
    assert answer.status == 409
    assert "virus scanner" in answer.text
    script = visitor.rest("GET", path)
    assert (script.status, script.json()["scan"]) == (409, "pending")
    assert visitor.ask("HEAD", path).status in (405, 409)
    ranged = visitor.get(path, Range="bytes=0-9")
    assert ranged.status == 409
    for body in (answer.body, script.body, ranged.body):
        assert data[:10] not in body and b"PNG\r\n" not in body


def test_outsiders_see_no_difference(scanner, case, functional):
    scanner.mood = "error"
    filed(case)
    outsider = Visitor(functional["portal"], "worker3")
    there = outsider.get(f"perkara/{case.getId()}/d1/@@download")
    missing = outsider.get(f"perkara/{case.getId()}/d9/@@download")
    assert (there.status, there.body) == (404, missing.body)


def test_the_page_says_so_and_rest_too(scanner, case, worker):
    scanner.mood = "error"
    filed(case)
    path = f"perkara/{case.getId()}/d1"
    page = worker.get(path)
    assert page.status == 200
    assert "has not looked at this file yet" in page.text
    assert "@@page-image" not in page.text
    said = worker.rest("GET", path).json()
    assert (said["scan"], said["findings"]) == ("pending", [])
    versions = worker.rest("GET", f"{path}/@versions").json()
    assert versions["items"][0]["scan"] == "pending"


def test_the_worker_asks_again_until_there_is_an_answer(scanner, case, functional, worker):
    scanner.mood = "error"
    document = filed(case, pdf("satu"), "kuasa.pdf")
    assert [job.kind for job in jobs(key=document.UID())] == ["document-scan"]
    path = f"perkara/{case.getId()}/d1/@@download"
    for _time in range(2):
        assert run(functional, case) == 1
        (job,) = jobs(kind="document-scan")
        assert job.state == "waiting" and "clamd" in job.message.default
        assert worker.get(path).status == 409
    scanner.mood = ""
    run(functional, case)
    assert case["d1"].scan == "clean"
    assert worker.get(path).body == pdf("satu")
    run(functional, case)
    assert case["d1"].text_state == "indexed", "a clean file is read"


def test_a_job_that_gave_up_leaves_it_closed_and_can_be_tried_again(scanner, case, functional):
    scanner.mood = "error"
    filed(case)
    while run(functional, case):
        pass
    (job,) = jobs(kind="document-scan")
    assert (job.state, case["d1"].scan) == ("failed", "pending")
    scanner.mood = ""
    assert retry(job.id)
    run(functional, case)
    assert case["d1"].scan == "clean"


def test_text_of_a_pending_file_is_not_read(scanner, case, functional, worker):
    from baleharum.cases.files.text import ask_for_text

    scanner.mood = "error"
    ask_for_text(filed(case, pdf("canary"), "kuasa.pdf"))
    transaction.commit()
    run(functional, case)
    assert case["d1"].text_state == "waiting"
    found = worker.rest("GET", f"perkara/{case.getId()}/@find?text=canary").json()
    assert found["items_total"] == 0


def test_a_virus_that_is_found_later_closes_the_file_for_good(scanner, case, functional, worker):
    scanner.mood = "error"
    filed(case, b"catatan " + EICAR, "kuasa.txt")
    scanner.mood = ""
    run(functional, case)
    assert case["d1"].scan == "infected"
    assert jobs(states=["waiting", "failed"]) == ()
    answer = worker.get(f"perkara/{case.getId()}/d1/@@download")
    assert answer.status == 409 and "found a virus" in answer.text
    assert EICAR not in answer.body


def test_a_centre_that_gives_up_its_scanner_has_its_files_back(scanner, case, functional):
    scanner.mood = "error"
    filed(case)
    address("")
    run(functional, case)
    assert case["d1"].scan == "off"


def test_without_a_scanner_files_open(case, worker):
    document = filed(case)
    assert (document.scan, document.text_state) == ("off", "waiting")
    assert worker.get(f"perkara/{case.getId()}/d1/@@download").status == 200


def test_a_file_is_shown_to_the_scanner_once_on_its_way_in(scanner, case, worker):
    from tests.multipart import send

    before, base = scanner.asked, f"perkara/{case.getId()}"
    file = ("kuasa.pdf", pdf("satu"))
    answer = send(worker, f"{base}/@@upload", {}, [file], page=f"{base}/documents")
    assert (answer.status, scanner.asked - before) == (201, 1)


def test_nothing_of_a_file_is_in_the_failure_of_its_job(scanner, case, functional):
    address("unix:/nowhere/clamd.ctl")
    filed(case, pdf("canary"), "canary-kuasa.pdf")
    run(functional, case)
    (job,) = jobs(kind="document-scan")
    assert "canary" not in f"{job.message}{job.message.default}{job.payload}"
