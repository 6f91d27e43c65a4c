"""An authority that makes certificates, and a service of time stamps that answers over HTTP."""

from asn1crypto import keys
from asn1crypto import tsp
from asn1crypto import x509 as asn1_x509
from collections.abc import Iterator
from contextlib import contextmanager
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from datetime import datetime
from datetime import timedelta
from datetime import UTC
from http.server import BaseHTTPRequestHandler
from http.server import ThreadingHTTPServer
from pathlib import Path
from pyhanko.sign.timestamps import DummyTimeStamper
from pyhanko_certvalidator.registry import SimpleCertificateStore

import secrets
import threading


DER = (
    serialization.Encoding.DER,
    serialization.PrivateFormat.PKCS8,
    serialization.NoEncryption(),
)


class Authority:
    """Files in a folder: root (PEM), centre (PKCS#12, its password beside it); and who stamps."""

    def __init__(self, folder: Path) -> None:
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.certificate = self._issue("Otoritas Contoh", self.key, authority=True)
        self.root = folder / "root.pem"
        self.root.write_bytes(self.certificate.public_bytes(serialization.Encoding.PEM))
        key = ec.generate_private_key(ec.SECP256R1())
        password = secrets.token_hex(8)
        self.centre = self._kept(folder / "centre.p12", self._packed(key, password))
        self._kept(folder / "centre.p12.password", f"{password}\n".encode())
        self.stamp_key = rsa.generate_private_key(65537, 2048)
        usage = x509.ExtendedKeyUsage([x509.oid.ExtendedKeyUsageOID.TIME_STAMPING])
        self.stamp_certificate = self._issue("Cap Waktu Contoh", self.stamp_key, usage)

    def _packed(self, key, password: str) -> bytes:
        certificate = self._issue("Pusat Contoh", key)
        return pkcs12.serialize_key_and_certificates(
            b"centre",
            key,
            certificate,
            [self.certificate],
            serialization.BestAvailableEncryption(password.encode()),
        )

    @staticmethod
    def _kept(path: Path, data: bytes) -> Path:
        path.touch(0o600)
        path.write_bytes(data)
        return path

    def _issue(self, name: str, key, extended=None, authority=False) -> x509.Certificate:
        subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
        issuer = subject if authority else self.certificate.subject
        now = datetime.now(UTC)
        usage = dict.fromkeys(
            "content_commitment key_encipherment data_encipherment key_agreement crl_sign"
            " encipher_only decipher_only".split(),
            False,
        )
        builder = (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(issuer)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - timedelta(days=1))
            .not_valid_after(now + timedelta(days=30))
            .add_extension(x509.BasicConstraints(authority, None), True)
            .add_extension(
                x509.KeyUsage(digital_signature=True, key_cert_sign=authority, **usage), True
            )
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), False)
        )
        if extended is not None:
            builder = builder.add_extension(extended, True)
        return builder.sign(self.key, hashes.SHA256())


@contextmanager
def serving_time_stamps(authority: Authority) -> Iterator[str]:
    """Run a service as RFC 3161 describes one, and give its address."""

    def loaded(certificate):
        return asn1_x509.Certificate.load(certificate.public_bytes(serialization.Encoding.DER))

    store = SimpleCertificateStore()
    store.register(loaded(authority.certificate))
    stamper = DummyTimeStamper(
        loaded(authority.stamp_certificate),
        keys.PrivateKeyInfo.load(authority.stamp_key.private_bytes(*DER)),
        certs_to_embed=store,
    )

    class Service(BaseHTTPRequestHandler):
        def do_POST(self):
            asked = self.rfile.read(int(self.headers["Content-Length"]))
            answer = stamper.request_tsa_response(tsp.TimeStampReq.load(asked)).dump()
            self.send_response(200)
            self.send_header("Content-Type", "application/timestamp-reply")
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *_said):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Service)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()
