"""Somebody at a browser: logs in through the form, reads pages, sends forms and REST requests."""

from server import Answer
from server import Failed
from server import Server
from urllib.parse import urlencode

import json
import re
import secrets
import time


AUTHENTICATOR = re.compile(rb'<input[^>]*name="_authenticator"[^>]*value="([^"]+)"')
#: Seconds after which somebody logs in anew: our site forgets who has rested for 20 minutes.
PAUSE = 600.0
#: A page of both sites with a form.
FORM = "/@@personal-information"


class Visitor:
    """A logged-in person of one site. Raises Failed for every answer that is not expected."""

    def __init__(self, server: Server, site: str, user_id: str, password: str):
        self.server, self.base = server, f"/{site}"
        self._form = {"__ac_name": user_id, "__ac_password": password, "buttons.login": "1"}
        self._log_in()

    def _log_in(self):
        self.cookie, self._seen = "", time.monotonic()
        answer = self.send("/login", self._form)
        cookies = [v.partition(";")[0] for k, v in answer.headers if k.lower() == "set-cookie"]
        self.cookie = next((c for c in cookies if c.startswith("__ac=")), "")
        if not self.cookie:
            raise Failed(f"{self._form['__ac_name']} could not log in at {self.base}.")

    def get(self, path: str) -> Answer:
        """Read a page."""
        return self._checked("GET", path, (200,))

    def send(self, path: str, form: dict, expected=(302,)) -> Answer:
        """Send a form as a browser does."""
        body = urlencode(form, doseq=True).encode()
        kind = "application/x-www-form-urlencoded"
        return self._checked("POST", path, expected, body=body, type=kind)

    def send_file(self, path: str, form: dict, field: str, data: bytes) -> Answer:
        """Send a form with a file, as a drop zone does; its name is new each time."""
        boundary = secrets.token_hex(16)
        parts = [
            f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
            for name, value in form.items()
        ]
        head = (
            f'--{boundary}\r\nContent-Disposition: form-data; name="{field}"; '
            f'filename="berkas-{secrets.token_hex(4)}.pdf"\r\nContent-Type: application/pdf\r\n\r\n'
        )
        body = "".join((*parts, head)).encode() + data + f"\r\n--{boundary}--\r\n".encode()
        kind = f"multipart/form-data; boundary={boundary}"
        options = {"body": body, "type": kind, "accept": "application/json"}
        return self._checked("POST", path, (200, 201), **options)

    def rest(self, path: str, data: dict, expected=(200, 201, 204)) -> Answer:
        """Send a REST request."""
        return self._checked(
            "POST",
            path,
            expected,
            body=json.dumps(data).encode(),
            type="application/json",
            accept="application/json",
        )

    def authenticator(self) -> str:
        """Return the token that every form carries."""
        found = AUTHENTICATOR.search(self.get(FORM).body)
        if found is None:
            raise Failed(f"{self.base}{FORM} has no form with an authenticator.")
        return found.group(1).decode()

    def _checked(self, method, path, expected, **options):
        if self.cookie and time.monotonic() - self._seen > PAUSE:
            self._log_in()
        self._seen = time.monotonic()
        answer = self.server.request(method, self.base + path, self.cookie, **options)
        if answer.status not in expected:
            raise Failed(
                f"{method} {self.base}{path} answered {answer.status}, not {expected}: "
                f"{answer.body[:2000].decode(errors='replace')}"
            )
        return answer
