"""Anchors: written down every hour by the worker, in a file of their own and to a syslog."""

from baleharum.interfaces import IPeriodic
from baleharum.jobs import worker
from baleharum.trail import anchors
from baleharum.trail import api
from baleharum.trail.row import Draft
from contextlib import closing
from zope.component import getGlobalSiteManager

import pytest
import socket
import stat
import threading


class Turn:
    """Something to be done again and again, which counts its turns."""

    def __init__(self, every=100.0, error=None):
        self.every, self.error, self.done = every, error, 0

    def __call__(self):
        self.done += 1
        if self.error:
            raise self.error


@pytest.fixture(autouse=True)
def path(tmp_path, monkeypatch):
    monkeypatch.setenv("BALEHARUM_TRAIL", str(tmp_path / "trail" / "trail.sqlite3"))
    monkeypatch.delenv("BALEHARUM_ANCHORS", raising=False)
    monkeypatch.delenv("BALEHARUM_SYSLOG", raising=False)


@pytest.fixture
def periodic():
    """Registers what the worker repeats, for one test."""
    registry, names = getGlobalSiteManager(), []

    def register(name, component):
        registry.registerUtility(component, IPeriodic, name=name)
        names.append(name)
        return component

    yield register
    for name in names:
        registry.unregisterUtility(provided=IPeriodic, name=name)


def fill(number):
    api.append([Draft("worker1", "view")] * number)


class TestFile:
    def test_an_anchor_is_a_line_with_the_head(self, tmp_path):
        fill(2)
        found = anchors.anchor()
        fill(1)
        anchors.anchor()
        place = tmp_path / "trail-anchors" / "heads.txt"
        assert anchors.location() == place
        assert stat.S_IMODE(place.stat().st_mode) == 0o600
        lines = place.read_text().splitlines()
        assert len(lines) == 2
        assert lines[0] == str(found)
        head = api.rows()[0]
        assert lines[1] == f"3 {head.hash} {head.at.isoformat()}"

    def test_no_rows_need_no_anchor(self):
        assert anchors.anchor() is None
        assert not anchors.location().exists()

    def test_a_line_that_was_cut_off_spoils_only_itself(self):
        fill(1)
        anchors.anchor()
        with anchors.location().open("a") as file:
            file.write("2 abc")
        fill(1)
        anchors.anchor()
        told, broken = anchors.anchors()
        assert [anchor.seq for anchor in told] == [1, 2]
        assert broken == [2]

    def test_the_command_prints_the_head_or_says_why_not(self, tmp_path, monkeypatch, capsys):
        fill(1)
        assert anchors.main([]) == 0
        assert capsys.readouterr().out.startswith("1 ")
        monkeypatch.setenv("BALEHARUM_ANCHORS", str(tmp_path / "no" / "disk" / "heads.txt"))
        assert anchors.main([]) == 2
        assert "No anchor was written" in capsys.readouterr().err


class TestSyslog:
    def test_a_datagram_brings_the_head_to_another_machine(self, monkeypatch):
        with closing(socket.socket(socket.AF_INET, socket.SOCK_DGRAM)) as log:
            log.bind(("127.0.0.1", 0))
            log.settimeout(10)
            monkeypatch.setenv("BALEHARUM_SYSLOG", f"127.0.0.1:{log.getsockname()[1]}")
            fill(1)
            found = anchors.anchor()
            told = log.recv(2000)
        assert told.startswith(b"<86>baleharum-trail: ")
        assert str(found).encode() in told

    def test_so_does_a_stream(self, monkeypatch):
        with closing(socket.create_server(("127.0.0.1", 0))) as log:
            log.settimeout(10)
            monkeypatch.setenv("BALEHARUM_SYSLOG", f"tcp:127.0.0.1:{log.getsockname()[1]}")
            fill(1)
            found = anchors.anchor()
            told = log.accept()[0].recv(2000)
        assert told.endswith(f"{found}\n".encode())

    def test_one_that_is_away_is_told_after_the_file_was_written(self, monkeypatch, capsys):
        with closing(socket.create_server(("127.0.0.1", 0))) as other:
            port = other.getsockname()[1]
        monkeypatch.setenv("BALEHARUM_SYSLOG", f"tcp:127.0.0.1:{port}")
        fill(1)
        assert anchors.main([]) == 2
        assert [anchor.seq for anchor in anchors.anchors()[0]] == [1]


def away():
    """A database that cannot be opened: what others put into the queue meanwhile waits."""
    raise ConnectionError("The database is away.")


class TestWorker:
    def test_each_has_its_turn_when_it_is_due(self, periodic):
        often, seldom, turns = Turn(10.0), Turn(100.0), {}
        periodic("test-often", often)
        periodic("test-seldom", seldom)
        for now in (0.0, 5.0, 10.0, 15.0, 20.0):
            worker.take_turns(turns, now)
        assert (often.done, seldom.done) == (3, 1)

    def test_a_fault_is_logged_without_its_words_and_comes_again(self, periodic, caplog):
        broken = periodic("test-broken", Turn(10.0, ValueError("a name from a document")))
        other = periodic("test-other", Turn(10.0))
        turns = {}
        worker.take_turns(turns, 0.0)
        worker.take_turns(turns, 10.0)
        assert (broken.done, other.done) == (2, 2)
        assert "test-broken could not be done: ValueError" in caplog.text
        assert "a name from a document" not in caplog.text

    def test_what_is_due_once_a_day_does_not_wait_a_day_after_a_fault(self, periodic):
        broken, turns = periodic("test-broken", Turn(86400.0, ConnectionError())), {}
        worker.take_turns(turns, 0.0)
        worker.take_turns(turns, worker.AGAIN - 1)
        assert broken.done == 1
        worker.take_turns(turns, worker.AGAIN)
        broken.error = None
        worker.take_turns(turns, 2 * worker.AGAIN)
        worker.take_turns(turns, 80000.0)
        assert broken.done == 3

    def test_the_worker_of_the_product_writes_anchors_every_hour(self, functional):
        fill(1)
        turns = {}
        worker.take_turns(turns, 0.0)
        worker.take_turns(turns, 3599.0)
        assert [anchor.seq for anchor in anchors.anchors()[0]] == [1]
        fill(1)
        worker.take_turns(turns, 3600.0)
        assert [anchor.seq for anchor in anchors.anchors()[0]] == [1, 2]

    def test_it_takes_turns_beside_its_jobs(self, periodic, tmp_path, monkeypatch):
        monkeypatch.setenv("BALEHARUM_JOBS", str(tmp_path / "jobs.sqlite3"))
        stop = threading.Event()
        turn = Turn(0.0)
        turn.__class__ = type("Last", (Turn,), {"__call__": lambda self: stop.set()})
        periodic("test-last", turn)
        worker.work(away, stop)
        assert stop.is_set()
