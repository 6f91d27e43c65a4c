"""A provider of OpenID Connect in a process of its own: Canaille, as centres run it, over a SQLite file.

    python -m tests.provider worker1 worker2 …

Writes its address (the issuer) when it is ready; it knows these people with `tests.centre.PASSWORD`
and takes the registration of clients. It ends when its standard input is closed.

What it answers is right. A test that wants to see a wrong answer refused posts to `/bend` what
becomes of the next ID tokens; they are signed anew with the provider's own key.
"""

from base64 import urlsafe_b64encode
from canaille import create_app
from canaille.app import models
from canaille.backends import Backend
from cryptography.hazmat.primitives.asymmetric import rsa
from joserfc.jwk import JWKRegistry
from tests.centre import PASSWORD
from werkzeug.serving import make_server
from werkzeug.serving import WSGIRequestHandler

import json
import jwt
import os
import secrets
import sys
import tempfile
import threading


HOST = "127.0.0.1"


class Bending:
    """The provider as a WSGI application, and what is done to its ID tokens on their way out."""

    app = None
    key = None

    def __init__(self):
        self.bent = {}

    def __call__(self, environ, start_response):
        """Answer a request."""
        path = environ["PATH_INFO"]
        if path == "/bend":
            length = int(environ["CONTENT_LENGTH"])
            self.bent = json.loads(environ["wsgi.input"].read(length))
            start_response("204 No Content", [])
            return []
        if path != "/oauth/token" or not self.bent:
            return self.app(environ, start_response)
        began = []
        whole = b"".join(self.app(environ, lambda *parts: began.extend(parts)))
        if began[0].startswith("200"):
            answer = json.loads(whole)
            answer["id_token"] = self.bend(answer["id_token"])
            whole = json.dumps(answer).encode()
        headers = [row for row in began[1] if row[0].lower() != "content-length"]
        start_response(began[0], [*headers, ("Content-Length", str(len(whole)))])
        return [whole]

    def bend(self, token):
        """Return a token with other claims or another signature. None takes a claim away."""
        claims = jwt.decode(token, options={"verify_signature": False})
        claims.update(self.bent.get("claims", {}))
        claims = {name: value for name, value in claims.items() if value is not None}
        head = jwt.get_unverified_header(token)
        signed = jwt.encode(claims, self.key, head["alg"], {"kid": head["kid"]})
        how = self.bent.get("how")
        return getattr(self, how)(claims, head, signed) if how else signed

    def altered(self, claims, head, signed):
        """Another person in the text that was signed."""
        first, _text, last = signed.split(".")
        text = json.dumps({**claims, "sub": "worker2"}).encode()
        return ".".join((first, urlsafe_b64encode(text).decode().rstrip("="), last))

    def unsigned(self, claims, head, signed):
        """No signature at all."""
        return jwt.encode(claims, None, "none")

    def shared(self, claims, head, signed):
        """A signature that whoever knows the public key can make."""
        public = self.key.public_key().public_numbers()
        secret = public.n.to_bytes(256, "big")
        return jwt.encode(claims, secret, "HS256", {"kid": head["kid"]})

    def strange(self, claims, head, signed):
        """The key of somebody else under the name of the provider's."""
        other = rsa.generate_private_key(65537, 2048)
        return jwt.encode(claims, other, "RS256", {"kid": head["kid"]})


class Quiet(WSGIRequestHandler):
    """Says nothing of the requests."""

    def log_request(self, *parts):
        """Say nothing."""


def settings(address: str, key, database: str) -> dict:
    """Return the settings of the provider."""
    return {
        "ENV_FILE": None,
        "SECRET_KEY": secrets.token_hex(),
        "SERVER_NAME": address,
        "PREFERRED_URL_SCHEME": "http",
        "CANAILLE": {
            "DATABASE": "sql",
            "JAVASCRIPT": False,
            "ACL": {"DEFAULT": {"PERMISSIONS": ["use_oidc"]}},
            "LOGGING": {"version": 1, "loggers": {"alembic": {"level": "WARNING"}}},
        },
        # The database in memory mixes up the codes of a client, so here is a real one.
        "CANAILLE_SQL": {"DATABASE_URI": f"sqlite:///{database}"},
        "CANAILLE_OIDC": {
            "DYNAMIC_CLIENT_REGISTRATION_OPEN": True,
            "ACTIVE_JWKS": [key.as_dict(private=True)],
            # Its access tokens of one second are alike, and its database takes none twice.
            "USERINFO_MAPPING": {"WEBSITE": "{{ range(1000000000) | random }}"},
        },
    }


def make_people(app, names: list[str]) -> None:
    """Make the accounts at the provider."""
    with app.app_context():
        for name in names:
            person = models.User(
                user_name=name,
                formatted_name=name.capitalize(),
                display_name=name,
                family_name=name.capitalize(),
                emails=[f"{name}@example.org"],
                password=PASSWORD,
            )
            Backend.instance.save(person)


def main(names: list[str]) -> None:
    """Serve until standard input is closed."""
    # Authlib refuses http unless it is told that this is no real provider.
    os.environ["AUTHLIB_INSECURE_TRANSPORT"] = "1"
    bending = Bending()
    server = make_server(HOST, 0, bending, request_handler=Quiet)
    address = f"{HOST}:{server.server_port}"
    key = JWKRegistry.generate_key("RSA", 2048)
    key.ensure_kid()
    bending.key = key.private_key
    with tempfile.TemporaryDirectory() as folder:
        bending.app = create_app(config=settings(address, key, f"{folder}/people.sqlite3"))
        make_people(bending.app, names)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        print(f"http://{address}", flush=True)
        sys.stdin.read()


if __name__ == "__main__":
    main(sys.argv[1:])
