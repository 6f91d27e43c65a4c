"""Measures whether the time of an answer tells that something hidden holds a word.

    hidden.py --from FOLDER [--rounds 400]

FOLDER is one that `search.py --keep` has filled. Somebody who is in no case asks over HTTP, in
turns, for a word that only documents of others hold and for one that nothing holds; once without
the beat of the guard, and once with it. See README.md.
"""

from contextlib import contextmanager
from filling import PASSWORD
from http.client import HTTPConnection
from pathlib import Path
from plone import api
from random import Random
from server import HOST
from server import OURS
from server import PORT
from server import Server
from server import serving
from statistics import median
from statistics import quantiles
from texts import filled
from time import perf_counter
from visitor import Visitor
from waitress import create_server

import argparse
import os
import report
import sys
import threading


OUTSIDER = "outsider"
#: Where somebody asks, and for what: something that is hidden from them, and something that is not
#: there at all.
QUESTIONS = {
    "a word, `@@find` of the register": ("/perkara/@@find?text={}", "perceraian", "qqqqqq"),
    "a number, `@search`": ("/@search?Title={}", "BH-2026-00002", "BH-2026-98765"),
    "a number, `@@search`": ("/@@search?SearchableText={}", "BH-2026-00002", "BH-2026-98765"),
    "a risk, `@search`": ("/@search?case_risk={}", "darurat", "qqqqqq"),
}
#: Milliseconds between beats: none, as it was, and as pipelines have it by default.
BEATS = {"without": 0, "with": None}


@contextmanager
def listening(application):
    """Serve an application on the own machine; gives the port."""
    server = create_server(application, host="127.0.0.1", port=0, threads=1)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    try:
        yield server.effective_port
    finally:
        server.task_dispatcher.shutdown()
        server.close()


def times(port: int, cookie: str, questions: list[str], rounds: int) -> list[list[float]]:
    """Return the milliseconds of each answer to each question, asked in turns in a random order."""
    found: list[list[float]] = [[] for _question in questions]
    order = Random(2026)  # noqa: S311 (an order, no secret)
    headers = {"Cookie": cookie, "Host": f"{HOST}:{PORT}"}
    connection = HTTPConnection("127.0.0.1", port)
    for number in range(rounds + 5):
        for index in order.sample(range(len(questions)), len(questions)):
            begun = perf_counter()
            kind = "application/json" if "/@search" in questions[index] else "text/html"
            connection.request("GET", questions[index], headers={**headers, "Accept": kind})
            answer = connection.getresponse()
            body = answer.read()
            passed = (perf_counter() - begun) * 1000
            if answer.status != 200 or not body:
                sys.exit(f"{questions[index]} answered {answer.status}.")
            if number >= 5:
                found[index].append(passed)
    connection.close()
    return found


def outsider(server: Server) -> Visitor:
    """Return somebody who sees the register and no case in it, logged in."""
    from baleharum.team.api import assign

    with server.root(OURS) as site:
        if api.user.get(OUTSIDER) is None:
            api.user.create(f"{OUTSIDER}@example.org", OUTSIDER, PASSWORD)
            assign(site["perkara"], OUTSIDER, "staff", granted_by="system")
        api.user.get(OUTSIDER).setSecurityProfile(password=PASSWORD)
    return Visitor(server, OURS, OUTSIDER, PASSWORD)


def main(argv: list[str]) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--from", type=Path, dest="kept", required=True)
    parser.add_argument("--rounds", type=int, default=400)
    chosen = parser.parse_args(argv)
    os.nice(10)
    documents = filled(chosen.kept)
    with serving(chosen.kept) as server:
        cookie = outsider(server).cookie
        print(f"Measured on {report.machine()}; {documents:,} documents.\n")
        print("| asked for | beat | hidden, ms | not there, ms | difference of medians |")
        print("|---|---|---|---|---|")
        for label, (question, *words) in QUESTIONS.items():
            asked = [f"/{OURS}{question.format(word)}" for word in words]
            for beat, setting in BEATS.items():
                settings = {} if setting is None else {"beat": setting}
                with listening(server.pipeline(**settings)) as port:
                    hidden, nothing = times(port, cookie, asked, chosen.rounds)
                print(f"| {label} | {beat} | {spread(hidden)} | {spread(nothing)} | ", end="")
                print(f"{median(hidden) - median(nothing):+.2f} |", flush=True)
    return 0


def spread(found: list[float]) -> str:
    """Return median and quartiles as text."""
    first, _half, third = quantiles(found, n=4)
    return f"{median(found):.2f} ({first:.2f}–{third:.2f})"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
