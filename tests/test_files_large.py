"""A film of 200 MB goes in and out without the server holding it in its memory."""

from base64 import b64encode
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from tests.centre import PASSWORD

import hashlib
import http.client
import json
import os
import pytest
import subprocess
import sys


PIECE = 1 << 20
LARGE = 200 * PIECE
ALLOWED_GROWTH = 64 * PIECE
BOUNDARY = "----------the-end-of-a-part"
FILM = b"\x00\x00\x00\x18ftypisom\x00\x00\x02\x00isomiso2"


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """A real server in a process of its own."""
    folder = tmp_path_factory.mktemp("server")
    environ = dict(os.environ, TMPDIR=str(folder), TUS_TMP_FILE_DIR=str(folder / "tus"))
    with (folder / "log").open("w") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.serving"],
            cwd=Path(__file__).parent.parent,
            env=environ,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
        )
    served = Served(process.pid, **json.loads(process.stdout.readline()))
    yield served
    process.stdin.close()
    process.wait(timeout=60)


class Served:
    """The server: its process, and requests to it as worker1."""

    def __init__(self, pid, port, case):
        self.pid, self.port, self.case = pid, port, case
        self.known = {"Accept": "application/json"}
        # Who uploads much has a session; a password alone lets through what visitors send.
        pair = json.dumps({"login": "worker1", "password": PASSWORD}).encode()
        site = case.partition("/perkara/")[0]
        begun = self.read("POST", f"{site}/@login", pair, Content_Type="application/json")[2]
        self.known["Authorization"] = f"Bearer {json.loads(begun)['token']}"

    def highest_memory(self) -> int:
        """Return the bytes of memory that the process has held at most so far."""
        status = Path(f"/proc/{self.pid}/status").read_text()
        line = next(line for line in status.splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) * 1024

    def ask(self, method, path, body=None, **headers):
        """Send a request; body: an iterable of pieces. Returns (response, connection)."""
        connection = http.client.HTTPConnection("localhost", self.port, timeout=300)
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, path, body, {**self.known, **named})
        return connection.getresponse(), connection

    def read(self, method, path, body=None, **headers):
        """Send a request and return (status, headers, body)."""
        response, connection = self.ask(method, path, body, **headers)
        with closing(connection):
            return response.status, response.headers, response.read()

    def token(self) -> str:
        """Return the authenticator of the documents page."""
        page = self.read("GET", f"{self.case}/documents", Accept="text/html")[2].decode()
        return page.split('name="_authenticator"')[1].split('value="')[1].split('"')[0]

    def upload(self, size, mark, token):
        """Upload a film through the form; returns (status, JSON)."""
        head, tail = form(token)
        status, _headers, body = self.read(
            "POST",
            f"{self.case}/@@upload",
            (piece for part in ([head], film(size, mark), [tail]) for piece in part),
            Content_Type=f"multipart/form-data; boundary={BOUNDARY}",
            Content_Length=str(len(head) + size + len(tail)),
        )
        return status, json.loads(body)


def film(size, mark):
    """Yield the pieces of a film; films with other marks have other bytes."""
    yield FILM + bytes([mark]) * (PIECE - len(FILM))
    for _piece in range(size // PIECE - 1):
        yield bytes([mark]) * PIECE


def form(token):
    """Return what stands before and after the file in the form."""
    fields = {"_authenticator": token, "kind": "catatan-kasus"}
    start = "".join(
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in fields.items()
    )
    file = (
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="files"; filename="film.mp4"\r\n'
        "Content-Type: video/mp4\r\n\r\n"
    )
    return (start + file).encode(), f"\r\n--{BOUNDARY}--\r\n".encode()


def digest(pieces):
    """Return the SHA-256 of some pieces."""
    whole = hashlib.sha256()
    for piece in pieces:
        whole.update(piece)
    return whole.hexdigest()


@pytest.fixture(scope="module")
def warm(server):
    """The server after a first small film: what it loads once is loaded."""
    token = server.token()
    status, answer = server.upload(2 * PIECE, 1, token)
    assert status == 201, answer
    url = answer["results"][0]["url"]
    server.read("GET", f"{url.partition(str(server.port))[2]}/@@download")
    return server


def test_a_large_file_goes_in_and_out_in_pieces(warm):
    before = warm.highest_memory()
    status, answer = warm.upload(LARGE, 2, warm.token())
    assert status == 201, answer
    path = answer["results"][0]["url"].partition(str(warm.port))[2]
    response, connection = warm.ask("GET", f"{path}/@@download/file")
    with closing(connection):
        received = digest(iter(lambda: response.read(PIECE), b""))
    assert received == digest(film(LARGE, 2))
    assert warm.highest_memory() - before < ALLOWED_GROWTH


def test_a_large_file_comes_in_pieces_through_rest(warm):
    before = warm.highest_memory()
    metadata = {"filename": "film.mp4", "kind": "catatan-kasus", "@type": "CaseFile"}
    status, headers, _body = warm.read(
        "POST",
        f"{warm.case}/@tus-upload",
        Tus_Resumable="1.0.0",
        Upload_Length=str(LARGE),
        Upload_Metadata=",".join(
            f"{k} {b64encode(v.encode()).decode()}" for k, v in metadata.items()
        ),
    )
    assert status == 201
    status, headers, body = warm.read(
        "PATCH",
        headers["Location"].partition(str(warm.port))[2],
        film(LARGE, 3),
        Tus_Resumable="1.0.0",
        Upload_Offset="0",
        Content_Type="application/offset+octet-stream",
        Content_Length=str(LARGE),
    )
    assert status == 204, body
    path = headers["Location"].partition(str(warm.port))[2]
    assert json.loads(warm.read("GET", path)[2])["file"]["size"] == LARGE
    assert warm.highest_memory() - before < ALLOWED_GROWTH


def test_the_same_file_sent_twice_at_once_is_filed_once(warm):
    token = warm.token()
    with ThreadPoolExecutor(2) as both:
        sent = list(both.map(lambda _n: warm.upload(PIECE, 4, token), range(2)))
    assert sorted(status for status, _answer in sent) == [201, 409]
