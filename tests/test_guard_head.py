"""HEAD answers as GET does, without a body, for what is open, hidden and missing alike."""

from baleharum.guard.head import Head
from tests.case_forms import path
from tests.centre import MINIMAL_PDF
from tests.centre import PASSWORD
from tests.centre import sample_case
from tests.centre import sample_document
from tests.http import Visitor

import base64
import http.client
import json
import pytest
import subprocess
import sys
import transaction


@pytest.fixture
def filed(functional):
    """A committed case with a document in it."""
    case = sample_case(functional["portal"]["perkara"])
    sample_document(case)
    transaction.commit()
    return case


#: Headers that say when or to whom something was sent, and no more.
PASSING = {"set-cookie", "x-theme-applied", "x-theme-disabled"}


def said(answer):
    """Return status and headers, without what differs between two GETs as well."""
    return answer.status, sorted(
        (name, value) for name, value in answer.headers if name.lower() not in PASSING
    )


@pytest.mark.parametrize(
    "rest",
    ["", "/documents", "/team", "/d1", "/d1/@@download/file", "/d1/@@page-image?n=1", "/d9", "/x"],
)
@pytest.mark.parametrize("user_id", ["worker1", "worker3", "", "head1"])
def test_head_says_what_get_says(filed, functional, rest, user_id):
    visitor = Visitor(functional["portal"], user_id, cookie=bool(user_id))
    where = f"{path(filed)}{rest}"
    got = visitor.get(where)
    asked = visitor.ask("HEAD", where)
    assert asked.body == b""
    status, headers = said(asked)
    assert status == got.status
    assert {n for n, _v in headers} == {n for n, _v in said(got)[1]}
    assert asked.header("Content-Type") == got.header("Content-Type")
    assert int(asked.header("Content-Length")) > 0


def test_a_case_that_one_may_see_is_there_and_its_file_has_its_length(filed, visit):
    worker = visit("worker1")
    assert worker.ask("HEAD", path(filed)).status == 200
    answer = worker.ask("HEAD", f"{path(filed)}/d1/@@download/file", headers={"Range": "bytes=0-3"})
    assert (answer.status, answer.header("Content-Length")) == (200, str(len(MINIMAL_PDF)))


def test_hidden_and_missing_are_one_answer(filed, visit):
    outsider = visit("worker3")
    hidden, missing = (
        outsider.ask("HEAD", where) for where in (path(filed), "perkara/BH-2026-09999")
    )
    assert (hidden.status, hidden.headers, hidden.body) == (404, missing.headers, b"")
    assert missing.status == 404


def test_how_far_an_upload_has_come_is_still_asked_with_head():
    seen = []

    def site(environ, start_response):
        seen.append(environ["REQUEST_METHOD"])
        start_response("200 OK", [("Upload-Offset", "3")])
        return [b""]

    for place in ("/plone/perkara/BH/@tus-upload/ab12", "/plone/perkara/BH"):
        Head(site)({"REQUEST_METHOD": "HEAD", "PATH_INFO": place}, lambda *args: None)
    assert seen == ["HEAD", "GET"]


def test_an_answer_without_a_length_is_measured_and_closed():
    class Body(list):
        closed = False

        def close(self):
            self.closed = True

    body, began = Body([b"abc", b"de"]), []

    def site(environ, start_response):
        start_response("200 OK", [("Content-Type", "text/plain")])
        return body

    answer = Head(site)({"REQUEST_METHOD": "HEAD"}, lambda *args: began.append(args))
    assert list(answer) == []
    assert dict(began[0][1])["Content-Length"] == "5"
    assert body.closed


@pytest.fixture
def served():
    """A real server; yields (port, path of a case)."""
    command = [sys.executable, "-m", "tests.serving"]
    with subprocess.Popen(  # noqa: S603
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as server:
        ready = json.loads(server.stdout.readline())
        yield ready["port"], ready["case"]
        server.stdin.close()


def test_the_next_answer_on_the_same_connection_is_read_from_its_beginning(served):
    port, case = served
    pair = base64.b64encode(f"worker1:{PASSWORD}".encode()).decode()
    headers = {"Authorization": f"Basic {pair}"}
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    for place in (case, f"{case}/documents", f"{case}/x"):
        connection.request("HEAD", place, headers=headers)
        answer = connection.getresponse()
        assert (answer.status, answer.read()) == (404 if place.endswith("/x") else 200, b"")
        kept = connection.sock
        # A body that was sent after all would be read as the beginning of this answer.
        connection.request("GET", place, headers=headers)
        assert connection.getresponse().read().lstrip().startswith(b"<!DOCTYPE")
        assert connection.sock is kept is not None
    connection.close()
