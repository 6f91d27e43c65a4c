"""Serves the test centre from a process of its own, for what only a real server shows.

    python -m tests.serving [--crowded]

Crowded, a worker does the jobs in a thread beside those of the server, and no request is tried
again that collided with another. Writes one line of JSON when it is ready: {"port": number,
"case": path of a case}. It ends when its standard input is closed. Objects are kept in memory,
blobs in a folder of the run.
"""

from baleharum.guard.headers import Headers
from baleharum.guard.uniform import make_filter
from baleharum.intake.report.limit import Limit
from baleharum.jobs.worker import work
from plone.app.testing import FunctionalTesting
from plone.testing.zope import WSGIServer
from tests.centre import sample_case
from tests.layers import CENTRE_FIXTURE
from zope.component.hooks import setSite
from ZPublisher.HTTPRequest import HTTPRequest

import json
import os
import sys
import threading
import transaction
import Zope2


class GuardedServer(WSGIServer):
    """Zope behind the guard, as profiles/base.cfg puts it."""

    port = 0

    def make_wsgi_app(self):
        """Return the whole pipeline."""
        return Headers(Limit(make_filter({}, beat=0)(super().make_wsgi_app())))


SERVED = FunctionalTesting(
    bases=(CENTRE_FIXTURE, GuardedServer(name="GuardedServer")), name="Centre:Served"
)


def layers(layer, seen: list) -> list:
    """Return a layer and all it stands on, the lowest first."""
    for base in layer.__bases__:
        layers(base, seen)
    if layer not in seen:
        seen.append(layer)
    return seen


def main() -> None:
    """Serve until standard input is closed."""
    stack = layers(SERVED, [])
    for layer in stack:
        layer.setUp()
    for layer in stack:
        layer.testSetUp()
    setSite(SERVED["portal"])
    case = sample_case(SERVED["portal"]["perkara"])
    path = "/".join(case.getPhysicalPath())
    transaction.commit()
    if "--crowded" in sys.argv:
        HTTPRequest.retry_max_count = 0
        threading.Thread(target=work, args=(Zope2.app, threading.Event()), daemon=True).start()
    print(json.dumps({"port": SERVED["port"], "case": path}), flush=True)
    sys.stdin.read()
    # What is left (threads of the server, memory) goes with the process.
    os._exit(0)


if __name__ == "__main__":
    main()
