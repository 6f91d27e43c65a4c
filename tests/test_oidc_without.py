"""A centre without the extra `oidc`: the product runs, and there is no such way in."""

from http.client import HTTPConnection
from pathlib import Path

import json
import subprocess
import sys


ROOT = Path(__file__).parent.parent
#: As if pas.plugins.oidc were not installed.
WITHOUT = (
    "import sys; sys.modules['pas.plugins.oidc'] = None; from tests.serving import main; main()"
)


def ask(port: int, path: str) -> tuple[int, str]:
    """Return (status, body) of an answer."""
    connection = HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", path)
    answer = connection.getresponse()
    found = answer.status, answer.read().decode()
    connection.close()
    return found


def test_the_product_runs_without_the_extra():
    with subprocess.Popen(
        [sys.executable, "-c", WITHOUT],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        port = json.loads(process.stdout.readline())["port"]
        status, page = ask(port, "/plone/login")
        assert status == 200
        assert "__ac_password" in page and "bh-other-door" not in page
        assert ask(port, "/plone/oidc-login")[0] == 404
        assert ask(port, "/plone/oidc-callback")[0] == 404
        process.stdin.close()
        process.wait(timeout=30)
