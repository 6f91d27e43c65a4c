"""Serves a site behind the web server of profiles/templates/nginx.conf.in and looks at its answers.

The generated file is taken as it is, but for its ports and its certificate, which is made on the
spot. Visitors come from an address of their own (127.0.0.2), which must stand in no log.
"""

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from datetime import datetime
from datetime import timedelta
from datetime import UTC
from pathlib import Path
from postgres import free_port
from postgres import program
from processes import Processes
from trouble import Trouble

import http.client
import re
import ssl
import time


HOST = "localhost"
VISITOR = "127.0.0.2"
MEGABYTE = 1 << 20
BOUNDARY = "a-boundary-of-the-trial"
MAIN = """daemon off;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{}}
http {{
    access_log {folder}/access.log;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/site.conf;
}}
"""
HIDDEN = re.compile(r'name="token"\s+type="hidden"\s+value="([^"]+)"')
CODE = re.compile(r'id="report-code"')


class WebServer:
    """An nginx of our own, in front of a site."""

    def __init__(self, processes: Processes, folder: Path, config: str) -> None:
        """folder: for its files; config: what buildout has written."""
        self.folder, self.plain, self.secure = folder, free_port(), free_port()
        folder.mkdir(mode=0o700)
        certificate(folder)
        places = {
            r"listen 80;": f"listen 127.0.0.1:{self.plain};",
            r"listen 443 ssl;": f"listen 127.0.0.1:{self.secure} ssl;",
            r"(?m)ssl_certificate \S+;": f"ssl_certificate {folder}/site.pem;",
            r"(?m)ssl_certificate_key \S+;": f"ssl_certificate_key {folder}/site.key;",
        }
        for place, ours in places.items():
            config, found = re.subn(place, ours, config)
            if not found:
                raise Trouble(f"nginx.conf says nothing of {place}.")
        (folder / "site.conf").write_text(config)
        (folder / "main.conf").write_text(MAIN.format(folder=folder))
        processes.start("nginx", [program("nginx"), "-c", folder / "main.conf", "-p", folder])
        processes.wait_until(self.listens, 30, "nginx")

    def listens(self) -> bool:
        """Tell whether it answers."""
        try:
            self.ask("GET", "/", plain=True)
        except OSError:
            return False
        return True

    def ask(self, method, path, body=None, headers=None, plain=False):
        """Ask as a visitor; return status, headers (name, value) and text."""
        address = (VISITOR, 0)
        if plain:
            line = http.client.HTTPConnection("127.0.0.1", self.plain, 300, source_address=address)
        else:
            trusted = ssl.create_default_context(cafile=str(self.folder / "site.pem"))
            line = http.client.HTTPSConnection(
                HOST, self.secure, timeout=300, source_address=address, context=trusted
            )
        try:
            line.request(method, path, body, {"Host": HOST, **(headers or {})})
            answer = line.getresponse()
            text = answer.read().decode("utf-8", "replace")
            return answer.status, answer.getheaders(), text
        finally:
            line.close()


def certificate(folder: Path) -> None:
    """Write a key and a certificate that it has signed itself, for a day."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, HOST)])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(HOST)]), critical=False)
        .sign(key, hashes.SHA256())
    )
    (folder / "site.pem").write_bytes(made.public_bytes(serialization.Encoding.PEM))
    written = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    (folder / "site.key").write_bytes(written)


def expect(what: str, holds: object, found: object = "") -> None:
    """Say what holds. Raises Trouble."""
    if not holds:
        raise Trouble(f"Behind nginx: {what} does not hold. {found}")
    print(f"  {what}", flush=True)


def look_while_away(server: WebServer) -> None:
    """Ask while no site is there."""
    status, headers, text = server.ask("GET", "/lapor")
    expect("while the site is away: 503 in both languages", status == 503, status)
    expect("  with whom to call", "112" in text and "Telepon" in text and "Call" in text, text)
    expect_headers(headers)


def look(server: WebServer, form: str = "/lapor") -> None:
    """Ask for pages, send reports of all sizes."""
    status, headers, _text = server.ask("GET", "/", plain=True)
    expect("plain HTTP leads to TLS", status == 301, status)
    status, headers, text = server.ask("GET", "/")
    expect("the front page", status == 200 and "<h1" in text, status)
    expect_headers(headers)
    status, headers, text = server.ask("GET", "/tidak-ada")
    expect("what is not there: 404", status == 404, status)
    expect_headers(headers)
    status, _headers, _text = server.ask("GET", "/manage_main")
    expect("no management screens", status == 404, status)
    look_at_reports(server, form)


def look_at_reports(server: WebServer, form: str) -> None:
    """Send reports: one that is too large for the site, for this server, and one that fits."""
    story = "Kanaricerita di balik nginx."
    status, headers, page = server.ask("GET", form)
    expect("the report form", status == 200, status)
    expect_headers(headers)
    token = HIDDEN.search(page)[1]
    time.sleep(5)
    status, _headers, page = server.ask("POST", form, *sent(token, story, 150 * MEGABYTE))
    expect("150 MB: the text is kept", status == 200 and story in page and "100 MB" in page, status)
    try:
        status, headers, page = server.ask("POST", form, *sent(token, story, 215 * MEGABYTE))
        expect("215 MB: this server says so", status == 413 and "129" in page, status)
        expect_headers(headers)
    except (BrokenPipeError, ConnectionResetError, ssl.SSLError):
        # It answers before all is sent; a program that does not listen meanwhile misses that.
        print("  215 MB: the line is cut", flush=True)
    body, headers = sent(token, story, 19 * MEGABYTE)
    status, headers, page = server.ask("POST", form, body, headers)
    expect("19 MB: the report arrives", status == 200 and CODE.search(page), (status, page[:4000]))
    expect_headers(headers)


def sent(token: str, story: str, size: int) -> tuple[bytes, dict[str, str]]:
    """Return body and headers of a report with a file of so many bytes."""
    fields = {"token": token, "form.widgets.narrative": story}
    parts = [
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in fields.items()
    ]
    parts.append(
        f"--{BOUNDARY}\r\nContent-Disposition: form-data; "
        'name="form.widgets.file_1"; filename="catatan.txt"\r\n'
        "Content-Type: text/plain\r\n\r\n"
    )
    end = f"\r\n--{BOUNDARY}--\r\n"
    body = "".join(parts).encode() + b"catatan\n" * (size // 8) + end.encode()
    return body, {"Content-Type": f"multipart/form-data; boundary={BOUNDARY}"}


def expect_headers(headers: list[tuple[str, str]]) -> None:
    """Look at what every answer says."""
    names = [name.lower() for name, _value in headers]
    for name in ("strict-transport-security", "content-security-policy"):
        expect(f"  {name} once", names.count(name) == 1, names)
    told = dict(headers).get("Server", "")
    expect("  no version of the server", not re.search(r"\d", told), told)


def look_at_logs(server: WebServer, *folders: Path) -> None:
    """Look for the visitor's address in whatever was written."""
    logs = [
        p for f in (server.folder, *folders) for p in f.rglob("*") if p.suffix in (".log", ".out")
    ]
    told = [str(p) for p in logs if VISITOR in p.read_text("utf-8", "replace")]
    expect(f"no address of a visitor in {len(logs)} logs", logs and not told, told)
