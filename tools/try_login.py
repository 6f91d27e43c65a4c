"""Tries the store of logins that two instances share: try_login.py FOLDER INSTANCE1 INSTANCE2.

An account of its own comes in at one instance and goes out at the other, fails at one and waits
at the other, and shows the same code to both at once. FOLDER is where buildout ran; the instances
are addresses of the site. Run it with an instance's Python, in the environment of the site.
"""

from baleharum.login import factors
from base64 import b64encode
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import json
import os
import pyotp
import secrets
import sys
import time
import urllib.error
import urllib.request


NAME = "trial"
MAIL = "trial@example.org"


class Unexpected(Exception):
    """The store did not do what it promises."""


def expect(what: str, found: Any, wanted: Any) -> None:
    """Say what was found. Raises Unexpected."""
    if found != wanted:
        raise Unexpected(f"{what}: {found!r} instead of {wanted!r}")
    print(f"  {what}: {found}", flush=True)


def post(url: str, data: dict[str, Any], authorization: str = "") -> tuple[int, dict[str, Any]]:
    """Send JSON to a service; return the status and what it answers."""
    headers = {"Content-Type": "application/json", "Accept": "application/json"}
    if authorization:
        headers["Authorization"] = authorization
    request = urllib.request.Request(url, json.dumps(data).encode(), headers, method="POST")
    try:
        with urllib.request.urlopen(request, timeout=60) as answer:
            return answer.status, json.loads(answer.read() or b"{}")
    except urllib.error.HTTPError as error:
        return error.code, {}


def in_and_out(first: str, second: str, password: str) -> None:
    """A session that one instance began holds at the other, and ends at both."""
    status, answer = post(f"{first}/@login", {"login": NAME, "password": password})
    expect("in at the first", status, 200)
    old = f"Bearer {answer['token']}"
    status, answer = post(f"{second}/@login-renew", {}, old)
    expect("known at the second", status, 200)
    new = f"Bearer {answer['token']}"
    expect("renewed there, the old one here", post(f"{first}/@login-renew", {}, old)[0], 401)
    expect("out at the second", post(f"{second}/@logout", {}, new)[0], 204)
    expect("out at the first", post(f"{first}/@login-renew", {}, new)[0], 401)


def code_at_once(first: str, second: str, password: str) -> None:
    """A code that is shown to both instances at once lets in at one."""
    account, secret = f"/{first.rpartition('/')[2]}:{NAME}", factors.new_secret()
    totp = pyotp.TOTP(secret)
    # With the code before, so that the one of now is still good.
    if not factors.enrol(account, secret, totp.at(int(time.time()) - 30)):
        raise Unexpected("The second factor was not taken.")
    data = {"login": NAME, "password": password, "otp": totp.now()}
    with ThreadPoolExecutor(2) as pool:
        found = pool.map(lambda root: post(f"{root}/@login", data)[0], (first, second))
    expect("the same code at both at once", sorted(found), [200, 401])
    factors.remove(account)


def failures(first: str, second: str, password: str) -> None:
    """Who has failed at one instance waits at the other."""
    wrong = {"login": NAME, "password": "not this one, but another"}
    found = [post(f"{root}/@login", wrong)[0] for root in (first, second, first)]
    expect("failures at both", found, [401] * 3)
    status, _answer = post(f"{second}/@login", {"login": NAME, "password": password})
    expect("the right one waits at the second", status, 429)


def main(folder: Path, first: str, second: str) -> int:
    """Run everything with an account that is made for it."""
    os.environ.setdefault("BALEHARUM_LOGIN_KEY", str(folder / "var" / "login" / "key"))
    admin = (folder / "var" / "admin-password").read_text().strip()
    basic = f"Basic {b64encode(f'admin:{admin}'.encode()).decode()}"
    password = secrets.token_urlsafe(18)
    account = {"username": NAME, "email": MAIL, "password": password, "roles": ["Member"]}
    try:
        expect("an account", post(f"{first}/@users", account, basic)[0], 201)
        in_and_out(first, second, password)
        code_at_once(first, second, password)
        failures(first, second, password)
    except Unexpected as unexpected:
        print(unexpected, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), *sys.argv[2:]))
