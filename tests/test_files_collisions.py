"""Filing while others write: what collides is tried again, and what was not kept says so."""

from baleharum.jobs.running import run_pending
from base64 import b64encode
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from tests.centre import MINIMAL_PDF
from tests.centre import PASSWORD
from tests.centre import sample_case
from tests.http import TOKEN
from tests.http import Visitor
from tests.multipart import multipart
from tests.multipart import send
from ZODB.POSException import ConflictError
from zope.component import getGlobalSiteManager
from ZPublisher.interfaces import IPubBeforeCommit

import json
import pytest
import subprocess
import sys
import transaction


ROOT = Path(__file__).parent.parent


@pytest.fixture
def case(functional):
    """A committed case."""
    case = sample_case(functional["portal"]["perkara"])
    transaction.commit()
    return case


@pytest.fixture
def worker(functional):
    return Visitor(functional["portal"], "worker1")


def path_of(case):
    """Return the path of a case below the site."""
    return f"perkara/{case.getId()}"


def upload(visitor, case, name, *, json=True):
    """File one document as the page of a case does."""
    base = path_of(case)
    files = [(name, MINIMAL_PDF + name.encode())]
    return send(visitor, f"{base}/@@upload", {}, files, page=f"{base}/documents", json=json)


class Collides:
    """A part of a transaction that finds, when it votes, that others have changed the same."""

    transaction_manager = transaction.manager

    def sortKey(self):
        return "~~~"

    def tpc_vote(self, current):
        raise ConflictError

    def _nothing(self, current):
        pass

    abort = tpc_begin = commit = tpc_finish = tpc_abort = _nothing


@contextmanager
def colliding():
    """Let every commit of a request fail at the last moment."""

    def collide(event):
        transaction.get().join(Collides())

    registry = getGlobalSiteManager()
    registry.registerHandler(collide, (IPubBeforeCommit,))
    try:
        yield
    finally:
        registry.unregisterHandler(collide, (IPubBeforeCommit,))


def by_page(visitor, case):
    return upload(visitor, case, "surat kuasa.pdf", json=False)


def by_drop_zone(visitor, case):
    return upload(visitor, case, "surat kuasa.pdf")


def by_rest(visitor, case):
    file = {"data": b64encode(MINIMAL_PDF).decode(), "encoding": "base64", "filename": "a.pdf"}
    body = {"@type": "CaseFile", "kind": "surat-kuasa", "file": file}
    return visitor.rest("POST", path_of(case), body)


@pytest.mark.parametrize("way", [by_page, by_drop_zone, by_rest], ids=lambda way: way.__name__)
def test_what_was_not_kept_is_not_said_to_be(case, worker, way):
    token = worker.authenticator(f"{path_of(case)}/documents")
    worker.authenticator = lambda page: token
    with colliding():
        answer = way(worker, case)
    assert answer.status == 503, answer.text
    assert int(answer.header("Retry-After")) > 0
    assert not answer.header("Location")
    assert not answer.header("Set-Cookie")
    if way is by_page:
        assert "tidak ada yang disimpan" in answer.text
    else:
        assert answer.json()["type"] == "ServiceUnavailable"
        assert "nothing was filed" in answer.json()["message"]
    assert list(case.objectIds()) == []


def test_a_refusal_that_could_not_be_kept_is_no_refusal(case, worker):
    by_rest(worker, case)
    assert by_rest(worker, case).status == 409, "the file is in the case"
    with colliding():
        assert by_rest(worker, case).status == 503


def written_since(database, tid):
    """Return the ids of objects that were written after a transaction, and their classes."""
    found = {}
    for each in database.storage.iterator():
        if each.tid > tid:
            found.update((record.oid, record.data) for record in each)
    return found


def test_the_worker_writes_nothing_that_filing_a_document_writes(case, worker, functional):
    database = functional["portal"]._p_jar.db()
    upload(worker, case, "surat kuasa 1.pdf")
    before = database.lastTransaction()
    assert run_pending(functional["app"]) == 1
    by_worker = written_since(database, before)
    before = database.lastTransaction()
    assert upload(worker, case, "surat kuasa 2.pdf").status == 201
    by_upload = written_since(database, before)
    assert by_worker and by_upload
    # Counters add up by themselves when two have counted.
    both = [data for oid, data in by_worker.items() if oid in by_upload]
    assert [data[:60] for data in both if b"BTrees.Length" not in data] == []


def test_every_profile_tries_a_request_again_often_enough():
    base = (ROOT / "profiles/base.cfg").read_text("utf-8")
    assert "zope-conf-additional =\n    max-conflict-retries 5\n" in base
    for profile in (ROOT / "profiles").glob("*.cfg"):
        if profile.name != "base.cfg":
            assert "zope-conf-additional =" not in profile.read_text("utf-8"), profile.name


#: Documents that each of three people files: all of them fit on one page of the list.
EACH = 6


@pytest.fixture
def served():
    """(port, path of a case) of a crowded centre in a process of its own, see tests/serving.py."""
    command = [sys.executable, "-m", "tests.serving", "--crowded"]
    with subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        told = json.loads(process.stdout.readline())
        yield told["port"], told["case"]
        process.stdin.close()
        process.wait(timeout=30)


def ask(port, method, path, body=None, headers=None):
    """Send a request as worker1; returns status and body."""
    pair = b64encode(f"worker1:{PASSWORD}".encode()).decode()
    connection = HTTPConnection("127.0.0.1", port, timeout=120)
    headers = {"Accept": "application/json", **(headers or {}), "Authorization": f"Basic {pair}"}
    connection.request(method, path, body, headers)
    answer = connection.getresponse()
    whole = answer.read()
    connection.close()
    return answer.status, whole


def file_some(port, case, token, who):
    """File documents one after the other; returns name and answer of each."""
    answers = {}
    for number in range(EACH):
        name = f"surat kuasa {who}-{number}.pdf"
        body, headers = multipart(token, [(name, MINIMAL_PDF + name.encode())])
        answers[name] = ask(port, "POST", f"{case}/@@upload", body, headers)
    return answers


def test_filing_together_every_201_has_its_document_and_every_other_answer_says_so(served):
    port, case = served
    _status, page = ask(port, "GET", f"{case}/documents", headers={"Accept": "text/html"})
    token = {"_authenticator": TOKEN.search(page).group(1).decode()}
    with ThreadPoolExecutor(3) as people:
        found = people.map(lambda who: file_some(port, case, token, who), "abc")
        answers = {name: answer for each in found for name, answer in each.items()}
    assert len(answers) == 3 * EACH
    filed = {name for name, (status, _body) in answers.items() if status == 201}
    assert filed, "nothing at all was filed"
    for name, (status, body) in answers.items():
        told = json.loads(body)
        if name in filed:
            assert told["results"][0]["status"] == "filed"
        else:
            assert (status, told["type"]) == (503, "ServiceUnavailable")
    _status, listed = ask(port, "GET", f"{case}/@documents")
    assert {row["filename"] for row in json.loads(listed)["items"]} == filed
