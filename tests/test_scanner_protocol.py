"""The scanner's client: clean is only what the scanner calls clean, in one whole clear answer."""

from baleharum.documents import clamav
from baleharum.documents.clamav import scan
from tests.clamd import EICAR
from tests.clamd import small_clamd

import io
import pytest
import socket
import socketserver
import threading


@pytest.fixture(scope="module")
def server():
    with small_clamd() as server:
        yield server


@pytest.fixture(autouse=True)
def well(server):
    yield
    server.mood = ""


@pytest.mark.parametrize("size", [0, 1, clamav.PIECE, clamav.PIECE + 1, 5 * clamav.PIECE])
def test_a_clean_file(server, size):
    assert scan(io.BytesIO(b"x" * size), server.address).state == "clean"


@pytest.mark.parametrize("before", [0, clamav.PIECE - 10, 3 * clamav.PIECE])
def test_a_virus_anywhere(server, before):
    found = scan(io.BytesIO(b"x" * before + EICAR), server.address)
    assert (found.state, found.detail) == ("infected", "Eicar-Test-Signature")


def test_the_whole_file_is_scanned_and_stands_at_its_beginning(server):
    stream = io.BytesIO(EICAR + b"x" * 1000)
    stream.seek(500)
    assert scan(stream, server.address).state == "infected"
    assert stream.tell() == 0


@pytest.mark.parametrize(
    "mood",
    ["error", "limit", "garbage", "other", "cut", "silent", "endless", "limits"],
)
def test_anything_else_is_pending(server, mood):
    server.mood = mood
    answer = scan(io.BytesIO(b"x" * 3_000_000), server.address)
    assert answer.state == "pending" and answer.detail


def test_a_scanner_that_answers_before_it_has_seen_all_is_not_believed(server):
    server.mood = "early"
    assert scan(io.BytesIO(b"x" * 30_000_000), server.address).state == "pending"


def test_a_scanner_that_takes_too_long_is_left(server):
    server.mood = "slow"
    answer = scan(io.BytesIO(b"x"), server.address, seconds=0.3)
    assert (answer.state, "long" in answer.detail) == ("pending", True)


@pytest.mark.parametrize(
    "address",
    [
        "unix:/nowhere/clamd.ctl",
        "tcp:127.0.0.1:1",
        "clamd",
        "unix:relative",
        "tcp::",
        "tcp:h:99999",
    ],
)
def test_a_scanner_that_is_not_there(address):
    assert scan(io.BytesIO(b"x"), address, seconds=3).state == "pending"


def test_an_address_that_is_none_names_the_remedy():
    assert "tcp:127.0.0.1:3310" in scan(io.BytesIO(b"x"), "localhost").detail


@pytest.mark.parametrize("address", ["", "  "])
def test_without_an_address_nothing_is_scanned(address):
    assert scan(io.BytesIO(EICAR), address).state == "off"


def test_over_tcp():
    class Answers(socketserver.BaseRequestHandler):
        def handle(self):
            data = b""
            while not data.endswith(bytes(4)):
                data += self.request.recv(1000)
            self.request.sendall(b"stream: OK\0")

    with socketserver.TCPServer(("127.0.0.1", 0), Answers) as server:
        thread = threading.Thread(target=server.handle_request)
        thread.start()
        port = server.socket.getsockname()[1]
        assert scan(io.BytesIO(b"x"), f"tcp:127.0.0.1:{port}").state == "clean"
        thread.join()


def test_a_scanner_that_lets_nobody_in():
    with socket.socket() as line:
        line.bind(("127.0.0.1", 0))
        port = line.getsockname()[1]
        assert scan(io.BytesIO(b"x"), f"tcp:127.0.0.1:{port}", seconds=2).state == "pending"
