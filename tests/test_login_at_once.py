"""Several instances at once: what is good once is taken once, and every failure is counted."""

from baleharum.login import drafts
from baleharum.login import factors
from baleharum.login import place
from baleharum.login import sessions
from baleharum.login import store
from baleharum.login import tickets
from baleharum.login.throttle import Attempt
from contextlib import closing
from tests import programs

import functools
import multiprocessing
import pyotp
import pytest
import threading
import time


ACCOUNT = "/site:worker1"
PROCESSES, THREADS = 4, 2
FORK = multiprocessing.get_context("fork")
#: Processes that inherit our connections, which they must not use, and such that begin without any.
METHODS = {"fork": (FORK.Process, FORK), "served": (programs.process, programs.SERVED)}
MANY = PROCESSES * THREADS


@pytest.fixture(autouse=True)
def kept(tmp_path, monkeypatch, login_store):
    """A store and a key of its own, and a connection that children must not use."""
    if login_store.server is None:
        monkeypatch.setenv(place.STORE, str(tmp_path / "login.sqlite3"))
    monkeypatch.setenv(place.KEY, str(tmp_path / "key"))
    with store.reading() as table:
        assert table.execute("SELECT COUNT(*) FROM factor").fetchone()[0] == 0


def _several(work, barrier, answers):
    """Do it in some threads of this process, when all are ready."""

    def once():
        with store.reading():
            pass  # A connection of its own, so that all begin alike.
        barrier.wait(60)
        try:
            answers.put(work())
        except Exception as error:
            answers.put(repr(error))

    threads = [threading.Thread(target=once) for _ in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def at_once(work, start=FORK.Process, context=FORK):
    """Return what comes of doing something in several threads of several processes at once."""
    with closing(context.Queue()) as answers:
        barrier = context.Barrier(MANY)
        processes = [
            start(target=_several, args=(work, barrier, answers)) for _ in range(PROCESSES)
        ]
        for process in processes:
            process.start()
        found = [answers.get(timeout=120) for _ in range(MANY)]
        for process in processes:
            process.join(60)
    assert [process.exitcode for process in processes] == [0] * PROCESSES
    return found


@pytest.fixture
def slow(monkeypatch):
    """Who looks at a code takes their time, so that the others come meanwhile."""
    look = factors.fitting_step

    def looking(*arguments, **named):
        step = look(*arguments, **named)
        time.sleep(0.05)
        return step

    monkeypatch.setattr(factors, "fitting_step", looking)


def _verify(now, code):
    """Show a code at a moment: a process may take longer to start than the code is good."""
    factors.moment = now
    return factors.verify(ACCOUNT, code)


@pytest.mark.parametrize("method", METHODS)
def test_a_code_is_taken_from_one_of_many(method, slow, monkeypatch):
    secret, now = factors.new_secret(), functools.partial(float, 1800000000)
    monkeypatch.setattr(factors, "moment", now)
    before, code = (pyotp.TOTP(secret).at(int(now()) + away) for away in (-30, 0))
    assert factors.enrol(ACCOUNT, secret, before)
    found = at_once(functools.partial(_verify, now, code), *METHODS[method])
    assert sorted(found) == [""] * (MANY - 1) + ["code"]


def test_a_recovery_code_is_taken_from_one_of_many(slow):
    secret = factors.new_secret()
    code, *_others = factors.enrol(ACCOUNT, secret, pyotp.TOTP(secret).now())
    found = at_once(functools.partial(factors.verify, ACCOUNT, code))
    assert sorted(found) == [""] * (MANY - 1) + ["recovery"]
    assert factors.codes_left(ACCOUNT) == factors.RECOVERY_CODES - 1


def _ticket(token):
    """A request that has the cookie of a ticket."""

    class Request:
        cookies = {tickets.COOKIE: token}

    return tickets.of_request(Request)


def test_a_ticket_lets_one_of_many_in():
    ticket = _ticket(tickets.issue(ACCOUNT, "stamp", ""))
    assert sorted(at_once(functools.partial(tickets.spend, ticket))) == [False] * (MANY - 1) + [
        True
    ]


def test_wrong_codes_of_a_ticket_are_all_counted():
    token = tickets.issue(ACCOUNT, "stamp", "")
    assert MANY >= tickets.TRIES
    at_once(functools.partial(tickets.count_failure, _ticket(token)))
    with store.reading() as table:
        assert table.execute("SELECT failures FROM ticket").fetchone()[0] == MANY
    assert _ticket(token) is None


def _fail(times):
    for _time in range(times):
        Attempt("password", "worker1", None).failed()


def test_failures_are_all_counted():
    at_once(functools.partial(_fail, 5))
    with store.reading() as table:
        rows = table.execute("SELECT failures FROM attempt").fetchall()
    assert [row["failures"] for row in rows] == [5 * MANY]
    assert Attempt("password", "worker1", None).wait() >= 50


def test_of_many_drafts_of_a_page_one_is_kept_and_it_is_whole():
    typed = '[["text", "typed"]]'
    assert at_once(functools.partial(drafts.save, ACCOUNT, "/page", typed)) == [True] * MANY
    assert drafts.read(ACCOUNT, "/page") == typed
    with store.reading() as table:
        assert table.execute("SELECT COUNT(*) FROM draft").fetchone()[0] == 1


def test_a_session_is_ended_by_one_of_many():
    row = sessions.Session("id", ACCOUNT, "browser", 1.5, 1.5, "", "", "stamp", True, False, 1.5)
    sessions._insert(row)
    found = at_once(functools.partial(sessions.end, row))
    assert sorted(found) == [False] * (MANY - 1) + [True]
