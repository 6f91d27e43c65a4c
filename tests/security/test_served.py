"""A part of the cases over real HTTP, from a process that serves nothing else."""

from http.client import HTTPConnection
from pathlib import Path
from statistics import median

import json
import pytest
import subprocess
import sys
import time


ROOT = Path(__file__).parent.parent.parent
GAP = "/plone/perkara/BH-2026-99999"


@pytest.fixture(scope="module")
def served():
    """(port, path of a case) of a centre in a process of its own."""
    command = [sys.executable, "-m", "tests.serving"]
    with subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        told = json.loads(process.stdout.readline())
        yield told["port"], told["case"]
        process.stdin.close()
        process.wait(timeout=30)


def ask(served, verb, path, body=None, **headers):
    """Send a request as it is; returns (status, headers without the date, body, seconds)."""
    connection = HTTPConnection("127.0.0.1", served[0], timeout=60)
    begun = time.perf_counter()
    connection.request(verb, path, body, {k.replace("_", "-"): v for k, v in headers.items()})
    answer = connection.getresponse()
    whole = answer.read()
    took = time.perf_counter() - begun
    connection.close()
    return answer.status, [h for h in answer.getheaders() if h[0] != "Date"], whole, took


@pytest.mark.parametrize("verb", "GET HEAD POST PUT DELETE OPTIONS PROPFIND TRACE LOCK".split())
def test_cases_15_18_47_one_answer(served, verb):
    answers = [
        ask(served, verb, f"{base}{below}", b"" if verb == "POST" else None)[:3]
        for base in (served[1], GAP)
        for below in ("", "/", "/nonexist", "/@@download/file", "/@types", "/manage_main")
    ]
    assert answers[0][0] == 404
    assert all(answer == answers[0] for answer in answers), verb
    names = [name.lower() for name, _value in answers[0][1]]
    assert len(set(names)) == len(names)
    assert not {"set-cookie", "x-powered-by", "via", "location"} & set(names)


@pytest.mark.parametrize(
    "spelling",
    ["/./{}", "//{}", "/%2e/{}", "/x/../{}", "/%2e%2e/perkara/{}", "/{};x", "/{}%00", "/{}%2f"],
)
def test_case_19_spellings(served, spelling):
    number, register = served[1].rpartition("/")[2], served[1].rpartition("/")[0]
    there, gap = (
        ask(served, "GET", register + spelling.format(name))[:3]
        for name in (number, "BH-2026-99999")
    )
    assert there == gap
    assert there[0] in (400, 404)


def test_case_18_time(served):
    """What is hidden takes about as long as what is not there: the medians of many tries."""
    paths = {"there": served[1], "gap": GAP}
    took = {name: [] for name in paths}
    for _round in range(25):
        for name, path in paths.items():
            took[name].append(ask(served, "GET", path)[3])
    there, gap = (median(took[name]) for name in paths)
    # Other processes share the machine: a ratio that a person cannot use is told from one they can.
    assert max(there, gap) < 3 * min(there, gap) + 0.02, (there, gap)


def test_case_49_xmlrpc(served):
    call = "<methodCall><methodName>objectIds</methodName><params/></methodCall>"
    answers = [
        ask(served, "POST", path, call, Content_Type="text/xml")[:3] for path in (served[1], GAP)
    ]
    assert answers[0] == answers[1]
    assert answers[0][0] in (400, 404)


def test_case_60_headers_reach_the_browser(served):
    for path in ("/plone", "/plone/nonexist", "/plone/++plone++baleharum/baleharum.css", served[1]):
        headers = dict(ask(served, "GET", path)[1])
        assert headers["X-Frame-Options"] == "DENY"
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Content-Security-Policy"].startswith("default-src 'none'")


def test_case_82_a_slow_and_large_question_is_bounded(served):
    status, _headers, body, took = ask(served, "GET", f"/plone/{'++api++/' * 50}x")
    assert status in (302, 404) and len(body) < 10_000 and took < 30
    assert ask(served, "GET", f"{served[1]}?{'q' * 300_000}")[0] in (404, 414, 431)
